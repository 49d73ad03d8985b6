import { type RawBuilder, sql } from 'kysely'
import type { Officer } from '../../../shared/model/officer'

/**
 * Which households an officer's laptop holds: own team's in the own district (or taken over from another), those allocated to the officer
 * or where the next action that stands is the officer's, those referred to the own team and not answered yet, and the district's at-risk list.
 */
export interface Scope {
  readonly officerId: string
  readonly team: string
  readonly district: string
}

/** Null for roles that do no case work: their feed is empty. */
export const scopeOf = (officer: Readonly<Officer>): Scope | null =>
  officer.role === 'ig-lead' || officer.role === 'admin' ? null : { officerId: officer.officerId, team: officer.team, district: officer.district }

/** Is the household, as its row stands, in scope? Null when there is no row. */
export const householdInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`(
  (households.district = ${scope.district} and households.band in ('high', 'severe'))
  or (households.district = ${scope.district} and households.allocated_team = ${scope.team} and households.allocated_district is null)
  or (households.allocated_district = ${scope.district} and households.allocated_team = ${scope.team})
  or (households.referred_district = ${scope.district} and households.referred_team = ${scope.team})
  or households.allocated_officer = ${scope.officerId} or households.promised_officer = ${scope.officerId})`

/** Was it in scope before this change? */
export const wasInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`(
  (changes.previous_district = ${scope.district} and changes.previous_band in ('high', 'severe'))
  or (coalesce(changes.previous_allocated_district, changes.previous_district) = ${scope.district} and changes.previous_team = ${scope.team})
  or (changes.previous_referred_district = ${scope.district} and changes.previous_referred_team = ${scope.team})
  or changes.previous_officer = ${scope.officerId} or changes.previous_promised = ${scope.officerId})`
