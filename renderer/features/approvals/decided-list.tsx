import type { DecidedRequest } from '../../../shared/api/approvals-api'
import { DECISIONS, type RequestState } from '../../../shared/model/approval'
import { formatInstant } from '../../components/dates'

/** What this supervisor has decided; it stays findable with the words that were given. */
export function DecidedList({ decided, states }: { readonly decided: ReadonlyArray<DecidedRequest>; readonly states: Readonly<Record<RequestState, string>> }) {
  if (decided.length === 0) return null
  return (
    <section className="approvals__decided" aria-label="Decided by you">
      <h2 className="govuk-heading-s">Decided by you</h2>
      <table className="govuk-table table">
        <caption className="govuk-visually-hidden">Requests that you decided, newest first</caption>
        <thead className="govuk-table__head"><tr>{['When', 'Household', 'Asked by', 'Your decision', 'Stands now'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
        <tbody className="govuk-table__body">
          {decided.map(({ requestId, reference, requester, own, state }) => (
            <tr key={requestId} className="govuk-table__row">
              <td className="govuk-table__cell">{formatInstant(own.at)}</td>
              <td className="govuk-table__cell"><span className="reference">{reference}</span></td>
              <td className="govuk-table__cell">{requester}</td>
              <td className="govuk-table__cell">{DECISIONS[own.decision]}{own.words === null ? null : <>: <q>{own.words}</q></>}</td>
              <td className="govuk-table__cell">{states[state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
