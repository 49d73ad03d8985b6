import { addDays, daysBetween, formatShortDate } from './dates'

interface DayColumnsProps {
  readonly title: string
  /** Calendar days, both included. */
  readonly from: string
  readonly to: string
  readonly counts: ReadonlyArray<{ readonly day: string; readonly count: number }>
}

const HEIGHT = 60

/** A column for each day. The sentence under it and the table behind it say the same, so nothing depends on seeing the columns. */
export function DayColumns({ title, from, to, counts }: DayColumnsProps) {
  const byDay = new Map(counts.map(({ day, count }) => [day, count]))
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n)).map((day) => ({ day, count: byDay.get(day) ?? 0 }))
  const most = Math.max(1, ...days.map(({ count }) => count))
  const busiest = days.reduce((best, each) => (each.count > best.count ? each : best), days[0] ?? { day: from, count: 0 })
  const width = 600 / days.length
  return (
    <figure className="day-columns" aria-label={title}>
      <svg className="day-columns__chart" viewBox={`0 0 600 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="day-columns__axis" x="0" y={HEIGHT - 0.75} width="600" height="0.75" />
        {days.map(({ day, count }, n) => <rect key={day} className="day-columns__bar" x={n * width + width * 0.12} width={width * 0.76} y={HEIGHT - 1 - (count / most) * (HEIGHT - 4)} height={(count / most) * (HEIGHT - 4)} />)}
      </svg>
      <div className="day-columns__ends" aria-hidden="true"><span>{formatShortDate(from)}</span><span>{formatShortDate(to)}</span></div>
      <figcaption className="day-columns__words">{busiest.count === 0 ? 'None on any day.' : `Most on one day: ${busiest.count}, on ${formatShortDate(busiest.day)}.`}</figcaption>
      {counts.length === 0 ? null : (
        <details className="day-columns__table">
          <summary>Figures by day</summary>
          <table className="govuk-table table">
            <caption className="govuk-visually-hidden">{title}</caption>
            <thead className="govuk-table__head"><tr><th scope="col" className="govuk-table__header">Day</th><th scope="col" className="govuk-table__header cell--number">Reveals</th></tr></thead>
            <tbody className="govuk-table__body">
              {counts.map(({ day, count }) => <tr key={day} className="govuk-table__row"><td className="govuk-table__cell">{formatShortDate(day)}</td><td className="govuk-table__cell cell--number">{count}</td></tr>)}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  )
}
