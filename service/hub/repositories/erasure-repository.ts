import { sql } from 'kysely'
import type { HubDatabase } from './hub-tables'

/** Those of these households that were erased here. */
export const listErased = async (db: HubDatabase, householdIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await sql<{ household_id: string }>`select household_id from erasures where household_id = any(${[...householdIds]}::text[]) and done_at is not null`.execute(db)).rows.map((row) => row.household_id))

/** The pseudonym of a household that had this reference and was erased: looks at it are still found by it. */
export async function findErased(db: HubDatabase, reference: string): Promise<string | null> {
  const { rows } = await sql<{ household_id: string }>`select household_id from erasures where reference = ${reference} and done_at is not null limit 1`.execute(db)
  return rows[0]?.household_id ?? null
}
