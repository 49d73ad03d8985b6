import type { ClosedReview } from '../../../shared/api/review-api'
import { REVIEW_CAUSES, REVIEW_OUTCOMES, REVIEW_STEPS } from '../../../shared/model/review'
import type { ReviewQueue } from '../../../shared/ipc/review-contract'
import { formatInstant } from '../../components/dates'
import { waitWords } from '../../components/request-words'
import { outcomeTone } from '../../components/review-words'
import { Tag } from '../../components/tag'

/** Over today's number: it waits, and everybody can see for how long. */
export function WaitingReviews({ waiting, inAll, now }: { readonly waiting: ReviewQueue['waiting']; readonly inAll: number; readonly now: number }) {
  if (waiting.length === 0) return null
  return (
    <section className="reviews__list" aria-labelledby="waiting-reviews">
      <h2 className="govuk-heading-s" id="waiting-reviews">Waiting for another day or another reviewer ({inAll})</h2>
      <table className="govuk-table table">
        <caption className="govuk-visually-hidden">Reviews over today’s number, riskiest first</caption>
        <thead className="govuk-table__head"><tr>{['Waiting for', 'Revealed by', 'Reviewed because'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
        <tbody className="govuk-table__body">
          {waiting.map(({ requestId, since, officer, causes }) => (
            <tr key={requestId} className="govuk-table__row">
              <td className="govuk-table__cell">{waitWords(now - Date.parse(since))}</td><td className="govuk-table__cell">{officer}</td><td className="govuk-table__cell">{causes.map((cause) => REVIEW_CAUSES[cause]).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {inAll > waiting.length ? <p className="as-at">The riskiest {waiting.length} are listed.</p> : null}
    </section>
  )
}

/** What this reviewer has closed; it stays findable with the words that were given. */
export function ClosedReviews({ closed }: { readonly closed: ReadonlyArray<ClosedReview> }) {
  if (closed.length === 0) return null
  return (
    <section className="reviews__list" aria-labelledby="closed-reviews">
      <h2 className="govuk-heading-s" id="closed-reviews">Closed by you</h2>
      <table className="govuk-table table">
        <caption className="govuk-visually-hidden">Reviews that you closed, newest first</caption>
        <thead className="govuk-table__head"><tr>{['When', 'Household', 'Revealed by', 'Outcome'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
        <tbody className="govuk-table__body">
          {closed.map(({ requestId, step, reference, officer, own }) => (
            <tr key={`${step}-${requestId}`} className="govuk-table__row">
              <td className="govuk-table__cell">{formatInstant(own.at)}</td>
              <td className="govuk-table__cell">{reference === null ? 'Household gone' : <span className="reference">{reference}</span>}</td>
              <td className="govuk-table__cell">{officer}</td>
              <td className="govuk-table__cell"><Tag tone={outcomeTone(own.outcome)}>{REVIEW_OUTCOMES[own.outcome]}</Tag>{step === 'follow-up' ? <span className="as-at"> {REVIEW_STEPS[step]}</span> : null} {own.words === null ? null : <q className="looks__reason">{own.words}</q>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
