const FREE_TRIES = 3
const FIRST_MS = 5_000
const LONGEST_MS = 15 * 60_000

/** Ms to wait after so many wrong passphrases in a row: none for the first three, then 5 s, 10 s, 20 s … 15 min. Never an erasure: a colleague could use it. */
export const delayAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(wrong - FREE_TRIES, 20))

/** How long is still to wait, ms. A clock set back does not stretch it beyond the longest delay. */
export const leftToWait = (waitUntil: number, now: number): number =>
  waitUntil <= now ? 0 : Math.min(waitUntil - now, LONGEST_MS)
