import type { LeaseView } from '../../../shared/ipc/lease-contract'

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long', day: 'numeric', month: 'long' })
const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', minute: '2-digit', hour12: true })

/** A moment to plan by: "Friday 4 December, 9:15am". */
export function formatMoment(instant: string): string {
  const [day, time] = [DAY.format(new Date(instant)), TIME.format(new Date(instant))]
  return `${day.replace(',', '')}, ${time.replaceAll(/\s/g, '').toLowerCase()}`
}

/** One sentence: what this laptop may show without a connection. */
export function leaseWords({ state, expiresAt }: LeaseView): string {
  if (state === 'none' || expiresAt === null) return 'This laptop shows no details offline until it has reached the central service once.'
  if (state === 'runs' || state === 'ends-soon') return `This laptop may show details offline until ${formatMoment(expiresAt)}.`
  return `This laptop has shown no details offline since ${formatMoment(expiresAt)}.`
}

/** What is lost and what still works; null while there is nothing to do. */
export function leaseAdvice({ state, cacheUntil }: LeaseView): string | null {
  if (state === 'ends-soon') return 'Connect before then to go on. Every sync gives it three more days.'
  const until = cacheUntil === null ? '' : ` If it stays away, the households leave this laptop on ${formatMoment(cacheUntil)}; what you wrote stays.`
  if (state === 'over') return `It has been away from the central service for too long. The worklist, notes and contacts work as before. Connect once, and sealed details open again.${until}`
  if (state === 'cache-gone') return 'It was away for so long that its households were removed. What you wrote is kept and sent at the next contact. Connect, and the households come again.'
  return null
}
