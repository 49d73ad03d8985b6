import type { RejectReason } from './code/reading'
import type { Column, ExtractForm, Mapping } from './mappings/define-mapping'
import type { Slot, SourceRow } from './mappings/source-row'
import type { ParsedRow } from './parse-extract'

/** One line of the rejects file: where and why, never what. */
export interface Reject {
  readonly row: number
  readonly column: string
  readonly reason: RejectReason
}

/** What a rejected row says that keeps its record safe: it holds for the record although the row is not loaded. */
export interface Caution extends Pick<SourceRow, 'isProtected' | 'safeContact'> {
  readonly recordKey: string
}

export type Validated =
  | { readonly ok: true; readonly row: number; readonly value: SourceRow }
  | { readonly ok: false; readonly rejects: ReadonlyArray<Reject>; readonly caution: Caution | null }

/** Control characters, and those that turn the direction of writing (which make text look like other text). */
const UNPRINTABLE = /(?![\t\r\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const LINE_BREAK_OR_TAB = /[\t\r\n]/

/** Reads every column of a row by its mapping; all problems of the row are reported, not only the first. */
export function validateRow(mapping: Mapping, parsed: ParsedRow): Validated {
  const { values, rejects } = readFields(mapping, parsed)
  if (rejects.length > 0) return { ok: false, rejects, caution: cautionOf(mapping, values, rejects) }
  // Every slot of EverySlot is declared `every` or fixed by each mapping (a test holds them to it), so it is there. Where a record is one person, its key is theirs.
  const value = { personKey: values.recordKey, ...mapping.fixed, ...values } as unknown as SourceRow
  const contradictions = [...missingOf(mapping, value), ...contradictionsOf(value)].map(({ slot, reason }) => ({ row: parsed.row, column: nameOf(mapping, slot), reason }))
  return contradictions.length > 0 ? { ok: false, rejects: contradictions, caution: value } : { ok: true, row: parsed.row, value }
}

/** A protection that cannot be read is one. Null when nobody can tell which record the row is of. */
function cautionOf(mapping: Mapping, { recordKey, isProtected, safeContact }: Partial<Record<Slot, unknown>>, rejects: ReadonlyArray<Reject>): Caution | null {
  if (typeof recordKey !== 'string') return null
  const isUnreadable = rejects.some(({ column }) => column === nameOf(mapping, 'isProtected'))
  return { recordKey, isProtected: isUnreadable || isProtected === true, safeContact: (safeContact ?? null) as NonNullable<SourceRow['safeContact']> | null }
}

/** Reads every column of a row, whatever the row is about. */
export function readFields<S extends string>(form: ExtractForm<S>, parsed: ParsedRow): { readonly values: Partial<Record<S, unknown>>; readonly rejects: ReadonlyArray<Reject> } {
  const values: Partial<Record<S, unknown>> = {}
  const rejects: Reject[] = []
  form.columns.forEach((column, i) => {
    const reading = readField(column, parsed.fields[i] ?? null)
    if (reading.reason === null) values[column.slot] = reading.value
    else rejects.push({ row: parsed.row, column: column.name, reason: reading.reason })
  })
  return { values, rejects }
}

/** Columns that the main row of a record must fill. */
const missingOf = (mapping: Mapping, row: SourceRow): ReadonlyArray<{ slot: Slot; reason: RejectReason }> =>
  row.isMain ? mapping.columns.filter(({ need, slot }) => need === 'main' && (row[slot] ?? null) === null).map(({ slot }) => ({ slot, reason: 'missing' as const })) : []

function readField(column: Column, field: string | null): { value: unknown; reason: RejectReason | null } {
  if (field === null) return { value: null, reason: 'encoding' }
  const text = field.trim()
  if (text === '') return { value: null, reason: column.need === 'every' ? 'missing' : null }
  if (text.length > column.most) return { value: null, reason: 'too-long' }
  if (UNPRINTABLE.test(text) || (column.slot !== 'note' && LINE_BREAK_OR_TAB.test(text))) return { value: null, reason: 'control-character' }
  const reading = column.read(text)
  return reading.ok ? { value: reading.value, reason: null } : { value: null, reason: reading.reason }
}

/** What single columns cannot see: dates after the extract's own, starts without which a period means nothing, more sessions missed than there were. */
function contradictionsOf(row: SourceRow): ReadonlyArray<{ slot: Slot; reason: RejectReason }> {
  const found: { slot: Slot; reason: RejectReason }[] = []
  const missing = (slot: Slot): unknown => found.push({ slot, reason: 'missing' })
  const late = (slot: Slot): unknown => found.push({ slot, reason: 'date-range' })
  const isLate = (date: string | null | undefined): boolean => typeof date === 'string' && date > row.asAt
  if (row.moratoriumKind && !row.moratoriumStartsOn) missing('moratoriumStartsOn')
  if (row.dutyKind && !row.dutyStartedOn) missing('dutyStartedOn')
  if (row.note && !row.noteOn) missing('noteOn')
  if (row.assessmentOutcome && !row.assessedOn) missing('assessedOn')
  if ((row.sessionsMissed ?? 0) > (row.sessionsPossible ?? 500)) found.push({ slot: 'sessionsMissed', reason: 'number-invalid' })
  if (isLate(row.dateOfBirth)) late('dateOfBirth')
  if (isLate(row.lastContactOn)) late('lastContactOn')
  if (isLate(row.dutyStartedOn)) late('dutyStartedOn')
  if (isLate(row.noteOn)) late('noteOn')
  if (isLate(row.assessedOn)) late('assessedOn')
  if (isLate(row.housedSince)) late('housedSince')
  if (row.services?.some(({ startedOn }) => isLate(startedOn))) late('services')
  if (row.technology?.some(({ since }) => isLate(since))) late('technology')
  if (row.history?.some(({ on }) => isLate(on))) late('history')
  return found
}

const nameOf = (mapping: Mapping, slot: Slot): string => mapping.columns.find((column) => column.slot === slot)?.name ?? slot
