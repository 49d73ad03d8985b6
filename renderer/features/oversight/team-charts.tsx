import type { Period, TeamActivity } from '../../../shared/api/oversight-api'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { BarChart } from '../../components/bar-chart'
import { DayColumns } from '../../components/day-columns'

interface TeamChartsProps {
  readonly activity: TeamActivity & { readonly purposeTitles: Readonly<Record<string, string>> }
  readonly period: Period
}

/** The team's figures: a line of numbers, and three small charts that say them again. */
export function TeamCharts({ activity: { total, byDay, byPurpose, byFieldGroup, purposeTitles }, period }: TeamChartsProps) {
  const figures: ReadonlyArray<readonly [words: string, value: string, note: string]> = [
    ['Reveals asked for', String(total.reveals), `${total.shown} shown, ${total.notShown} not shown`],
    ['Refused', String(total.forbidden), 'forbidden, or over the limit'],
    ['Held for approval', String(total.needsApproval), 'not shown'],
    ['Fields copied', String(total.copies), 'to the clipboard, 30 seconds'],
    ['Reveals avoided', String(total.avoided), `of ${total.calls} calls; decided not to ${total.decidedNot === 1 ? 'once' : `${total.decidedNot} times`}`],
  ]
  return (
    <>
      <dl className="figures">
        {figures.map(([words, value, note]) => (
          <div key={words} className="figures__one"><dt className="figures__words">{words}</dt><dd className="figures__value">{value}</dd><dd className="figures__note">{note}</dd></div>
        ))}
      </dl>
      <div className="oversight__charts">
        <section className="panel" aria-labelledby="by-day"><h2 className="panel__title" id="by-day">By day</h2><DayColumns title="Reveals by day" {...period} counts={byDay.map(({ day, reveals }) => ({ day, count: reveals }))} /></section>
        <section className="panel" aria-labelledby="by-purpose">
          <h2 className="panel__title" id="by-purpose">By purpose</h2>
          {byPurpose.length === 0 ? <p className="oversight__none">No purpose was stated.</p> : <BarChart title="Reveals by purpose" bars={byPurpose.map(({ purpose, reveals }) => ({ label: purposeTitles[purpose] ?? purpose, value: reveals, words: String(reveals) }))} />}
        </section>
        <section className="panel" aria-labelledby="by-group">
          <h2 className="panel__title" id="by-group">What was shown</h2>
          {byFieldGroup.length === 0 ? <p className="oversight__none">Nothing was shown.</p> : <BarChart title="Reveals that showed each group of details" bars={byFieldGroup.map(({ fieldGroup, reveals }) => ({ label: FIELD_GROUPS[fieldGroup], value: reveals, words: String(reveals) }))} />}
        </section>
      </div>
    </>
  )
}
