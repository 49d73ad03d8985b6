import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../domain/scope'

/** Is the household, as its row stands, in scope? Never one of the officer's own circle. Null when there is no row. */
export const householdInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`((
  (households.district = ${scope.district} and households.band in ('high', 'severe'))
  or (households.district = ${scope.district} and households.allocated_team = ${scope.team} and households.allocated_district is null)
  or (households.allocated_district = ${scope.district} and households.allocated_team = ${scope.team})
  or (households.referred_district = ${scope.district} and households.referred_team = ${scope.team})
  or households.allocated_officer = ${scope.officerId} or households.promised_officer = ${scope.officerId})
  and not exists (select 1 from circle_exclusions own where own.officer_id = ${scope.officerId} and own.household_id = households.household_id))`

const OWN_CIRCLE = 'array(select own.household_id from circle_exclusions own where own.officer_id'

/**
 * `householdInScope`, one index after the other: each branch reads households in order of (priority, id) from an index that begins with what the
 * branch asks for, so that a page costs its own households and not all of the scope. `limit` for each branch: the first of them all are among
 * the first of each, and without one PostgreSQL reads and sorts every branch whole. A household may stand in several. Who sends
 * one holds it to `householdInScope` all the same; a branch that is missing here hides households, and never shows one too many.
 */
export const scopeInOrder = (scope: Scope, after: Readonly<{ priority: number; householdId: string }>, limit: number): RawBuilder<unknown> => {
  const { district, team, officerId } = scope
  const branches = [
    ...['high', 'severe'].map((band) => sql`district = ${district} and band = ${band}`),
    sql`district = ${district} and allocated_team = ${team} and allocated_district is null`,
    sql`allocated_district = ${district} and allocated_team = ${team}`,
    sql`referred_district = ${district} and referred_team = ${team}`,
    sql`allocated_officer = ${officerId}`,
    sql`promised_officer = ${officerId}`,
  ]
  return sql.join(branches.map((branch) => sql`(select priority, household_id from households where ${branch}
    and household_id <> all (${sql.raw(OWN_CIRCLE)} = ${officerId}))
    and (priority, household_id) > (${after.priority}, ${after.householdId}) order by priority, household_id limit ${limit})`), sql` union all `)
}

/** Was it in scope before this change? Of the officer's own circle they hear once that it goes, and no more. */
export const wasInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`((
  (changes.previous_district = ${scope.district} and changes.previous_band in ('high', 'severe'))
  or (coalesce(changes.previous_allocated_district, changes.previous_district) = ${scope.district} and changes.previous_team = ${scope.team})
  or (changes.previous_referred_district = ${scope.district} and changes.previous_referred_team = ${scope.team})
  or changes.previous_officer = ${scope.officerId} or changes.previous_promised = ${scope.officerId})
  and not exists (select 1 from circle_exclusions own where own.officer_id = ${scope.officerId} and own.household_id = changes.household_id and own.xid < changes.xid))`
