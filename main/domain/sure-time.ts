import { CasementError } from '../../shared/errors/casement-error'
import { CLOCK_BEHIND_MS } from '../../shared/model/visit-pack'
import type { Clock } from '../settings/clock'

export interface SureTimeStore {
  findSureTime(): number | null
  saveSureTime(at: number): void
}

/**
 * The time that visit packs and the lease go by (design §5): the hub's signed time replaces the mark; between contacts the mark goes on by
 * time that passes, asleep too, and never by what the wall clock is set to. Where the wall clock says more than five minutes else, somebody
 * or something changed it: then nothing opens, and nothing is destroyed either, until it is right again or the hub has been heard. Only at
 * the start of a process the wall clock is believed, since nothing else tells how long this laptop was off.
 */
export class SureTime {
  readonly #clock: Clock
  readonly #store: SureTimeStore
  #mark: number
  #markedAt: number
  /** By how much the wall clock was wrong when the hub was heard. */
  #error = 0

  constructor(clock: Clock, store: SureTimeStore) {
    this.#clock = clock
    this.#store = store
    this.#mark = Math.max(store.findSureTime() ?? 0, clock.now())
    this.#markedAt = this.#lasting()
  }

  /** Unix ms. While the clock is in doubt, without what it was changed by. */
  now(): number {
    const [sure, seen] = [this.#sure(), this.#seen()]
    return seen > sure && !this.isInDoubt() ? seen : sure
  }

  /** @param hubTime instant, as the hub signed it just now */
  hear(hubTime: string): void {
    this.#mark = Date.parse(hubTime)
    this.#markedAt = this.#lasting()
    this.#error = this.#clock.now() - this.#mark
    this.#store.saveSureTime(this.#mark)
  }

  /** So that a restart cannot go back behind it. */
  keep(): void {
    if (!this.isInDoubt()) this.#store.saveSureTime(this.now())
  }

  /** The wall clock does not fit what is certain. */
  isInDoubt(): boolean {
    return Math.abs(this.#seen() - this.#sure()) > CLOCK_BEHIND_MS
  }

  /** Throws PACK_CLOCK. */
  requireTrusted(): void {
    if (this.isInDoubt()) throw new CasementError('PACK_CLOCK')
  }

  #sure(): number {
    return this.#mark + (this.#lasting() - this.#markedAt)
  }

  /** The wall clock, with the error that the hub showed or, should it have been set right since, as it is. */
  #seen(): number {
    const [wall, sure] = [this.#clock.now(), this.#sure()]
    return Math.abs(wall - sure) <= Math.abs(wall - this.#error - sure) ? wall : wall - this.#error
  }

  #lasting(): number {
    return this.#clock.sinceBoot?.() ?? this.#clock.elapsed()
  }
}
