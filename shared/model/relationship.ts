import { z } from 'zod'
import { codesOf } from './codes'
import type { HouseholdRecord } from './household'
import type { Officer } from './officer'

/**
 * What an officer has to do with a household. It pre-fills the statement and helps to decide and to review; it never replaces the
 * statement (design §3 rule 4). Codes only ever join: they are in signed entries.
 */
export const RELATIONSHIPS = {
  allocated: 'Household is allocated to them', 'duty-rota': 'They were on the duty rota', referral: 'Household is referred to their team',
  'approved-visit': 'They have an approved visit', 'agreed-next-action': 'They agreed the next action', 'own-team': 'Household is with their team',
  'self-claimed': 'They took the household themselves', none: 'No recorded relationship',
} as const
export const RelationshipSchema = z.enum(codesOf(RELATIONSHIPS))
export type Relationship = z.infer<typeof RelationshipSchema>

export type RelatedHousehold = Pick<HouseholdRecord, 'allocatedOfficer' | 'allocation' | 'nextAction' | 'nextActionOwner' | 'referral' | 'allocatedTeam' | 'allocatedDistrict' | 'district'>
export type RelatedOfficer = Pick<Officer, 'officerId' | 'team' | 'district'>

/**
 * The strongest relationship that the masked facts tell of. The laptop and the hub ask the same, each of the facts that it has. What an
 * officer made by their own act alone (taking a household) comes after what others gave them, and before what only their team has.
 */
export function relationshipOf(officer: RelatedOfficer, household: RelatedHousehold, isOnDuty: boolean, hasApprovedVisit = false): Relationship {
  const isOwn = household.allocatedOfficer === officer.officerId
  const isClaimed = isOwn && household.allocation?.act === 'claim' && household.allocation.by === officer.officerId
  if (isOwn && !isClaimed) return 'allocated'
  const { referral } = household
  if (referral?.state === 'pending' && referral.to.team === officer.team && referral.to.district === officer.district) return 'referral'
  if (isOnDuty) return 'duty-rota'
  if (hasApprovedVisit) return 'approved-visit'
  if (isClaimed) return 'self-claimed'
  if (household.nextAction !== null && household.nextActionOwner === officer.officerId) return 'agreed-next-action'
  return household.allocatedTeam === officer.team && (household.allocatedDistrict ?? household.district) === officer.district ? 'own-team' : 'none'
}
