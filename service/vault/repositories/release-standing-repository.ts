import { sql } from 'kysely'
import { DAY_MS, HOUR_MS, type BudgetUse } from '../../../shared/purposes/reveal-budget'
import type { VaultTransaction } from './vault-database'

/** What the vault's own tables say to a release, before its row is written. */
export interface ReleaseStanding {
  /** When this grant first released anything, or null. */
  readonly firstReleasedAt: Date | null
  /** Grants of the officer, under all their accounts, that released something of late, this one among them; emergency access apart. */
  readonly use: BudgetUse
  /** How many of these people the vault knows. */
  readonly people: number
  /** How many of them live in a household of which some source marks a record as protected, or stand in such a record of another: sources do not always agree where somebody lives. */
  readonly protectedPersons: number
  /** Other grants of the officer that opened by emergency access since `emergencySince`. */
  readonly emergencies: number
  /** Those households of these people that the officer's own circle lives in, as the vault knows them: no word of a grant counts. */
  readonly ownHouseholds: readonly string[]
}

interface StandingRow extends Record<'in_hour' | 'in_day' | 'people' | 'protected_persons' | 'emergencies', number> {
  first_released_at: Date | null
  own_households: string[]
}

/** All of it in one question, asked under `lockOfficer`: each one more is a journey to the database while an officer waits. */
export async function readReleaseStanding(
  tx: VaultTransaction, of: Readonly<{ grantId: string; officerId: string; persons: readonly string[]; now: number; emergencySince: Date }>,
): Promise<ReleaseStanding> {
  const { grantId, officerId, now, emergencySince } = of
  const persons = sql`any(${[...of.persons]}::text[])`
  const { rows } = await sql<StandingRow>`/* planned once: release-standing */
    select (select min(released_at) from releases where grant_id = ${grantId}) as first_released_at, own.in_hour, own.in_day,
      (select count(*) from people where person_id = ${persons}) as people,
      (select count(*) from people p where p.person_id = ${persons}
        and (exists (select 1 from source_records r join protected_records using (record_hash) where r.household_id = p.household_id)
          or exists (select 1 from source_rows s join protected_records using (record_hash) where s.person_id = p.person_id and s.superseded_at is null))) as protected_persons,
      (select count(*) from emergency_releases where officer_id = any(accounts_of(${officerId})) and released_at > ${emergencySince} and grant_id <> ${grantId}) as emergencies,
      array(select distinct household_id from circle_households where officer_id = any(accounts_of(${officerId}))
        and household_id in (select household_id from people where person_id = ${persons}) order by 1) as own_households
    from (
      select count(distinct r.grant_id) filter (where r.released_at > ${new Date(now - HOUR_MS)}) as in_hour, count(distinct r.grant_id) as in_day
      from releases r
      where r.officer_id = any(accounts_of(${officerId})) and r.released_at > ${new Date(now - DAY_MS)} and r.grant_id <> ${grantId}
        and not exists (select 1 from emergency_releases e where e.grant_id = r.grant_id)
    ) own`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('a question without an answer')
  return {
    firstReleasedAt: row.first_released_at, use: { inHour: row.in_hour + 1, inDay: row.in_day + 1 }, people: row.people, protectedPersons: row.protected_persons,
    emergencies: row.emergencies, ownHouseholds: row.own_households,
  }
}
