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

/** Was it in scope before this change? Of the officer's own circle they hear once that it goes, and no more. */
export const wasInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`((
  (changes.previous_district = ${scope.district} and changes.previous_band in ('high', 'severe'))
  or (coalesce(changes.previous_allocated_district, changes.previous_district) = ${scope.district} and changes.previous_team = ${scope.team})
  or (changes.previous_referred_district = ${scope.district} and changes.previous_referred_team = ${scope.team})
  or changes.previous_officer = ${scope.officerId} or changes.previous_promised = ${scope.officerId})
  and not exists (select 1 from circle_exclusions own where own.officer_id = ${scope.officerId} and own.household_id = changes.household_id and own.xid < changes.xid))`
