import type { WaitingByAge as ByAge } from '../../../shared/api/review-api'
import { BarChart } from '../../components/bar-chart'

/** How long reviews have waited: bars with their figures beside them, and the same as a table. */
export function WaitingByAge({ byAge }: { readonly byAge: ByAge }) {
  const rows = [['Less than a day', byAge.underOneDay], ['1 to 2 days', byAge.underTwoDays], ['2 to 7 days', byAge.underSevenDays], ['Longer', byAge.older]] as const
  const all = rows.reduce((sum, [, count]) => sum + count, 0)
  return (
    <section className="panel reviews__ages" aria-labelledby="by-age">
      <h2 className="panel__title" id="by-age">Waiting, by age</h2>
      {all === 0 ? <p className="oversight__none">Nothing waits.</p> : <BarChart title="Reviews that wait, by age" bars={rows.map(([label, value]) => ({ label, value, words: String(value) }))} />}
      <p className="reviews__emergencies">{byAge.emergencies === 0 ? 'No use of emergency access waits.' : `${byAge.emergencies} ${byAge.emergencies === 1 ? 'is a use' : 'are uses'} of emergency access.`}</p>
      {all === 0 ? null : (
        <details className="day-columns__table">
          <summary>Figures as a table</summary>
          <table className="govuk-table table">
            <caption className="govuk-visually-hidden">Reviews that wait, by age</caption>
            <thead className="govuk-table__head"><tr><th scope="col" className="govuk-table__header">Waiting for</th><th scope="col" className="govuk-table__header cell--number">Reviews</th></tr></thead>
            <tbody className="govuk-table__body">{rows.map(([label, value]) => <tr key={label} className="govuk-table__row"><td className="govuk-table__cell">{label}</td><td className="govuk-table__cell cell--number">{value}</td></tr>)}</tbody>
          </table>
        </details>
      )}
    </section>
  )
}
