import { accepted, refused, type Reader } from './reading'

const DAY_MS = 86_400_000
const UK_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** Is this a day of the Gregorian calendar? Months from 1. */
function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Shape: YYYY-MM-DD. */
const toIso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/**
 * Reads dd/mm/yyyy as YYYY-MM-DD. A "month" above 12 whose mirror image is a date is refused as swapped and not mended: a
 * date of birth is a matching key, and a file that swaps some visibly swaps others where nobody can see it.
 */
export const ukDate: Reader<string> = (text) => {
  const parts = UK_DATE.exec(text)
  if (parts === null) return refused('date-invalid')
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (isCalendarDay(year, month, day)) return year < 1900 || year > 2100 ? refused('date-range') : accepted(toIso(year, month, day))
  return month > 12 && isCalendarDay(year, day, month) ? refused('date-order') : refused('date-invalid')
}

/** YYYY-MM-DD as dd/mm/yyyy. */
export const formatUkDate = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`

/** The date `days` later (earlier when negative); YYYY-MM-DD both. */
export const addDays = (iso: string, days: number): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
