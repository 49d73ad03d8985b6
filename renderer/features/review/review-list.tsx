import { useEffect, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { ToReview } from '../../../shared/ipc/review-contract'
import { REVIEW_CAUSES } from '../../../shared/model/review'
import { waitWords } from '../../components/request-words'
import { Tag } from '../../components/tag'

interface ReviewListProps {
  readonly reviews: ReadonlyArray<ToReview>
  readonly selected: ToReview
  readonly now: number
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onSelect: (key: string) => void
  readonly onOpen: () => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -1_000, End: 1_000 }

/** One reveal can wait twice in a row: for its review, then for the follow-up of a concern. */
export const keyOf = ({ step, requestId }: Pick<ToReview, 'step' | 'requestId'>): string => `${step}-${requestId}`

/** What waits: one tab stop, arrows or j and k move, Enter goes to the reveal. */
export function ReviewList({ reviews, selected, now, listRef, onSelect, onOpen }: ReviewListProps) {
  useEffect(() => { listRef.current?.focus({ preventScroll: true }) }, [listRef])
  const at = reviews.indexOf(selected)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const next = reviews[Math.min(reviews.length - 1, Math.max(0, at + (step ?? 0)))]
    if (event.key === 'Enter') onOpen()
    else if (step !== undefined && next !== undefined) onSelect(keyOf(next))
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const key = (event.target as Element).closest('[data-review]')?.getAttribute('data-review')
    if (key !== null && key !== undefined) onSelect(key)
  }
  return (
    <div ref={listRef} className="queue" role="listbox" tabIndex={0} aria-label="Reveals that wait for your review" aria-activedescendant={`review-${keyOf(selected)}`} onKeyDown={onKeyDown} onClick={onClick}>
      {reviews.map((review) => (
        <div key={keyOf(review)} id={`review-${keyOf(review)}`} data-review={keyOf(review)} role="option" tabIndex={-1} aria-selected={review === selected} className={review === selected ? 'queue__item queue__item--selected' : 'queue__item'}>
          <span className="queue__line"><span className="reference">{review.look.reference ?? 'Household gone'}</span><span className="queue__age">{waitWords(now - Date.parse(review.since))}</span></span>
          <span className="queue__line">{review.look.actor.displayName ?? review.look.actor.officerId}</span>
          <span className="queue__line"><span className="queue__purpose">{review.purposeTitle ?? ''}</span>{review.step === 'follow-up' ? <Tag tone="bad">Concern</Tag> : review.causes.includes('emergency') ? <Tag tone="reveal">Emergency</Tag> : null}</span>
          <span className="queue__line as-at">{review.causes.map((cause) => REVIEW_CAUSES[cause]).join('; ')}</span>
        </div>
      ))}
    </div>
  )
}
