/** Where time comes from in domain, store and sync code: Unix milliseconds. Tests inject their own. */
export interface Clock {
  now(): number
}

/** RFC 3339 in UTC with milliseconds, the one way instants are written. */
export const toInstant = (ms: number): string => new Date(ms).toISOString()
