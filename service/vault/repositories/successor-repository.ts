import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

export interface Departure {
  readonly from: string
  readonly to: string
}

/** From where to where these people are about to move. Ask before they do. */
export async function listDepartures(tx: VaultTransaction, moved: readonly { readonly personId: string; readonly householdId: string }[]): Promise<Departure[]> {
  const { rows } = await sql<Departure>`
    select distinct on (p.household_id) p.household_id as "from", m.household_id as "to"
    from unnest(${moved.map((move) => move.personId)}::text[], ${moved.map((move) => move.householdId)}::text[]) with ordinality as m (person_id, household_id, n)
      join people p using (person_id)
    where p.household_id <> m.household_id order by p.household_id, m.n`.execute(tx)
  return rows
}

/** After the move: a household without people hands its notes on. */
export async function handNotesOn(tx: VaultTransaction, departures: readonly Departure[]): Promise<void> {
  for (const { from, to } of departures) {
    const { rows } = await sql`select 1 from people where household_id = ${from} limit 1`.execute(tx)
    if (rows.length > 0) continue
    await sql`update notes set now_of_household = ${to} where person_id is null and coalesce(now_of_household, household_id) = ${from}`.execute(tx)
    await sql`update household_successors set successor_id = ${to} where successor_id = ${from} and household_id <> ${to}`.execute(tx)
    await sql`insert into household_successors values (${from}, ${to}) on conflict (household_id) do update set successor_id = excluded.successor_id`.execute(tx)
  }
}

/** A household that has people again: what is written about it from now on is about them. */
export const forgetPredecessors = (tx: VaultTransaction, householdIds: readonly string[]) =>
  sql`delete from household_successors where household_id = any(${[...householdIds]}::text[])`.execute(tx)
