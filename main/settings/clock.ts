import os from 'node:os'
import { londonDay } from '../../shared/model/london-day'

/** Time as domain, store and sync see it: `now` is Unix time in ms (may jump), `elapsed` monotonic ms of this process, `sinceBoot` monotonic ms that go on while the laptop sleeps. */
export interface Clock {
  now(): number
  elapsed(): number
  sinceBoot?(): number
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now(), sinceBoot: () => os.uptime() * 1_000 }

/** UTC instant with milliseconds, as InstantSchema wants it. @param ms Unix time in milliseconds */
export const toInstant = (ms: number): string => new Date(ms).toISOString()

/** The day of a moment for staff, YYYY-MM-DD: London's, whatever zone the laptop is set to. @param ms Unix time in milliseconds */
export const dateOn = (ms: number): string => londonDay(ms)

/** By so much more the one clock has gone on than the other: the laptop slept. Less is how coarsely the system counts. */
const SLEPT_MS = 5_000

/** Monotonic ms from now on, the time asleep among them also where the system did not tell of it. Ask now and then: a sleep is seen between two questions. */
export function elapsedSinceNow(clock: Clock): () => number {
  const boot = (): number => clock.sinceBoot?.() ?? 0
  let [awake, all, sum] = [clock.elapsed(), boot(), 0]
  return () => {
    const [moved, movedInAll] = [clock.elapsed() - awake, boot() - all]
    sum += movedInAll - moved > SLEPT_MS ? movedInAll : moved
    awake += moved
    all += movedInAll
    return sum
  }
}
