import type { LeaseView } from '../../../shared/ipc/lease-contract'
import { formatTime } from '../../components/dates'

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long', day: 'numeric', month: 'long' })

/** A moment to plan by: "Friday 4 December at 09:15". */
export const formatMoment = (instant: string): string => `${DAY.format(new Date(instant)).replace(',', '')} at ${formatTime(instant)}`

/** The same beside its name, "Details offline". */
export function leaseFact({ state, expiresAt }: LeaseView): string {
  if (state === 'none' || expiresAt === null) return 'Not shown until this laptop has reached the central service once'
  return state === 'runs' || state === 'ends-soon' ? `Can be shown until ${formatMoment(expiresAt)}` : `Not shown since ${formatMoment(expiresAt)}`
}

/** One sentence: what this laptop may show without a connection. */
export function leaseWords({ state, expiresAt }: LeaseView): string {
  if (state === 'none' || expiresAt === null) return 'This laptop shows no details offline until it has reached the central service once.'
  if (state === 'runs' || state === 'ends-soon') return `This laptop may show details offline until ${formatMoment(expiresAt)}.`
  return `This laptop has been away for too long: it has shown no details offline since ${formatMoment(expiresAt)}.`
}

/** What is lost and what still works; null while there is nothing to do. */
export function leaseAdvice({ state, cacheUntil }: LeaseView): string | null {
  if (state === 'ends-soon') return 'Connect before then to go on: every sync renews it.'
  const until = cacheUntil === null ? '' : ` If it stays away, the households leave this laptop on ${formatMoment(cacheUntil)}; what you wrote stays.`
  if (state === 'over') return `The worklist, notes and contacts work as before. Connect once, and sealed details open again.${until}`
  if (state === 'cache-gone') return 'Its households were removed. What you wrote is kept, and sent at the next contact. Connect, and the households come again.'
  return null
}
