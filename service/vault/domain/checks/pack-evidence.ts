import { outingOf, type ListEvidence } from '../../../../shared/model/contact-list'
import { LONGEST_AHEAD_HOURS, LONGEST_OUTING_HOURS } from '../../../../shared/model/visit-pack'

/** The hub's policy has the same numbers and need not be believed: packed the day before, and each visit's two permits sealed once more. */
export const LONGEST_PACK_HOURS = 48
export const MOST_SEALS = 4
/** Emergency permits: one each, and that sealed once more; for these purposes alone. */
export const MOST_EMERGENCY_SEALS = 2
const CLOCK_TOLERANCE_MS = 600_000
const HOUR_MS = 3_600_000

/** Until when what is sealed under this evidence may be opened, ms: the outing and every decision bound it. Null where it is no visit pack's. */
export function sealsUntil(evidence: ListEvidence | null): number | null {
  const outing = evidence === null ? null : outingOf(evidence.request.signed.payload)
  if (evidence === null || outing === null) return null
  const bounds = evidence.decisions.map(({ signed: { payload } }) => Date.parse(payload.statedAt) + Math.min(payload.workForHours, LONGEST_PACK_HOURS) * HOUR_MS + CLOCK_TOLERANCE_MS)
  return Math.min(Date.parse(outing.until), ...bounds)
}

/** An outing as short and as near as one may be. */
export function isOuting({ request: { signed: { payload } } }: ListEvidence): boolean {
  const outing = outingOf(payload)
  if (outing === null) return true
  const [asked, from, until] = [payload.statedAt, outing.from, outing.until].map((at) => Date.parse(at)) as [number, number, number]
  return until > from && until - from <= LONGEST_OUTING_HOURS * HOUR_MS && until - asked <= LONGEST_AHEAD_HOURS * HOUR_MS + CLOCK_TOLERANCE_MS
}
