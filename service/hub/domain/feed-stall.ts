import type { Clock } from '../../plugins/clock'
import { describeError, type ServiceLog } from '../../plugins/service-log'
import { readBounds, type SnapshotBounds } from '../repositories/feed-repository'
import type { HubDatabase } from '../repositories/hub-tables'

export interface FeedStallOptions {
  readonly db: HubDatabase
  readonly clock: Clock
  readonly log: ServiceLog
  readonly rules: FeedStallRules
}

export interface FeedStallRules {
  /** How often somebody looks. */
  readonly everyMs: number
  /** For how long changes may wait for one transaction. */
  readonly afterMs: number
}

export const FEED_STALL_RULES: FeedStallRules = { everyMs: 15_000, afterMs: 60_000 }

interface Seen extends SnapshotBounds { readonly at: number }

/**
 * The feed shows no change above the oldest transaction that is still open (feed-repository.ts): one that stays open holds the changes
 * of everybody back, and no laptop can tell. So the hub looks: the same `xmin` for a minute while `xmax` moves on is an alarm.
 */
export class FeedStallWatch {
  readonly #options: FeedStallOptions
  #since: Seen | null = null
  #isStalled = false
  #timer: NodeJS.Timeout | null = null

  constructor(options: FeedStallOptions) {
    this.#options = options
  }

  get isStalled(): boolean {
    return this.#isStalled
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), this.#options.rules.everyMs).unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Never throws: a database that does not answer is told of elsewhere. */
  async look(): Promise<void> {
    const { db, clock, log } = this.#options
    try {
      this.note(await readBounds(db), clock.now())
    } catch (error) {
      log({ event: 'failed', service: 'hub', code: 'INTERNAL', ...describeError(error) })
    }
  }

  /** One look at the snapshot. The line is logged when it begins and when it ends, not in between. */
  note({ xmin, xmax }: SnapshotBounds, now: number): void {
    if (this.#since?.xmin !== xmin) this.#since = { xmin, xmax, at: now }
    const waits = now - this.#since.at
    const isStalled = waits >= this.#options.rules.afterMs && this.#since.xmax !== xmax
    if (isStalled === this.#isStalled) return
    this.#isStalled = isStalled
    this.#options.log({ event: isStalled ? 'stalled' : 'resumed', service: 'hub', code: 'SYNC_FEED_STALLED', ms: waits })
  }
}
