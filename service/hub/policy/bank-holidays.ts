import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { londonDay } from '../../../shared/model/london-day'

const BankHolidaysSchema = z.strictObject({ of: z.string(), days: z.array(z.iso.date()).min(1) })

/** Policy data, which whoever runs the hub extends when GOV.UK does. Beyond its last year every weekday counts as a working day. */
const BANK_HOLIDAYS: ReadonlySet<string> = new Set(BankHolidaysSchema.parse(JSON.parse(readFileSync(new URL('./bank-holidays.json', import.meta.url), 'utf8'))).days)
const [SUNDAY, SATURDAY] = [0, 6]

/** Weekends and bank holidays, by the calendar of London. */
export function isDayOff(at: number): boolean {
  const day = londonDay(new Date(at).toISOString())
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday === SUNDAY || weekday === SATURDAY || BANK_HOLIDAYS.has(day)
}
