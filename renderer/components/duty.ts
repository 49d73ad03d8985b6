import { daysBetween } from './dates'

/** Prevention and relief run for 56 days (Housing Act 1996 ss. 195(5), 189B(4)). */
export const DUTY_DAYS = 56

export interface DutyClock {
  /** Days until the 56 days are over; negative when they are. Null: this duty has no clock (main duty). */
  readonly daysLeft: number | null
  /** Share of the 56 days that has gone, 0 to 1. */
  readonly share: number
  readonly words: string
  readonly urgency: 'over' | 'close' | 'open' | 'none'
}

const plural = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`

/** The duty clock on a day, in words that do not need the bar. */
export function dutyClock(dueOn: string | null, today: string): DutyClock {
  if (dueOn === null) return { daysLeft: null, share: 0, words: 'No clock', urgency: 'none' }
  const daysLeft = daysBetween(today, dueOn)
  const share = Math.min(1, Math.max(0, (DUTY_DAYS - daysLeft) / DUTY_DAYS))
  if (daysLeft < 0) return { daysLeft, share: 1, words: `${plural(-daysLeft)} over`, urgency: 'over' }
  if (daysLeft === 0) return { daysLeft, share: 1, words: 'Ends today', urgency: 'over' }
  return { daysLeft, share, words: `${plural(daysLeft)} left`, urgency: daysLeft <= 14 ? 'close' : 'open' }
}

/** "Due today", "3 days overdue", "Due tomorrow", "Due in 5 days". */
export function dueWords(dueOn: string, today: string): { readonly words: string; readonly isDue: boolean } {
  const days = daysBetween(today, dueOn)
  if (days === 0) return { words: 'Due today', isDue: true }
  if (days < 0) return { words: `${plural(-days)} overdue`, isDue: true }
  return { words: days === 1 ? 'Due tomorrow' : `Due in ${plural(days)}`, isDue: false }
}
