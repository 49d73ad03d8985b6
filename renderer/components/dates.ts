import { londonDay } from '../../shared/model/london-day'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const DAY_MS = 86_400_000
const LONDON = { timeZone: 'Europe/London' } as const
const TIME = new Intl.DateTimeFormat('en-GB', { ...LONDON, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const parts = (date: string): [year: number, month: number, day: number] => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return [year, month, day]
}

/** A calendar date in full: 2026-03-09 → 9 March 2026. */
export function formatDate(date: string): string {
  const [year, month, day] = parts(date)
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`
}

/** A calendar date for dense places: 2026-03-09 → 9 Mar 2026. */
export function formatShortDate(date: string): string {
  const [year, month, day] = parts(date)
  return `${day} ${(MONTHS[month - 1] ?? '').slice(0, 3)} ${year}`
}

/** An instant as the clock on an officer's wall shows it (Europe/London), e.g. 14:02. */
export const formatTime = (instant: string): string => TIME.format(new Date(instant))

/** The calendar date of an instant in London, YYYY-MM-DD. */
export const dateOf = londonDay

/** An instant with its day: 23 Nov 2026 at 14:02. */
export const formatInstant = (instant: string): string => `${formatShortDate(dateOf(instant))} at ${formatTime(instant)}`

/** "14:02" today, "yesterday at 14:02", else "23 Nov at 14:02". */
export function formatSince(instant: string, today: string): string {
  const days = daysBetween(dateOf(instant), today)
  if (days <= 0) return formatTime(instant)
  return days === 1 ? `yesterday at ${formatTime(instant)}` : formatInstant(instant)
}

/** Whole days from one calendar date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  const [fy, fm, fd] = parts(from)
  const [ty, tm, td] = parts(to)
  return Math.round((Date.UTC(ty, tm - 1, td) - Date.UTC(fy, fm - 1, fd)) / DAY_MS)
}

/** A calendar date moved by whole days. */
export function addDays(date: string, days: number): string {
  const [year, month, day] = parts(date)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** How long ago, in the unit that somebody would say: "Today", "3 days ago", "5 months ago", "2 years ago". */
export function formatAgo(date: string, today: string): string {
  const days = daysBetween(date, today)
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days <= 60) return `${days} days ago`
  return days <= 730 ? `${Math.floor(days / 30.44)} months ago` : `${Math.floor(days / 365.25)} years ago`
}

/** A length of time as a countdown: 65000 ms → 1:05. Rounds up, so it shows 0:00 only when it is over. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The same in words, for screen readers and hints: "4 minutes", "90 seconds". */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds < 120 && seconds % 60 !== 0) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

/**
 * What was typed into day, month and year fields as a calendar date; null when there is no such day.
 * Two-digit years are refused: a date of birth of "45" is ambiguous.
 */
export function parseDateFields(day: string, month: string, year: string): string | null {
  const numbers = [day, month, year].map((field) => (/^\s*\d{1,4}\s*$/.test(field) ? Number(field) : Number.NaN))
  const [d = Number.NaN, m = Number.NaN, y = Number.NaN] = numbers
  if (numbers.some(Number.isNaN) || y < 1880 || y > 2200) return null
  const date = new Date(Date.UTC(y, m - 1, d))
  return date.getUTCDate() === d && date.getUTCMonth() === m - 1 ? date.toISOString().slice(0, 10) : null
}
