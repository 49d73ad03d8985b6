import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { SyncStatus } from '../../shared/ipc/sync-contract'
import type { Officer } from '../../shared/model/officer'
import type { Logger } from '../logging/logger'
import { toInstant, type Clock } from '../settings/clock'
import { systemRandom, type RandomSource } from '../settings/random-source'
import { systemTimers, type Cancel, type Timers } from '../settings/timers'
import { sweepCache } from '../store/sweep-cache'
import type { CaseloadListRepository } from '../store/repositories/caseload-list-repository'
import type { DeviceRepository } from '../store/repositories/device-repository'
import type { OutboxRepository } from '../store/repositories/outbox-repository'
import { pullChanges, startFirstSync, type PullOptions } from './pull-changes'
import { pushOutbox } from './push-outbox'
import { reportConflicts, type ConflictReports } from './report-conflicts'
import { nextDelay } from './retry-schedule'
import { sendRecoveries, type RecoveryOptions } from './send-recoveries'
import type { HubClient } from './hub-client'
import type { VaultClient } from './vault-client'

export interface SyncEngineOptions extends Pick<PullOptions, 'cache' | 'households' | 'places'> {
  readonly hub: HubClient
  readonly vault: VaultClient
  readonly outbox: OutboxRepository
  readonly caseloadLists: Pick<CaseloadListRepository, 'save'>
  readonly conflicts: ConflictReports['conflicts']
  readonly devices: DeviceRepository
  readonly spool: RecoveryOptions['spool']
  readonly officerId: string
  readonly clock: Clock
  readonly timers?: Timers
  readonly random?: RandomSource
  readonly logger: Logger
  readonly isSignedIn: () => boolean
  /** Fetches and verifies the key bundle, once a session. */
  readonly refreshKeys: () => Promise<void>
  readonly onStatus: (status: SyncStatus) => void
  readonly onChanged: (householdIds: ReadonlyArray<string> | null) => void
  readonly onOfficer: (officer: Officer) => void
  /** Asks for this laptop's lease when it is time; never throws. */
  readonly renewLease?: () => Promise<void>
  /** A service refused this laptop as revoked or replaced, or nobody is signed in, so that none can say so: it may be. */
  readonly onRevoked: () => void
}

const THIRTY_DAYS_MS = 30 * 86_400_000
/** Signed out, a laptop asks no more often than this whether it was revoked. */
const ASK_SIGNED_OUT_MS = 10 * 60_000

/** Pushes what waits, pulls what changed; by itself every 20 s while unlocked, at once after a local write. One round at a time. */
export class SyncEngine {
  readonly #options: SyncEngineOptions
  #cancelTimer: Cancel = () => undefined
  #round: Promise<void> | null = null
  #again = false
  #isStopped = false
  #failures = 0
  #isGreeted = false
  /** Colleagues and referrals may have changed since they were fetched. */
  #areListsOld = true
  #isOnline = true
  /** What the hub was last told of things that wait here. */
  #toldWaiting: number | null = null
  /** Monotonic: when it was last asked, signed out, whether this laptop was revoked. */
  #askedSignedOutAt: number | null = null
  #phase: SyncStatus['phase'] = 'idle'
  #progress: SyncStatus['progress'] = null
  #lastProblem: SyncStatus['lastProblem'] = null

  constructor(options: SyncEngineOptions) {
    this.#options = options
  }

  /** @param waitMs before the first round, where there are households to be looked at meanwhile */
  start(waitMs = 0): void {
    const { places, timers = systemTimers } = this.#options
    if (waitMs === 0 || places.find() === null) this.kick()
    else this.#cancelTimer = timers.after(waitMs, () => this.kick())
  }

  /** Something was written, or somebody asked: sync now (or right after the round under way). */
  kick(): void {
    if (this.#isStopped) return
    if (this.#round !== null) this.#again = true
    else void this.#run().catch(() => undefined)
  }

  /** One whole round; throws what went wrong. */
  async syncNow(): Promise<void> {
    while (this.#round !== null) await this.#round.catch(() => undefined) // two that wait must not both begin
    await this.#run()
  }

  /** Work on the cache that a round under way must not meet. */
  async betweenRounds(work: () => void): Promise<void> {
    while (this.#round !== null) await this.#round.catch(() => undefined)
    if (!this.#isStopped) work()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancelTimer()
    await this.#round?.catch(() => undefined)
  }

  /** Called by the HTTP layer after every call to the hub. */
  noteReachable(isReachable: boolean): void {
    if (this.#isOnline === isReachable) return
    this.#isOnline = isReachable
    this.#tell()
    // Not for what a round itself has heard: a hub that answers a part of each round would be asked again without a pause.
    if (isReachable && this.#round === null) this.kick()
  }

  status(): SyncStatus {
    const { outbox, places, spool, officerId, isSignedIn } = this.#options
    const { waiting, needsAttention } = outbox.counts()
    return {
      phase: this.#phase,
      isOnline: this.#isOnline,
      needsSignIn: !isSignedIn(),
      lastSyncedAt: places.find()?.syncedAt ?? null,
      waitingToSend: waiting,
      needsAttention: needsAttention + spool.refused(officerId).length,
      progress: this.#progress,
      lastProblem: this.#lastProblem,
    }
  }

  tellStatus(): void {
    this.#tell()
  }

  #run(): Promise<void> {
    if (this.#isStopped) return Promise.reject(new CasementError('ACCESS_LOCKED'))
    this.#cancelTimer()
    const round = this.#sync().then(
      () => this.#ended(null),
      (error: unknown) => {
        this.#ended(error)
        throw error
      },
    )
    this.#round = round
    return round
  }

  #ended(error: unknown): void {
    this.#round = null
    this.#phase = 'idle'
    this.#progress = null
    this.#failures = error === null ? 0 : this.#failures + 1
    this.#lastProblem = error === null ? null : isCasementError(error) ? error.code : 'INTERNAL'
    if (this.#lastProblem !== null)
      this.#options.logger.warn('sync-failed', { code: this.#lastProblem, attempt: this.#failures })
    if (this.#mayBeRevoked()) this.#options.onRevoked()
    if (this.#isStopped) return
    this.#tell()
    const { timers = systemTimers, random = systemRandom } = this.#options
    const delay = this.#again ? 0 : nextDelay(this.#failures, random.fraction())
    this.#again = false
    this.#cancelTimer = timers.after(delay, () => this.kick())
  }

  /** A lost laptop's account is often closed with it, and then no call gets as far as being refused. */
  #mayBeRevoked(): boolean {
    if (this.#lastProblem !== 'ACCESS_SIGNED_OUT') return this.#lastProblem === 'ACCESS_DEVICE_REVOKED'
    const now = this.#options.clock.elapsed()
    if (this.#askedSignedOutAt !== null && now - this.#askedSignedOutAt < ASK_SIGNED_OUT_MS) return false
    this.#askedSignedOutAt = now
    return true
  }

  async #sync(): Promise<void> {
    if (!this.#options.isSignedIn()) throw new CasementError('ACCESS_SIGNED_OUT')
    // To the vault first, and whatever the hub does: it is the hub that is spoken of.
    const { vault, conflicts, logger } = this.#options
    await reportConflicts({ vault, conflicts, now: () => this.#now() }).catch(() => logger.warn('conflict-not-reported', {}))
    await this.#greet()
    await this.#options.renewLease?.()
    // A vault or a hub in trouble does not keep the other one waiting.
    const trouble: unknown[] = []
    await this.#push().catch((error: unknown) => trouble.push(error))
    await this.#pull()
    await this.#pullLists()
    sweepCache(this.#options.cache) // now that the lists speak of it no more either
    await this.#tellWaiting().catch(() => undefined)
    this.#compact()
    if (trouble.length > 0) throw trouble[0]
    this.#options.logger.info('sync-done', { count: this.#options.households.count() })
  }

  /** Once a session and after each failure: who am I now, and is it still the same hub? */
  async #greet(): Promise<void> {
    const { hub, devices, onOfficer, refreshKeys } = this.#options
    if (this.#isGreeted && this.#failures === 0) return
    const { officer, epoch } = await hub.session({})
    await refreshKeys()
    devices.updateOfficer(officer)
    onOfficer(officer)
    if (devices.find()?.epoch !== epoch) await this.#changeEpoch(epoch)
    this.#isGreeted = true
  }

  /** So that somebody can say what was on this laptop, should it be lost. */
  async #tellWaiting(): Promise<void> {
    const { waiting, needsAttention } = this.#options.outbox.counts()
    if (waiting + needsAttention === this.#toldWaiting) return
    await this.#options.hub.reportWaiting({ waiting: waiting + needsAttention })
    this.#toldWaiting = waiting + needsAttention
  }

  async #push(): Promise<void> {
    const { hub, vault, outbox, spool, officerId } = this.#options
    const options = { hub, vault, outbox, now: () => this.#now(), onProgress: () => this.#tell() }
    if (outbox.counts().waiting > 0) {
      this.#enter('pushing')
      // An own act is in the hub's lists at once, and perhaps not in the feed yet: no longer waiting, it would be nowhere.
      this.#areListsOld = true
    }
    const trouble: unknown[] = []
    for (const target of ['hub', 'vault'] as const)
      await pushOutbox(target, options).catch((error: unknown) => trouble.push(error))
    if (spool.recoveries(officerId).length > 0)
      await sendRecoveries({ spool, officerId, hub, vault }).catch((error: unknown) => trouble.push(error))
    if (trouble.length > 0) throw trouble[0]
  }

  async #pull(): Promise<void> {
    const place = this.#options.places.find()
    this.#enter(place === null || place.isStreaming ? 'first-sync' : 'pulling')
    try {
      await pullChanges(this.#pullOptions())
    } catch (error) {
      const code = isCasementError(error) ? error.code : null
      if (code === 'SYNC_EPOCH_CHANGED') {
        const { epoch } = await this.#options.hub.session({})
        await this.#changeEpoch(epoch)
      } else if (code === 'SYNC_CURSOR_INVALID') await startFirstSync(this.#options)
      else throw error
      await this.#push()
      await pullChanges(this.#pullOptions())
    }
  }

  /** Once a session, after a push, and after whatever moved a household: who accepted is seen by both sides. */
  async #pullLists(): Promise<void> {
    if (!this.#areListsOld) return
    this.#options.caseloadLists.save(await this.#options.hub.caseloadLists({}))
    this.#areListsOld = false
    this.#options.onChanged([])
  }

  /** The hub was restored: what it acknowledged lately may be gone there, so it is sent again, and the cache begins anew. */
  async #changeEpoch(epoch: string): Promise<void> {
    const { devices, outbox, clock, logger } = this.#options
    const again = outbox.sendAgainSince(toInstant(clock.now() - THIRTY_DAYS_MS))
    devices.updateEpoch(epoch)
    logger.warn('epoch-changed', { count: again })
    await startFirstSync(this.#options)
  }

  #pullOptions(): PullOptions {
    const { hub, cache, households, places, onChanged } = this.#options
    return {
      hub,
      cache,
      households,
      places,
      now: () => this.#now(),
      onPage: (ids, progress) => {
        this.#areListsOld = true
        this.#progress = progress
        this.#tell()
        onChanged(ids)
      },
    }
  }

  /** Everything is with the service: the spool may begin again, and what was acknowledged a month ago may go. Not before: what is in the spool and not in the database counts as lost from it. */
  #compact(): void {
    const { outbox, spool, officerId, clock } = this.#options
    const { waiting, needsAttention } = outbox.counts()
    if (waiting + needsAttention > 0) return
    spool.clearCurrent(officerId, (id) => outbox.isPutAway(id))
    outbox.removeAcknowledgedBefore(toInstant(clock.now() - THIRTY_DAYS_MS))
  }

  #enter(phase: SyncStatus['phase']): void {
    this.#phase = phase
    this.#tell()
  }

  #tell(): void {
    if (!this.#isStopped) this.#options.onStatus(this.status())
  }

  #now(): string {
    return toInstant(this.#options.clock.now())
  }
}
