import { sql } from 'kysely'
import type { Exclusion } from '../../../shared/model/circle'
import type { HubDatabase, HubTransaction } from './hub-tables'

/** Households that are not for this officer. */
export const listOwnCircle = async (db: HubDatabase, officerId: string): Promise<string[]> =>
  (await sql<{ household_id: string }>`select household_id from circle_exclusions where officer_id = ${officerId} order by 1`.execute(db)).rows.map((row) => row.household_id)

/** The same of several officers; who has none is not in it. */
export async function listCirclesOf(db: HubDatabase, officers: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await sql<{ officer_id: string; households: string[] }>`
    select officer_id, array_agg(household_id order by household_id) as households from circle_exclusions where officer_id = any(${[...officers]}::text[]) group by officer_id`.execute(db)
  return new Map(rows.map((row) => [row.officer_id, row.households]))
}

/** Remembers the moment of the list; false when a newer one has been noted, unless that is from after `latest`: a clock was wrong. One list at a time. */
export async function advanceCircle(trx: HubTransaction, asOf: Date, latest: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(4761070)`.execute(trx)
  const { rows } = await sql`insert into circle_state (as_of) values (${asOf})
    on conflict (is_only) do update set as_of = excluded.as_of where circle_state.as_of < excluded.as_of or circle_state.as_of > ${latest} returning as_of`.execute(trx)
  return rows.length > 0
}

/** The whole list takes the place of the last one, for every account of whom it is about; officers whom the hub does not know are left out. Answers how many came and went. */
export async function replaceExclusions(trx: HubTransaction, exclusions: readonly Exclusion[], at: Date): Promise<{ excluded: number; lifted: number }> {
  const officers = exclusions.map(({ officerId }) => officerId)
  const households = exclusions.map(({ householdId }) => householdId)
  const given = sql`select g.officer_id, g.household_id from unnest(${officers}::text[], ${households}::text[]) as g (officer_id, household_id)
    union select other.officer_id, g.household_id from unnest(${officers}::text[], ${households}::text[]) as g (officer_id, household_id)
      join officer_persons own on own.officer_id = g.officer_id join officer_persons other on other.person_ref = own.person_ref`
  const { rows: gone } = await sql`delete from circle_exclusions e where not exists (select 1 from (${given}) g where g.officer_id = e.officer_id and g.household_id = e.household_id) returning 1`.execute(trx)
  const { rows: come } = await sql`insert into circle_exclusions (officer_id, household_id, noted_at)
    select g.officer_id, g.household_id, ${at}::timestamptz from (${given}) g join officers o on o.officer_id = g.officer_id on conflict do nothing returning 1`.execute(trx)
  return { excluded: come.length, lifted: gone.length }
}

/** Attempts at the own circle that were told that day, for the words of the next alert. */
export async function countOwnCircleAlerts(trx: HubTransaction, officerId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from alerts where officer_id = ${officerId} and kind = 'own-circle'
    and (raised_at at time zone 'Europe/London')::date = (${at}::timestamptz at time zone 'Europe/London')::date`.execute(trx)
  return rows[0]?.count ?? 0
}
