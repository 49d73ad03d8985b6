import { addDays, formatShortDate } from '../../components/dates'

/** The Monday of the week that a day is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T12:00:00.000Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** This week and the following ones, as choices. */
export const weeksFrom = (today: string, count: number): ReadonlyArray<readonly [monday: string, words: string]> =>
  Array.from({ length: count }, (_, n) => {
    const monday = addDays(mondayOf(today), n * 7)
    return [monday, `${formatShortDate(monday)} to ${formatShortDate(addDays(monday, 6))}${n === 0 ? ' (this week)' : ''}`] as const
  })
