import { FIELD_GROUPS } from '../../../shared/model/codes'
import type { OwnReview } from '../../../shared/api/review-api'
import type { MyReveal } from '../../../shared/ipc/reveal-contract'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { GroundWords } from '../../components/ground-words'
import { YOUR_RELATIONSHIP } from '../../components/relationship-words'
import { ProofBadge } from './proof-badge'
import { ReviewState } from './review-state'

const times = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

function outcomeWords(reveal: MyReveal): string {
  switch (reveal.outcome) {
    case 'shown': return `Shown ${times(reveal.displays, 'time', 'times')}${reveal.copies === 0 ? '' : `, ${times(reveal.copies, 'field', 'fields')} copied`}`
    case 'not-shown': return 'Not shown'
    case 'sealed': return 'Sealed in a visit pack: not opened'
    case 'needs-approval': return 'Needs approval: not shown'
    case 'refused': return 'Refused by policy: not shown'
  }
}

interface RevealListProps {
  readonly reveals: ReadonlyArray<MyReveal>
  /** Those that somebody else reviews, by request. */
  readonly reviews: ReadonlyMap<string, OwnReview>
  readonly onOpen: (householdId: string) => void
}

/** One's own reveals, newest first, with reason and proof. */
export function RevealList({ reveals, reviews, onOpen }: RevealListProps) {
  const reviewOf = ({ requestId }: MyReveal) => {
    const review = reviews.get(requestId)
    return review === undefined ? null : <ReviewState review={review} />
  }
  return (
    <table className="govuk-table table my-reveals__table">
      <caption className="govuk-visually-hidden">My reveals, newest first</caption>
      <thead className="govuk-table__head">
        <tr>{['When', 'Household', 'Purpose and reason', 'What opened', 'Shown', 'Proof'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr>
      </thead>
      <tbody className="govuk-table__body">
        {reveals.map((reveal) => (
          <tr key={reveal.requestId} className="govuk-table__row">
            <td className="govuk-table__cell my-reveals__when">{formatInstant(reveal.at)}</td>
            <td className="govuk-table__cell"><Button kind="link" onClick={() => onOpen(reveal.householdId)}>{reveal.reference}</Button></td>
            <td className="govuk-table__cell"><strong>{reveal.purposeTitle}</strong><br />{reveal.reason}<GroundWords linked={reveal.linked} authority={reveal.authority} relationship={reveal.relationship === null ? null : YOUR_RELATIONSHIP[reveal.relationship]} /></td>
            <td className="govuk-table__cell">{reveal.fieldGroups.map((group) => FIELD_GROUPS[group]).join('; ')}<br /><span className="as-at">of {times(reveal.people, 'member', 'members')}</span></td>
            <td className="govuk-table__cell">{outcomeWords(reveal)}{reviewOf(reveal)}</td>
            <td className="govuk-table__cell"><ProofBadge reveal={reveal} />{reveal.provedAt === null ? null : <span className="as-at my-reveals__checked">checked {formatInstant(reveal.provedAt)}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
