import type { Generated } from 'kysely'
import type { SafetyField } from '../../../shared/model/safety'

/** `safety` is HouseholdSafetySchema as JSON. */
export interface HouseholdSafetyRow { household_id: string; safety: string }
export interface SafetyEventRow {
  event_id: Generated<string>; operation_id: string; household_id: string; officer_id: string; device_id: string; field: SafetyField; base: string[]; value: string[]; settles: string | null
  done_at: Date; received_at: Generated<Date>; outcome: 'applied' | 'refused'; code: string | null; rule: string | null
  /** What stood before and what stands now; the same when it was refused. */
  stood: string[]; stands: string[]; is_conflict: boolean
}

/** The tables of migration 0160. */
export interface SafetyTables {
  household_safety: HouseholdSafetyRow
  safety_events: SafetyEventRow
}
