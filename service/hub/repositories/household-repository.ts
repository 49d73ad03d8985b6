import { sql } from 'kysely'
import type { ContactRow, FactsRow, HouseholdRow, HubDatabase, HubTransaction } from './hub-tables'

/** The rows as they stand, locked until the transaction ends; in one order, so that two writers never wait for each other in a circle. */
export async function lockHouseholds(trx: HubTransaction, ids: readonly string[]): Promise<Map<string, HouseholdRow>> {
  if (ids.length === 0) return new Map()
  const rows = await trx.selectFrom('households').selectAll().where('household_id', 'in', [...ids]).orderBy('household_id').forUpdate().execute()
  return new Map(rows.map((row) => [row.household_id, row]))
}

export const findHousehold = (db: HubDatabase, by: Readonly<{ householdId: string } | { reference: string }>): Promise<HouseholdRow | undefined> =>
  db.selectFrom('households').selectAll().where('householdId' in by ? 'household_id' : 'reference', '=', 'householdId' in by ? by.householdId : by.reference).executeTakeFirst()

export async function listFacts(db: HubDatabase, householdIds: readonly string[]): Promise<Map<string, string[]>> {
  if (householdIds.length === 0) return new Map()
  const rows = await db.selectFrom('household_facts').select(['household_id', 'facts']).where('household_id', 'in', [...householdIds]).execute()
  return groupBy(rows, (row) => row.household_id, (row) => row.facts)
}

export async function listContacts(db: HubDatabase, householdIds: readonly string[]): Promise<Map<string, string[]>> {
  if (householdIds.length === 0) return new Map()
  const rows = await db.selectFrom('contacts').select(['household_id', 'contact']).where('household_id', 'in', [...householdIds]).execute()
  return groupBy(rows, (row) => row.household_id, (row) => row.contact)
}

/** Facts already held under these record ids, by record id. */
export async function findFactHashes(db: HubDatabase, recordIds: readonly string[]): Promise<Map<string, Pick<FactsRow, 'hash' | 'household_id'>>> {
  const rows = await db.selectFrom('household_facts').select(['record_id', 'hash', 'household_id']).where('record_id', 'in', [...recordIds]).execute()
  return new Map(rows.map((row) => [row.record_id, row]))
}

export async function upsertFacts(trx: HubTransaction, rows: readonly FactsRow[]): Promise<void> {
  if (rows.length === 0) return
  await trx.insertInto('household_facts').values([...rows])
    .onConflict((c) => c.column('record_id').doUpdateSet((e) => ({
      source: e.ref('excluded.source'), household_id: e.ref('excluded.household_id'), hash: e.ref('excluded.hash'), facts: e.ref('excluded.facts'),
    })))
    .execute()
}

export const insertContact = (trx: HubTransaction, row: ContactRow) => trx.insertInto('contacts').values(row).execute()

/** A household before and after; null: was not there, is removed. */
export interface HouseholdWrite {
  readonly id: string
  readonly before: HouseholdRow | null
  readonly after: HouseholdRow | null
}

/**
 * Writes new versions and their changes; the change remembers the scope before, so that whoever loses sight of the household is told.
 * `after: null` removes it.
 */
export async function writeHouseholds(trx: HubTransaction, writes: readonly HouseholdWrite[]): Promise<void> {
  if (writes.length === 0) return
  const rows = writes.flatMap(({ after }) => (after === null ? [] : [after]))
  const removed = writes.flatMap(({ id, after }) => (after === null ? [id] : []))
  if (rows.length > 0) {
    await trx.insertInto('households').values(rows)
      .onConflict((c) => c.column('household_id').doUpdateSet((e) => ({
        reference: e.ref('excluded.reference'), district: e.ref('excluded.district'), allocated_team: e.ref('excluded.allocated_team'),
        allocated_officer: e.ref('excluded.allocated_officer'), promised_officer: e.ref('excluded.promised_officer'), allocated_district: e.ref('excluded.allocated_district'),
        referred_team: e.ref('excluded.referred_team'), referred_district: e.ref('excluded.referred_district'), band: e.ref('excluded.band'), priority: e.ref('excluded.priority'),
        version: e.ref('excluded.version'), content_hash: e.ref('excluded.content_hash'), document: e.ref('excluded.document'),
      })))
      .execute()
  }
  if (removed.length > 0) await trx.deleteFrom('households').where('household_id', 'in', removed).execute()
  await trx.insertInto('changes').values(writes.map(({ id, before }) => ({
    household_id: id, because: null, rescoped_officer: null, previous_district: before?.district ?? null, previous_team: before?.allocated_team ?? null,
    previous_officer: before?.allocated_officer ?? null, previous_promised: before?.promised_officer ?? null, previous_band: before?.band ?? null,
    previous_allocated_district: before?.allocated_district ?? null, previous_referred_team: before?.referred_team ?? null, previous_referred_district: before?.referred_district ?? null,
  }))).execute()
}

/** Serialises loads of facts: two batches may speak of the same new household, which has no row to lock yet. */
export const lockFactLoads = (trx: HubTransaction) => sql`select pg_advisory_xact_lock(4761040)`.execute(trx)

function groupBy<Row, Value>(rows: readonly Row[], key: (row: Row) => string, value: (row: Row) => Value): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [value(row)])
    else group.push(value(row))
  }
  return groups
}
