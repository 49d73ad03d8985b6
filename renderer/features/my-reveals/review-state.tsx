import type { OwnReview } from '../../../shared/api/review-api'
import { REVIEW_OUTCOMES } from '../../../shared/model/review'
import { formatInstant } from '../../components/dates'
import { outcomeTone } from '../../components/review-words'
import { Tag } from '../../components/tag'

/** Where the review of one's own reveal stands. It is somebody else who closes it. */
export function ReviewState({ review: { isEmergency, outcome } }: { readonly review: OwnReview }) {
  return (
    <span className="my-reveals__review">
      {isEmergency ? <Tag tone="reveal">Emergency access</Tag> : null}
      {outcome === null ? <Tag tone="warn">Review open</Tag> : <Tag tone={outcomeTone(outcome.outcome)}>Review closed: {REVIEW_OUTCOMES[outcome.outcome]}</Tag>}
      {outcome === null ? <span className="as-at">somebody else looks at it</span> : <span className="as-at">by {outcome.by}, {formatInstant(outcome.at)}</span>}
      {outcome === null || outcome.words === null ? null : <q className="looks__reason">{outcome.words}</q>}
      {outcome?.outcome === 'concern' ? <span className="as-at">The information governance lead will speak to you.</span> : null}
    </span>
  )
}
