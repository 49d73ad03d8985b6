import type { StatementContact } from '../../shared/model/access-statement'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import type { SharingAgreement } from '../../shared/model/sharing'
import type { Clock } from '../plugins/clock'
import type { VerifiedKeyBundle, VerifiedPurposes } from '../plugins/key-bundle'
import type { ServiceLog } from '../plugins/service-log'
import type { KeyedTurns } from './domain/keyed-turns'
import type { RevealKeeper } from './domain/decisions/keep-reveals'
import type { FeedStallWatch } from './domain/feed-stall'
import type { HubKeys } from './hub-keys'
import type { Ledger } from './ledger/ledger'
import type { AlertRules } from './policy/alert-rules'
import type { ApprovalTimes } from './policy/approval-times'
import type { LeaseRules } from './policy/lease-rules'
import type { Limits } from './policy/limits'
import type { ListLimits } from './policy/list-limits'
import type { PolicyEngine } from './policy/policy-engine'
import type { EmergencyRules, ReviewRules } from './policy/review-rules'
import type { StandInRules } from './policy/stand-in-rules'
import type { HubDatabase } from './repositories/hub-tables'

/** What the hub's domain works with; made once in create-hub. */
export interface HubServices {
  readonly db: HubDatabase
  readonly clock: Clock
  readonly log: ServiceLog
  readonly keys: HubKeys
  readonly bundle: VerifiedKeyBundle
  readonly purposes: VerifiedPurposes
  readonly policy: PolicyEngine
  /** As the controller signed it. */
  readonly sharing: SharingAgreement
  /** The same as it was signed. */
  readonly sharingSigned: string
  readonly controllerRootKey: Ed25519PublicJwk
  readonly limits: Limits
  readonly approvalTimes: ApprovalTimes
  readonly reviewRules: ReviewRules
  readonly alertRules: AlertRules
  readonly emergencyRules: EmergencyRules
  readonly listLimits: ListLimits
  readonly packLimits: ListLimits
  readonly standInRules: StandInRules
  readonly leaseRules: LeaseRules
  readonly statementContact: StatementContact
  readonly ledger: Ledger
  readonly reveals: RevealKeeper
  readonly feedWatch: FeedStallWatch
  readonly turns: KeyedTurns
  /** Laptops that one officer may have in use. */
  readonly deviceAllowance: number
}
