import type { MyReveal } from '../../../shared/ipc/reveal-contract'
import { addDays, dateOf, formatShortDate } from '../../components/dates'

const DAYS = 14

/** How many reveals on each of the last 14 days, oldest first. */
export function countByDay(reveals: ReadonlyArray<Pick<MyReveal, 'at'>>, today: string): ReadonlyArray<{ readonly day: string; readonly count: number }> {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS + 1))
  return days.map((day) => ({ day, count: reveals.filter((reveal) => dateOf(reveal.at) === day).length }))
}

/** A small chart of one's own reveals; the sentence under it says the same. */
export function RevealsByDay({ reveals, today }: { readonly reveals: ReadonlyArray<MyReveal>; readonly today: string }) {
  const days = countByDay(reveals, today)
  const most = Math.max(1, ...days.map(({ count }) => count))
  const total = days.reduce((sum, { count }) => sum + count, 0)
  return (
    <figure className="by-day">
      <svg viewBox="0 0 280 60" className="by-day__chart" aria-hidden="true">
        <line x1="0" y1="59.5" x2="280" y2="59.5" className="by-day__axis" />
        {days.map(({ day, count }, index) => <rect key={day} className="by-day__bar" x={index * 20 + 3} width="14" y={59 - (count / most) * 54} height={(count / most) * 54} />)}
      </svg>
      <figcaption className="by-day__words">{total} {total === 1 ? 'reveal' : 'reveals'} in 14 days, from {formatShortDate(days[0]?.day ?? today)} to today. Most on one day: {Math.max(...days.map(({ count }) => count))}.</figcaption>
    </figure>
  )
}
