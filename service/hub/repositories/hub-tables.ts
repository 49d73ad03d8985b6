import type { SharingAgreementsTable } from './sharing-repository'
import type { Generated, Kysely, Transaction } from 'kysely'
import type { District, RiskBand, Role, Team } from '../../../shared/model/codes'
import type { CaseloadTables } from './caseload-tables'
import type { ReviewTables } from './review-tables'
import type { StandInTables } from './stand-in-tables'
import type { ListTables } from './list-tables'
import type { StatementTables } from './statement-tables'
import type { NewDetailsTables } from './new-details-tables'
import type { SafetyTables } from './safety-tables'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'

export interface OfficerRow { officer_id: string; display_name: string; role: Role; team: Team; district: District }
export interface DeviceRow {
  device_id: string; officer_id: string; name: string; signing_key: Ed25519PublicJwk; ecdh_key: P256PublicJwk; enrolled_at: Date; revoked_at: Date | null
}
export interface DeviceKeyRow { device_id: string; officer_id: string; signing_key: Ed25519PublicJwk; enrolled_at: Date }
export interface DeviceReplacementRow { device_id: string; replaced_by: string; replaced_at: Date }
/** Revoked on an administrator's screen; `devices.revoked_at` is set by the database's owner alone. */
export interface DeviceRevocationRow { device_id: string; revoked_by: string; revoked_from: string; revoked_at: Date }
export interface FactsRow { record_id: string; source: string; household_id: string; hash: string; facts: string }
export interface WardFactsRow { ward_code: string; hash: string; facts: string }
export interface HouseholdRow {
  household_id: string; reference: string; district: District; allocated_team: Team | null; allocated_officer: string | null
  /** Who agreed the next action that still stands. */
  promised_officer: string | null
  /** Where the allocated team works, when not in the household's district; and the team of a pending referral. */
  allocated_district: District | null; referred_team: Team | null; referred_district: District | null
  band: RiskBand; priority: number; version: number; content_hash: string; document: string
}
export interface ContactRow { contact_id: string; household_id: string; contacted_at: Date; contact: string }
/** A household whose last record moved to another one. */
export interface SuccessorRow { household_id: string; successor_id: string }
export interface OperationRow { operation_id: string; device_id: string; officer_id: string; kind: string; content_hash: string; received_at: Generated<Date> }
export interface ChangeRow {
  seq: Generated<string>; xid: Generated<string>; household_id: string | null; because: 'scope' | 'restriction' | 'erasure' | 'retention' | null
  previous_district: string | null; previous_team: string | null; previous_officer: string | null; previous_promised: string | null
  previous_band: string | null; rescoped_officer: string | null
  previous_allocated_district: string | null; previous_referred_team: string | null; previous_referred_district: string | null
}
/** `missed`: there was no such household, and what was asked for is not kept. */
export interface HouseholdAccessRow {
  access_id: Generated<string>; officer_id: string; device_id: string; household_id: string | null; outcome: 'opened' | 'missed'; accessed_at: Date
}
export interface EpochRow { epoch: string; previous: string | null; database_identity: string; started_at: Date }
export interface LedgerEntryRow {
  epoch: string; entry_index: number; entry_key: string; kind: 'epoch-start' | 'reveal' | 'lookup' | 'device-event' | 'decision' | 'list' | 'review' | 'erasure'; leaf: Buffer; leaf_hash: Buffer
  /** Of a device event: who reported it, and what review should look at. Beside the leaf, which is as the device signed it. */
  device_id: string | null; flag: 'request-unknown' | null
  entered_at: Generated<Date>
}
export interface LedgerOpeningRow {
  epoch: string; entry_index: number; officer_id: string; officer_salt: string | null; household_id: string | null
  persons: string | null; persons_salt: string | null; reason: string | null; reason_salt: string | null
  /** Since the third form of a reveal request. */
  linked?: string | null; linked_salt?: string | null; authority?: string | null; authority_salt?: string | null
}
export interface LedgerCheckpointRow { epoch: string; size: number; root: Buffer; note: string; signed_at: Date }
export interface DecisionRow {
  request_id: string; epoch: string; entry_index: number; officer_id: string; device_id: string
  outcome: 'allow' | 'needs-approval' | 'forbid' | 'capped'; rule: string; words: string; granted: string | null; decided_at: Date; open_by: Date | null
}

export interface AccessRequestRow {
  /** Null for a contact list: its households are beside it. */
  household_id: string | null; kind?: 'reveal' | 'list'
  request_id: string; epoch: string; entry_index: number; requester_id: string; requester_team: Team; purpose_code: string; field_groups: string[]
  open_for_minutes: number; approvals_needed: 1 | 2; relationship: string; requested_at: Date; expires_at: Date
}
export interface AccessDecisionRow {
  decision_id: string; request_id: string; requester_id: string; approver_id: string; device_id: string; decision: 'approve' | 'narrow' | 'decline'; field_groups: string[]
  open_for_minutes: number; epoch: string; entry_index: number; decided_at: Date
  /** As somebody's deputy, or on duty; else null. */
  deputyship_id?: string | null; stands_for_salt?: string | null; shift_id?: string | null
}
export interface AccessCancellationRow { request_id: string; requester_id: string; cancelled_at: Date }
export interface AccessUseRow { request_id: string; requester_id: string; reveal_id: string; used_at: Date }

/** The hub's database as its migrations make it. */
export interface HubTables extends CaseloadTables, ListTables, NewDetailsTables, ReviewTables, SafetyTables, StandInTables, StatementTables {
  sharing_agreements: SharingAgreementsTable
  officers: OfficerRow
  devices: DeviceRow
  device_keys: DeviceKeyRow
  device_replacements: DeviceReplacementRow
  device_revocations: DeviceRevocationRow
  household_facts: FactsRow
  households: HouseholdRow
  ward_facts: WardFactsRow
  contacts: ContactRow
  household_successors: SuccessorRow
  operations: OperationRow
  changes: ChangeRow
  household_accesses: HouseholdAccessRow
  epochs: EpochRow
  ledger_entries: LedgerEntryRow
  ledger_openings: LedgerOpeningRow
  ledger_checkpoints: LedgerCheckpointRow
  reveal_decisions: DecisionRow
  lookup_decisions: DecisionRow
  access_requests: AccessRequestRow
  access_decisions: AccessDecisionRow
  access_cancellations: AccessCancellationRow
  access_uses: AccessUseRow
}

export type HubDatabase = Kysely<HubTables>
export type HubTransaction = Transaction<HubTables>
