import type { Generated } from 'kysely'
import type { District, Team } from '../../../shared/model/codes'

/** Where a household is worked now; `allocation` is AllocationSchema as JSON. */
export interface AllocationRow { household_id: string; allocation_id: string; officer_id: string | null; team: Team | null; district: District | null; allocation: string }
/** `action` is OwnAction as JSON. */
export interface NextActionRow { action_id: string; household_id: string; action: string }
/** `referral` is ReferralSchema as JSON; `change_no` puts those of a household in the order in which the hub made or decided them. */
export interface ReferralRow {
  change_no: Generated<string>
  referral_id: string; household_id: string; from_team: Team; from_district: District; to_team: Team; to_district: District
  state: 'pending' | 'accepted' | 'declined' | 'withdrawn'; changed_at: Date; referral: string
}
export interface CaseloadEventRow {
  event_id: Generated<string>; operation_id: string; household_id: string; officer_id: string; device_id: string; act: string; done_at: Date; received_at: Generated<Date>
  outcome: 'applied' | 'refused'; code: string | null; rule: string | null; from_officer: string | null; to_officer: string | null
  to_team: string | null; to_district: string | null; referral_id: string | null; reason: string | null
}

/** The tables of migration 0050. */
export interface CaseloadTables {
  allocations: AllocationRow
  next_actions: NextActionRow
  referrals: ReferralRow
  caseload_events: CaseloadEventRow
}
