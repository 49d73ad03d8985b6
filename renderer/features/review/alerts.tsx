import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Alert } from '../../../shared/api/review-api'
import { ALERT_KINDS, ALERT_OUTCOMES, alertWords, type AlertOutcome } from '../../../shared/model/alert'
import { TEAMS } from '../../../shared/model/codes'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { BarChart } from '../../components/bar-chart'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'

const OUTCOMES = Object.entries(ALERT_OUTCOMES) as ReadonlyArray<readonly [AlertOutcome, string]>

/** What is unusual, each with the figures that made it. A manager looks; nobody is stopped or switched off by one. */
export function Alerts() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: queryKeys.alerts, queryFn: () => casement.review.listAlerts({}), ...SHOWN_ONCE })
  const close = useMutation({
    mutationFn: (wish: { readonly alertId: string; readonly outcome: AlertOutcome }) => casement.review.closeAlert(wish),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.alerts }),
  })
  const alerts = query.data?.alerts ?? []
  const open = alerts.filter(({ outcome }) => outcome === null)
  const kinds = Object.keys(ALERT_KINDS).flatMap((kind) => {
    const value = open.filter((alert) => alert.kind === kind).length
    return value === 0 ? [] : [{ label: ALERT_KINDS[kind as keyof typeof ALERT_KINDS], value, words: String(value) }]
  })
  return (
    <section className="reviews__list" aria-labelledby="alerts-title">
      <h2 className="govuk-heading-s" id="alerts-title">Alerts ({open.length} open)</h2>
      <p className="as-at">Something unusual, with the figures behind it. An alert is a question, not a finding: nobody is stopped by one.</p>
      {[query.error, close.error].map((error, n) => (error === null ? null : <ProblemNotice key={n === 0 ? 'list' : 'close'} problem={problemOf(error)} />))}
      {query.data !== undefined && alerts.length === 0 ? <p className="oversight__none">Nothing unusual in the last month.</p> : null}
      {kinds.length === 0 ? null : <div className="alerts__chart"><BarChart title="Open alerts by kind" bars={kinds} /></div>}
      {alerts.length === 0 ? null : (
        <table className="govuk-table table">
          <caption className="govuk-visually-hidden">Alerts, open ones first</caption>
          <thead className="govuk-table__head"><tr>{['When', 'Officer', 'What and why', 'What you found'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
          <tbody className="govuk-table__body">
            {alerts.map((alert) => (
              <tr key={alert.alertId} className="govuk-table__row">
                <td className="govuk-table__cell my-reveals__when">{formatInstant(alert.raisedAt)}</td>
                <td className="govuk-table__cell">{alert.officer}<br /><span className="as-at">{TEAMS[alert.team]}</span></td>
                <td className="govuk-table__cell"><strong>{ALERT_KINDS[alert.kind]}</strong>{alert.reference === null ? null : <> <span className="reference">{alert.reference}</span></>}<br />{alertWords(alert.kind, alert.figures)}</td>
                <td className="govuk-table__cell"><Found alert={alert} isBusy={close.isPending} onFound={(outcome) => close.mutate({ alertId: alert.alertId, outcome })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Found({ alert: { outcome, officer, kind }, isBusy, onFound }: { readonly alert: Alert; readonly isBusy: boolean; readonly onFound: (outcome: AlertOutcome) => void }) {
  if (outcome !== null) return <><Tag tone={outcome.outcome === 'concern' ? 'bad' : 'good'}>{ALERT_OUTCOMES[outcome.outcome]}</Tag><br /><span className="as-at">{outcome.by}, {formatInstant(outcome.at)}</span></>
  return <div className="alerts__found">{OUTCOMES.map(([code, words]) => <Button key={code} isSmall isDisabled={isBusy} label={`${words}: ${officer}, ${ALERT_KINDS[kind]}`} onClick={() => onFound(code)}>{words}</Button>)}</div>
}
