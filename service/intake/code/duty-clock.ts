import type { DUTY_KINDS } from '../../../shared/model/codes'
import { addDays } from './uk-date'

/** Days of the prevention and the relief duty (Housing Act 1996 ss. 195(8) and 189B(7)). */
export const DUTY_DAYS = 56

/** The day on which the 56 days have run out; null for the main duty, which has no clock. Dates YYYY-MM-DD. */
export const dutyDueOn = (kind: keyof typeof DUTY_KINDS, startedOn: string): string | null =>
  kind === 'main' ? null : addDays(startedOn, DUTY_DAYS)
