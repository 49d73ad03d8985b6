import type { FieldGroup } from '../../../../shared/model/codes'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import type { Purpose } from '../../../../shared/purposes/purpose'
import type { Decision } from '../../policy/policy-engine'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'

/** What a reveal rests on that somebody else approved: a request of its own, or a contact list. */
export interface GivenApproval {
  /** How long the grant may live, as everybody agreed. */
  readonly openForMinutes: number
  /** Of a visit pack: until when what is sealed now may be opened, ms; null or left out for what opens at once. */
  readonly sealedUntil?: number | null
  decide(officer: Readonly<Officer>, household: HouseholdRecord, purpose: Purpose, fieldGroups: readonly FieldGroup[]): Decision
  /** Marks it as used by this reveal, in the transaction that keeps the grant: whoever comes too late is granted nothing. */
  use(trx: HubTransaction, row: DecisionRow): Promise<void>
}
