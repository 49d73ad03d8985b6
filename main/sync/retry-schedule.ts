const POLL_MS = 20_000
const FIRST_RETRY_MS = 3_000
const LONGEST_RETRY_MS = 60_000

/** Ms until the next round: polls every 20 s; after failures 3, 6, 12 … 60 s. ±20 % so that laptops do not come all at once. @param random 0 to 1 */
export function nextDelay(failures: number, random: number): number {
  const base = failures === 0 ? POLL_MS : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
  return Math.round(base * (0.8 + 0.4 * random))
}
