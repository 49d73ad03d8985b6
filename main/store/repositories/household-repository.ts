import { z } from 'zod'
import {
  HouseholdRecordSchema,
  WorklistRowSchema,
  type HouseholdRecord,
  type WorklistRow,
} from '../../../shared/model/household'
import { codesOf, DISTRICTS } from '../../../shared/model/codes'
import { referencePrefix } from '../../../shared/model/reference'
import { hasSafetyConflicts } from '../../../shared/model/safety'
import { wardOfKey, type Ward } from '../../../shared/model/ward-key'
import { WorklistViewSchema, type WorklistFilters, type WorklistSort, type WorklistView } from '../../../shared/ipc/household-contract'
import type { Officer } from '../../../shared/model/officer'
import type { Sql, SqlRow, SqlValue } from '../sql'
import { list, viewCondition, worklistColumns, worklistSource } from './worklist-source'

export interface WorklistPage {
  readonly rows: ReadonlyArray<WorklistRow>
  readonly next: string | null
  readonly matching: number
  readonly total: number
}
export interface WorklistQuery {
  readonly filters: WorklistFilters
  readonly sort: WorklistSort
  readonly after: string | null
  readonly limit: number
  readonly today: string
  readonly view: WorklistView
  /** Who reads. */
  readonly me: Officer
  /** Households with work of this laptop laid over them, as the officer is to see them. */
  readonly overlaid: ReadonlyArray<HouseholdRecord>
}

const SORTS: Readonly<Record<WorklistSort, ReadonlyArray<string>>> = {
  urgency: ['urgent_on', 'risk_order', 'debt_order', 'household_id'],
  risk: ['risk_order', 'urgent_on', 'debt_order', 'household_id'],
  debt: ['debt_order', 'urgent_on', 'household_id'],
  'last-contact': ['last_contact_on', 'urgent_on', 'household_id'],
  unallocated: ['has_owner', 'urgent_on', 'risk_order', 'debt_order', 'household_id'],
}

const MOST_COUNTED = 20
/** The condition where nothing is filtered by. */
const EVERY_HOUSEHOLD = '1 = 1'

/** As `wardKey` makes it. */
const WARD_KEY = "district || '/' || ward"
const DistrictSchema = z.enum(codesOf(DISTRICTS))

/** Households of the cache: masked records, replaceable from the hub. Paged by key, never by OFFSET. */
export class HouseholdRepository {
  readonly #sql: Sql
  readonly #counted = new Map<string, SqlRow | null>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** @param generation of the sync that brought it */
  put(household: HouseholdRecord, generation: number): void {
    const columns = { ...worklistColumns(household), document: JSON.stringify(household), generation, has_conflicts: hasSafetyConflicts(household.safety) ? 1 : 0 }
    const names = Object.keys(columns)
    this.#counted.clear()
    this.#sql.run(
      `INSERT INTO households (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
       ON CONFLICT (household_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      Object.values(columns),
    )
  }

  remove(householdId: string): void {
    this.#counted.clear()
    this.#sql.run('DELETE FROM households WHERE household_id = ?', [householdId])
  }

  /** Households that a whole first sync did not bring again. */
  removeOlderThan(generation: number): void {
    this.#counted.clear()
    this.#sql.run('DELETE FROM households WHERE generation < ?', [generation])
  }

  /** The cache was emptied past this repository. */
  forgetCounts(): void {
    this.#counted.clear()
  }

  find(householdId: string): HouseholdRecord | null {
    const row = this.#sql.get('SELECT document FROM households WHERE household_id = ?', [householdId])
    return row === null ? null : HouseholdRecordSchema.parse(JSON.parse(String(row.document)))
  }

  findIdByReference(reference: string): string | null {
    const row = this.#sql.get('SELECT household_id FROM households WHERE reference = ?', [reference])
    return row === null ? null : String(row.household_id)
  }

  /** Households in which two decided without knowing of each other, and nobody has settled it. */
  idsWithConflicts(): string[] {
    return this.#sql.all('SELECT household_id FROM households WHERE has_conflicts = 1 ORDER BY household_id').map((row) => String(row.household_id))
  }

  count(): number {
    return Number(this.#sql.get('SELECT count(*) AS n FROM households INDEXED BY worklist_wards')?.n ?? 0)
  }

  /** How many households each view holds, whatever the filters: in one pass. */
  countViews({ me, today, overlaid }: Pick<WorklistQuery, 'me' | 'today' | 'overlaid'>): Readonly<Record<WorklistView, number>> {
    const source = worklistSource(overlaid.map(worklistColumns), 'worklist_by_urgency')
    const views = WorklistViewSchema.options.map((name) => ({ name, ...viewCondition(name, me, today) }))
    const sums = views.map(({ where }, n) => `sum(${where}) AS view${n}`).join(', ')
    const counts = this.#ask(`SELECT ${sums} FROM ${source.from}`, [...views.flatMap(({ values }) => values), ...source.values])
    return Object.fromEntries(views.map(({ name }, n) => [name, Number(counts?.[`view${n}`] ?? 0)])) as Record<WorklistView, number>
  }

  /** Counted once until a household changes: keys that are typed and pages that follow ask for the same again. What was not asked for longest goes first: the views' counts stay, which are a pass over all. */
  #ask(text: string, values: ReadonlyArray<SqlValue>): SqlRow | null {
    const question = JSON.stringify([text, values])
    const counted = this.#counted.get(question) ?? this.#sql.get(text, values)
    this.#counted.delete(question)
    this.#counted.set(question, counted)
    const [longestAgo] = this.#counted.keys()
    if (this.#counted.size > MOST_COUNTED && longestAgo !== undefined) this.#counted.delete(longestAgo)
    return counted
  }

  /** From one ward to the next in their index, without looking at the households between. */
  wards(): Ward[] {
    const next = (beyond: string) => `(SELECT ${WARD_KEY} FROM households ${beyond} ORDER BY ${WARD_KEY} LIMIT 1)`
    return this.#sql
      .all(`WITH RECURSIVE keys (key) AS (SELECT ${next('')} UNION ALL SELECT ${next(`WHERE ${WARD_KEY} > key`)} FROM keys WHERE key IS NOT NULL)
        SELECT key FROM keys WHERE key IS NOT NULL`)
      .map(({ key }) => wardOfKey(String(key)))
      .map(({ district, name }) => ({ district: DistrictSchema.parse(district), name }))
      .toSorted((a, b) => compare(a.district, b.district) || compare(a.name, b.name))
  }

  page({ filters, sort, after, limit, today, view, me, overlaid }: WorklistQuery): WorklistPage {
    const columns = SORTS[sort]
    const laidOver = new Map(overlaid.map((household) => [household.householdId as string, worklistColumns(household)]))
    const source = worklistSource([...laidOver.values()], filters.reference === null ? 'worklist_by_urgency' : 'worklist_by_reference')
    const seen = viewCondition(view, me, today)
    const { where, values } = whereOf(filters, today)
    const from = after === null ? null : parseKey(after, columns.length)
    const beyond = from === null ? '' : ` AND (${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`
    const rest = `FROM ${source.from} WHERE (${seen.where}) AND ${where}`
    const bound = [...source.values, ...seen.values, ...values]
    const found = this.#sql.all(
      `SELECT ${columns.join(', ')} ${rest}${beyond} ORDER BY ${columns.join(', ')} LIMIT ?`,
      [...bound, ...(from ?? []), limit + 1],
    )
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    const total = this.countViews({ me, today, overlaid })[view]
    return {
      rows: this.#rowsOf(shown.map((line) => String(line.household_id)), laidOver).map((line) => readRow(line, today)),
      next:
        found.length > limit && last !== undefined
          ? JSON.stringify(columns.map((column) => last[column] ?? null))
          : null,
      matching: where === EVERY_HOUSEHOLD ? total : Number(this.#ask(`SELECT count(*) AS n ${rest}`, bound)?.n ?? 0),
      total,
    }
  }

  /** What is drawn of these households, in this order. */
  #rowsOf(householdIds: ReadonlyArray<string>, laidOver: ReadonlyMap<string, SqlRow>): SqlRow[] {
    const cached = this.#sql.all(
      'SELECT household_id, row, paused_from, paused_until FROM households WHERE household_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(householdIds)],
    )
    const rows = new Map([...cached.map((line) => [String(line.household_id), line] as const), ...laidOver])
    return householdIds.map((householdId) => rows.get(householdId)).filter((line) => line !== undefined)
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whether recovery is paused is judged by the day it is read, not by the day it was synced. */
function readRow({ row, paused_from: from, paused_until: until }: SqlRow, today: string): WorklistRow {
  const isRecoveryPaused = typeof from === 'string' && from <= today && (typeof until !== 'string' || until >= today)
  return { ...WorklistRowSchema.parse(JSON.parse(String(row))), isRecoveryPaused }
}

/** A page key as this repository made it; null (from the start) for anything else. */
function parseKey(after: string, length: number): SqlValue[] | null {
  try {
    const key = JSON.parse(after) as unknown
    const isKey =
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || typeof part === 'number')
    return isKey ? key : null
  } catch {
    return null
  }
}

function whereOf(filters: WorklistFilters, today: string): { where: string; values: SqlValue[] } {
  const parts: string[] = [EVERY_HOUSEHOLD]
  const values: SqlValue[] = []
  const add = (text: string, ...bound: SqlValue[]): void => {
    parts.push(text)
    values.push(...bound)
  }
  const anyOf = (column: string, wanted: ReadonlyArray<string> | null): void => {
    if (wanted !== null) add(`${column} IN (${wanted.map(() => '?').join(', ')})`, ...wanted)
  }
  const anyIn = (column: string, wanted: ReadonlyArray<string> | null): void => {
    if (wanted !== null)
      add(`(${wanted.map(() => `instr(${column}, ?) > 0`).join(' OR ') || '0'})`, ...wanted.map((code) => list([code])))
  }
  anyOf('band', filters.band)
  anyIn('factors', filters.factor)
  anyOf('district', filters.district)
  anyOf(WARD_KEY, filters.ward)
  if (filters.reference !== null) {
    const prefix = referencePrefix(filters.reference)
    // A range, so that the index is entered where the prefix begins; no character of a reference comes after `~`.
    add('reference >= ? AND reference < ?', prefix, `${prefix}~`)
  }
  anyIn('known_to', filters.knownTo)
  anyOf('duty', filters.duty)
  if (filters.dutyWithinDays !== null) add('duty_due_on <= ?', addDays(today, filters.dutyWithinDays))
  if (filters.debtAtLeastPence !== null) add('debt_pence >= ?', filters.debtAtLeastPence)
  if (filters.noContactForDays !== null) add('last_contact_on <= ?', addDays(today, -filters.noContactForDays))
  if (filters.isDueToday === true) add('next_action_on <= ?', today)
  if (filters.isDueToday === false) add('(next_action_on IS NULL OR next_action_on > ?)', today)
  return { where: parts.join(' AND '), values }
}

/** @param date YYYY-MM-DD */
function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
