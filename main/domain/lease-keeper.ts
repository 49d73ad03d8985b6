import { randomBytes } from 'node:crypto'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { LeaseView } from '../../shared/ipc/lease-contract'
import { LeaseSchema, leaseState, type Lease } from '../../shared/model/lease'
import type { CacheTerm } from '../keys/cache-term'
import type { TrustedKeys } from '../keys/key-bundle'
import type { Logger } from '../logging/logger'
import type { Clock } from '../settings/clock'
import type { Cancel, Timers } from '../settings/timers'
import type { LeaseRepository } from '../store/repositories/lease-repository'
import type { LeaseCalls } from '../sync/lease-calls'
import type { SureTime } from './sure-time'
import { TurnQueue } from './turn-queue'

export interface LeaseKeeperParts {
  readonly hub: LeaseCalls
  readonly leases: LeaseRepository
  readonly term: Pick<CacheTerm, 'save'>
  readonly keys: () => Promise<TrustedKeys>
  readonly sureTime: SureTime
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly deviceId: string
  readonly officerId: string
  /** Runs work while no round of sync is under way. */
  readonly betweenRounds: (work: () => void) => Promise<void>
  /** Takes every household out of the cache. */
  readonly emptyCache: () => void
  readonly isCacheEmpty: () => boolean
  /** The cache was emptied. */
  readonly onCacheGone: () => void
}

/** A lease younger than this is not asked for again at every round of sync. */
const RENEW_AFTER_MS = 10 * 60_000
const LOOK_EVERY_MS = 60_000

/** The lease of this laptop (design §5): asked for at contact, kept only when it is the hub's answer to that question, looked at before each reveal without a connection. */
export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts
  /** One question at a time: an answer that was overtaken would be an older one. */
  readonly #queue = new TurnQueue()
  #renewedAt: number | null = null
  #cancelLook: Cancel | null = null

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#look()
    this.#cancelLook = this.#parts.timers.after(LOOK_EVERY_MS, () => this.start())
  }

  stop(): void {
    this.#cancelLook?.()
  }

  /** In a round of sync: only when it is time, when the clock is in doubt, or when its key was retired meanwhile; and no trouble with it ends the round. */
  async renewInPassing(): Promise<void> {
    const { clock, sureTime, logger } = this.#parts
    const isYoung = this.#renewedAt !== null && clock.elapsed() - this.#renewedAt < RENEW_AFTER_MS
    if (isYoung && !sureTime.isInDoubt() && (await this.#findKept()) !== null) return
    await this.renew().catch((error: unknown) => logger.warn('lease-not-renewed', { code: isCasementError(error) ? error.code : 'INTERNAL' }))
  }

  /** Throws what the call throws, HUB_RUBBISH for a lease of another laptop, officer or question, KEY_BUNDLE_INVALID, KEY_UNKNOWN and KEY_RETIRED for one that the hub did not sign. */
  renew(): Promise<void> {
    return this.#queue.run(() => this.#renew())
  }

  async #renew(): Promise<void> {
    const { hub, leases, term, keys, sureTime, clock } = this.#parts
    const nonce = randomBytes(32).toString('base64url')
    const { lease: signed } = await hub.lease({ nonce })
    const lease = await this.#open(signed, await keys())
    if (lease.nonce !== nonce) throw new CasementError('HUB_RUBBISH')
    // The answer to this very question is the hub's last word, also after its clock ran ahead: an earlier time than before heals.
    leases.save({ signed, ...lease })
    sureTime.hear(lease.issuedAt)
    term.save(lease.cacheUntil)
    this.#renewedAt = clock.elapsed()
  }

  /** Before each reveal without a connection, by the time that is certain. Throws LEASE_OVER: also for none, and for one in kept.db that the hub did not sign, or signed by a key that is retired. */
  async requireRunning(): Promise<void> {
    const { sureTime } = this.#parts
    const lease = await this.#findKept()
    if (lease === null || sureTime.now() >= Date.parse(lease.expiresAt)) throw new CasementError('LEASE_OVER')
  }

  view(): LeaseView {
    const lease = this.#parts.leases.find()
    return { state: leaseState(lease, this.#parts.sureTime.now()), expiresAt: lease?.expiresAt ?? null, cacheUntil: lease?.cacheUntil ?? null }
  }

  /** Long after the lease is over, the cache goes too. Work that waits, drafts and the chain are in kept.db and stay. */
  async dropCacheIfOver(): Promise<void> {
    const { betweenRounds, isCacheEmpty, emptyCache, onCacheGone, logger } = this.#parts
    if (!this.#isCacheOver() || isCacheEmpty()) return
    await betweenRounds(() => {
      // The round that was waited for may have brought a new lease.
      if (!this.#isCacheOver()) return
      emptyCache()
      logger.warn('cache-dropped', {})
      onCacheGone()
    })
  }

  #look(): void {
    // Locked meanwhile, or no room on the disk: the next look does it, or the next start.
    this.dropCacheIfOver().catch(() => undefined)
  }

  #isCacheOver(): boolean {
    const { leases, sureTime } = this.#parts
    return !sureTime.isInDoubt() && leaseState(leases.find(), sureTime.now()) === 'cache-gone'
  }

  /** The lease in kept.db when it is the hub's, by the key that this laptop knows to be in use. */
  async #findKept(): Promise<Lease | null> {
    const { leases, keys } = this.#parts
    const kept = leases.find()
    return kept === null ? null : this.#open(kept.signed, await keys()).catch(() => null)
  }

  async #open(signed: string, trusted: TrustedKeys): Promise<Lease> {
    const { deviceId, officerId } = this.#parts
    const lease = await trusted.openSigned(signed, 'hub-grant', 'casement-lease', LeaseSchema)
    if (lease.deviceId !== deviceId || lease.officerId !== officerId) throw new CasementError('HUB_RUBBISH')
    return lease
  }
}
