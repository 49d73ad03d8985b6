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
