import { CasementError } from '../../shared/errors/casement-error'
import { CLOCK_BEHIND_MS } from '../../shared/model/visit-pack'
import type { Clock } from '../settings/clock'

export interface SureTimeStore {
  findSureTime(): number | null
  saveSureTime(at: number): void
}

/**
 * The time that visit packs go by (design §5): hub time replaces the mark; between contacts the mark goes on by monotonic time, and by the
 * wall clock where that is ahead. A wall clock that is far behind the mark was set back: then nothing opens until it is right again or the
 * hub has been heard.
 */
export class SureTime {
  readonly #clock: Clock
  readonly #store: SureTimeStore
  #mark: number
  #markedAt: number

  constructor(clock: Clock, store: SureTimeStore) {
    this.#clock = clock
    this.#store = store
    this.#mark = Math.max(store.findSureTime() ?? 0, clock.now())
    this.#markedAt = clock.elapsed()
  }

  /** Unix ms; never behind the wall clock. */
  now(): number {
    return Math.max(this.#sure(), this.#clock.now())
  }

  /** @param hubTime instant, as the hub answered just now */
  hear(hubTime: string): void {
    this.#mark = Date.parse(hubTime)
    this.#markedAt = this.#clock.elapsed()
    this.#store.saveSureTime(this.#mark)
  }

  /** So that a restart cannot go back behind it. */
  keep(): void {
    if (!this.isBehind()) this.#store.saveSureTime(this.now())
  }

  isBehind(): boolean {
    return this.#clock.now() < this.#sure() - CLOCK_BEHIND_MS
  }

  /** Throws PACK_CLOCK. */
  requireTrusted(): void {
    if (this.isBehind()) throw new CasementError('PACK_CLOCK')
  }

  #sure(): number {
    return this.#mark + (this.#clock.elapsed() - this.#markedAt)
  }
}
