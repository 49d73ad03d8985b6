import { sql } from 'kysely'
import type { HubDatabase, HubTransaction, WardFactsRow } from './hub-tables'

export const findWardFacts = (trx: HubTransaction, wardCode: string): Promise<WardFactsRow | undefined> =>
  trx.selectFrom('ward_facts').selectAll().where('ward_code', '=', wardCode).executeTakeFirst()

/** The facts of wards as stored, by ward code. */
export async function listWardFacts(db: HubDatabase, wardCodes: readonly string[]): Promise<Map<string, string>> {
  if (wardCodes.length === 0) return new Map()
  const rows = await db.selectFrom('ward_facts').select(['ward_code', 'facts']).where('ward_code', 'in', [...wardCodes]).execute()
  return new Map(rows.map((row) => [row.ward_code, row.facts]))
}

export const upsertWardFacts = (trx: HubTransaction, row: WardFactsRow) =>
  trx.insertInto('ward_facts').values(row).onConflict((c) => c.column('ward_code').doUpdateSet({ hash: row.hash, facts: row.facts })).execute()

/** Ids of the households in a ward, in one order, so that two writers never wait for each other in a circle. */
export async function listHouseholdIdsOfWard(trx: HubTransaction, wardCode: string): Promise<string[]> {
  const rows = await trx.selectFrom('households').select('household_id').where(sql<string>`document::jsonb -> 'ward' ->> 'code'`, '=', wardCode).orderBy('household_id').execute()
  return rows.map((row) => row.household_id)
}
