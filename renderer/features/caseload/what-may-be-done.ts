import type { HouseholdRecord } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'

/** Which acts are offered; the hub's policy decides, this only spares an officer the useless ones. */
export interface CaseloadChoices {
  readonly canClaim: boolean
  readonly canHandOver: boolean
  readonly canRelease: boolean
  readonly canAllocate: boolean
  readonly canRefer: boolean
  readonly canAnswer: boolean
  readonly canWithdraw: boolean
}

const isAt = (place: { readonly team: string | null; readonly district: string }, officer: Officer): boolean => place.team === officer.team && place.district === officer.district

export function whatMayBeDone(household: HouseholdRecord, officer: Officer): CaseloadChoices {
  const { allocatedOfficer: owner, allocatedTeam: team, allocatedDistrict, district, referral, isProtected } = household
  const isOfTeam = isAt({ team, district: allocatedDistrict ?? district }, officer) || (team === null && district === officer.district)
  const isMine = owner === officer.officerId
  const isSupervisor = officer.role === 'supervisor'
  const pending = referral?.state === 'pending' ? referral : null
  return {
    canClaim: owner === null && isOfTeam,
    canHandOver: isMine,
    canRelease: isMine || (owner !== null && isOfTeam && isSupervisor),
    canAllocate: isSupervisor && isOfTeam && !isMine,
    canRefer: pending === null && !isProtected && (isMine || isOfTeam),
    canAnswer: pending !== null && isAt(pending.to, officer),
    canWithdraw: pending !== null && (pending.by === officer.officerId || (isSupervisor && isAt(pending.from, officer))),
  }
}
