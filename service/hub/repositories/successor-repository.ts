import { sql } from 'kysely'
import type { HubDatabase, HubTransaction } from './hub-tables'
import { handOnSafety } from './safety-repository'

/**
 * After records moved from one household to another (`moves`: from ▸ to): a household that has none left hands on what officers wrote and who
 * works it, and is remembered as a predecessor; one that has records again is none. `ids`: every household that this load touched.
 */
export async function handOn(trx: HubTransaction, moves: ReadonlyMap<string, string>, ids: readonly string[]): Promise<void> {
  if (moves.size > 0) {
    const { rows } = await sql<{ household_id: string; successor_id: string }>`
      select m.household_id, m.successor_id from unnest(${[...moves.keys()]}::text[], ${[...moves.values()]}::text[]) as m (household_id, successor_id)
      where not exists (select 1 from household_facts f where f.household_id = m.household_id)`.execute(trx)
    for (const { household_id: from, successor_id: to } of rows) {
      for (const table of ['contacts', 'next_actions', 'new_details'])
        await sql`update ${sql.table(table)} set household_id = ${to} where household_id = ${from}`.execute(trx)
      // One referral at a time may wait: where the successor has one, that of the predecessor stays with what was.
      await sql`update referrals set household_id = ${to} where household_id = ${from}
        and (state <> 'pending' or not exists (select 1 from referrals r where r.household_id = ${to} and r.state = 'pending'))`.execute(trx)
      await sql`update allocations set household_id = ${to} where household_id = ${from}
        and not exists (select 1 from allocations a where a.household_id = ${to})`.execute(trx)
      await handOnSafety(trx, from, to)
      await sql`update household_successors set successor_id = ${to} where successor_id = ${from} and household_id <> ${to}`.execute(trx)
      await sql`insert into household_successors values (${from}, ${to}) on conflict (household_id) do update set successor_id = excluded.successor_id`.execute(trx)
    }
  }
  await sql`delete from household_successors s where s.household_id = any(${[...ids]}::text[])
    and exists (select 1 from household_facts f where f.household_id = s.household_id)`.execute(trx)
}

/** The household that stands today for this one: itself, or where its records went. */
export async function currentHousehold(db: HubDatabase, householdId: string): Promise<string> {
  const row = await db.selectFrom('household_successors').select('successor_id').where('household_id', '=', householdId).executeTakeFirst()
  return row?.successor_id ?? householdId
}
