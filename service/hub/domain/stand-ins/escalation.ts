import type { StandInRules } from '../../policy/stand-in-rules'
import { isOutOfHours } from '../review/why-reviewed'

const MINUTE_MS = 60_000

/**
 * From when on a request goes to whoever is on duty as well, ms: after the longer time in working hours, after the shorter one outside
 * them, and when the team's day ends in between, then. It follows from when it was asked; nobody sets a timer.
 */
export function escalatesAt(requestedAt: number, { workingHours, escalateAfterMinutes: { inHours, outOfHours } }: Pick<StandInRules, 'workingHours' | 'escalateAfterMinutes'>): number {
  const [early, late] = [requestedAt + outOfHours * MINUTE_MS, requestedAt + inHours * MINUTE_MS]
  if (isOutOfHours(early, workingHours)) return early
  if (!isOutOfHours(late, workingHours)) return late
  let [inside, outside] = [early, late]
  while (outside - inside > 1_000) {
    const middle = Math.floor((inside + outside) / 2)
    if (isOutOfHours(middle, workingHours)) outside = middle
    else inside = middle
  }
  // The clock of the rules shows minutes: their end is on one.
  return Math.floor(outside / MINUTE_MS) * MINUTE_MS
}
