import type { Cancel } from '../../main/settings/timers'

interface Event { readonly due: number; readonly order: number; readonly work: () => void | Promise<void> }

/** When every simulation begins: a Tuesday morning. */
export const START = Date.parse('2026-11-24T09:00:00.000Z')

/** The one time of a simulation: nothing passes by itself, and what is due happens one after the other. */
export class VirtualTime {
  #now = START
  #count = 0
  readonly #events: Event[] = []

  /** Unix ms, as the hub's clock shows it. */
  get now(): number {
    return this.#now
  }

  after(ms: number, work: Event['work']): Cancel {
    const event = { due: this.#now + Math.max(0, Math.round(ms)), order: (this.#count += 1), work }
    const later = this.#events.findIndex(({ due }) => due > event.due)
    this.#events.splice(later === -1 ? this.#events.length : later, 0, event)
    return () => {
      const place = this.#events.indexOf(event)
      if (place !== -1) this.#events.splice(place, 1)
    }
  }

  /** The next that is due until then, and it is that late now; null when there is none, and it is `until`. */
  next(until: number): Event['work'] | null {
    const event = this.#events[0]
    if (event === undefined || event.due > until) {
      this.#now = Math.max(this.#now, until)
      return null
    }
    this.#events.shift()
    this.#now = Math.max(this.#now, event.due)
    return event.work
  }
}
