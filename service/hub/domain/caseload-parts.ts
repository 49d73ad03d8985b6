import { AllocationSchema, ReferralSchema } from '../../../shared/model/caseload'
import type { CaseloadRows } from '../repositories/caseload-repository'
import type { HouseholdParts } from './assemble-household'
import type { OwnAction } from './standing-promise'

/** What the record says of who works it, read back from the rows. */
export function caseloadParts({ allocations, actions, referrals }: CaseloadRows, householdId: string): Pick<HouseholdParts, 'actions' | 'allocation' | 'place' | 'referral'> {
  const allocation = allocations.get(householdId)
  const referral = referrals.get(householdId)
  return {
    actions: (actions.get(householdId) ?? []).map(({ action }) => JSON.parse(action) as OwnAction),
    allocation: allocation === undefined ? null : AllocationSchema.parse(JSON.parse(allocation.allocation)),
    place: allocation === undefined || allocation.team === null || allocation.district === null ? null : { team: allocation.team, district: allocation.district },
    referral: referral === undefined ? null : ReferralSchema.parse(JSON.parse(referral.referral)),
  }
}
