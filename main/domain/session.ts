import type { Officer } from '../../shared/model/officer'
import type { DeviceSigner } from '../keys/device-keys'
import type { TrustedKeys } from '../keys/key-bundle'
import type { PackKeys } from '../keys/pack-key'
import type { HubClient } from '../sync/hub-client'
import type { RequestWatch } from '../sync/request-watch'
import type { SyncEngine } from '../sync/sync-engine'
import type { TokenSession } from '../sync/token-session'
import type { VaultClient } from '../sync/vault-client'
import type { Sql } from '../store/sql'
import type { CaseloadListRepository } from '../store/repositories/caseload-list-repository'
import type { ContactListRepository } from '../store/repositories/contact-list-repository'
import type { DeviceRepository } from '../store/repositories/device-repository'
import type { DraftRepository } from '../store/repositories/draft-repository'
import type { HouseholdRepository } from '../store/repositories/household-repository'
import type { LedgerRepository } from '../store/repositories/ledger-repository'
import type { OutboxRepository } from '../store/repositories/outbox-repository'
import type { QueuedNeedRepository } from '../store/repositories/queued-need-repository'
import type { RequestRepository } from '../store/repositories/request-repository'
import type { RevealRepository } from '../store/repositories/reveal-repository'
import type { SeenAllocationRepository } from '../store/repositories/seen-allocation-repository'
import type { VisitPermitRepository } from '../store/repositories/visit-permit-repository'
import type { RecoverySpool } from '../store/recovery-spool'
import type { Clock } from '../settings/clock'
import type { RandomSource } from '../settings/random-source'
import type { LeaseKeeper } from './lease-keeper'
import type { SureTime } from './sure-time'

/** Everything that exists only while unlocked. It goes with the process. */
export interface Session {
  readonly deviceId: string
  readonly officer: () => Officer
  readonly epoch: () => string
  readonly clock: Clock
  readonly random: RandomSource
  /** Whom to ring when there is no signal, as the council's build says; null where it says nothing. */
  readonly dutyDesk: string | null
  readonly kept: Sql
  readonly signer: DeviceSigner
  readonly devices: DeviceRepository
  readonly households: HouseholdRepository
  readonly outbox: OutboxRepository
  readonly ledger: LedgerRepository
  readonly drafts: DraftRepository
  readonly reveals: RevealRepository
  readonly caseloadLists: CaseloadListRepository
  readonly seenAllocations: SeenAllocationRepository
  readonly requests: RequestRepository
  readonly contactLists: ContactListRepository
  readonly permits: VisitPermitRepository
  readonly queuedNeeds: QueuedNeedRepository
  readonly packKeys: PackKeys
  readonly sureTime: SureTime
  readonly lease: LeaseKeeper
  readonly spool: RecoverySpool
  readonly hub: HubClient
  readonly vault: VaultClient
  readonly tokens: TokenSession
  readonly engine: SyncEngine
  readonly watch: RequestWatch
  /** The verified key bundle and purposes: kept ones offline, newer ones when the hub has them. Throws KEY_BUNDLE_INVALID. */
  readonly keys: () => Promise<TrustedKeys>
  /** Closes both databases; nothing works afterwards. */
  readonly close: () => void
}
