import type { Referral } from '../../../shared/model/caseload'
import type { HouseholdRecord } from '../../../shared/model/household'

/** Acts that caseload.cedar decides. */
export type CaseloadAction = 'claim' | 'handOver' | 'release' | 'allocate' | 'plan' | 'refer' | 'acceptReferral' | 'declineReferral' | 'withdrawReferral'

/** What safety.cedar decides: adding a warning, or leaving fewer. */
export type SafetyAction = 'recordSafety' | 'loosenSafety'

/** A household as the caseload's policy sees it: all from the hub's own record. */
export interface PolicyCase extends Pick<HouseholdRecord, 'householdId' | 'district' | 'isProtected' | 'allocatedTeam' | 'allocatedDistrict' | 'allocatedOfficer'> {
  /** The pending one. */
  readonly referral: Referral | null
}

/** Who would take it; roles and places are the hub's own. A team has no role. */
export interface PolicyReceiver {
  readonly role: string
  readonly team: string
  readonly district: string
  /** Of an officer: households that are not for them. */
  readonly circle?: readonly string[]
}

export const caseResource = ({ householdId, district, isProtected, allocatedTeam, allocatedDistrict, allocatedOfficer, referral }: PolicyCase) => ({
  uid: { type: 'Casement::Case', id: householdId },
  attrs: {
    householdId, district, isProtected, owner: allocatedOfficer ?? '', team: allocatedTeam ?? '', teamDistrict: allocatedTeam === null ? '' : (allocatedDistrict ?? district),
    referredTeam: referral?.to.team ?? '', referredDistrict: referral?.to.district ?? '', referredBy: referral?.by ?? '',
    referringTeam: referral?.from.team ?? '', referringDistrict: referral?.from.district ?? '',
  },
})
