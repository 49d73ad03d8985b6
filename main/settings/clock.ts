/** Time as domain, store and sync see it: `now` is Unix time in ms (may jump), `elapsed` monotonic ms of this process. */
export interface Clock {
  now(): number
  elapsed(): number
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() }

/** UTC instant with milliseconds, as InstantSchema wants it. @param ms Unix time in milliseconds */
export const toInstant = (ms: number): string => new Date(ms).toISOString()

/** Today where this laptop is, YYYY-MM-DD. @param ms Unix time in milliseconds */
export function dateOn(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
