import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { REVIEW_OUTCOMES, type ReviewOutcomeCode } from '../../../shared/model/review'
import type { ReviewQueue, ToReview } from '../../../shared/ipc/review-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { useAccessState } from '../../bridge/use-access-state'
import { EmptyState } from '../../components/empty-state'
import { useKeySettings } from '../../components/key-settings'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useHotkeys } from '../../components/use-hotkeys'
import { useNow } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { Alerts } from './alerts'
import { ApprovalPairs } from './approval-pairs'
import { ClosedReviews, WaitingReviews } from './review-tables'
import { OutcomeDialog } from './outcome-dialog'
import { ReviewDetail } from './review-detail'
import { keyOf, ReviewList } from './review-list'
import { WaitingByAge } from './waiting-by-age'

const CODES = Object.keys(REVIEW_OUTCOMES) as ReviewOutcomeCode[]

/** What somebody else opened and this reviewer has to look at: riskiest first, a day's worth at a time, all by keyboard. */
export function ReviewsPage() {
  usePageTitle('Reviews')
  const now = useNow(30_000)
  const client = useQueryClient()
  const query = useQuery({ queryKey: queryKeys.reviewQueue, queryFn: () => casement.review.listQueue({}), ...SHOWN_ONCE })
  const [selectedKey, select] = useState<string | null>(null)
  // The very review that was on the screen when the outcome was chosen: the list may change under an open dialog.
  const [deciding, setDeciding] = useState<{ readonly review: ToReview; readonly outcome: ReviewOutcomeCode } | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const { areSingleKeysOn } = useKeySettings()
  const reviews = query.data === undefined ? [] : [...query.data.concerns, ...query.data.tasks]
  const selected = reviews.find((review) => keyOf(review) === selectedKey) ?? reviews[0] ?? null
  const move = (step: number) => {
    const next = reviews[Math.min(reviews.length - 1, Math.max(0, reviews.findIndex((review) => review === selected) + step))]
    select(next === undefined ? null : keyOf(next))
  }
  const decide = (outcome: ReviewOutcomeCode) => { if (selected !== null) setDeciding({ review: selected, outcome }) }
  useHotkeys({ j: () => move(1), k: () => move(-1), ...Object.fromEntries(CODES.map((code, n) => [String(n + 1), () => decide(code)])) }, areSingleKeysOn)

  const closed = async (review: ToReview, outcome: ReviewOutcomeCode) => {
    const { look } = review
    setDeciding(null)
    // It goes at once: the next key is meant for the next review.
    client.setQueryData<ReviewQueue>(queryKeys.reviewQueue, (queue) => queue && without(queue, review))
    setSaid(`${REVIEW_OUTCOMES[outcome]}. ${look.actor.displayName ?? 'The officer'} sees that the review is closed${outcome === 'concern' ? '; your words go to the information governance lead' : ', and your words'}.`)
    select(null)
    await client.invalidateQueries({ queryKey: queryKeys.reviewQueue })
    list.current?.focus()
  }

  return (
    <div className="approvals reviews">
      <header className="reviews__top">
        <h1 className="govuk-heading-l">Reviews</h1>
        <p className="reviews__lead">Every use of emergency access and every reveal without a recorded relationship is looked at by somebody else, and a small sample of the rest. Nobody reviews their own. That you look at this list is recorded too.</p>
        <p className="reviews__count" role="status">{query.data === undefined ? (query.error === null ? 'Fetching…' : '') : countWords(query.data)}</p>
        <p className="as-at reviews__keys"><kbd>j</kbd> <kbd>k</kbd> move, <kbd>1</kbd> justified, <kbd>2</kbd> learning, <kbd>3</kbd> concern</p>
      </header>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {said === null ? null : <NotificationBanner tone="good">{said}</NotificationBanner>}
      {query.data === undefined ? null : (
        <div className="approvals__columns">
          <div>
            {selected === null ? null : <ReviewList reviews={reviews} selected={selected} now={now} listRef={list} onSelect={select} onOpen={() => document.getElementById('review-detail')?.focus()} />}
            <WaitingByAge byAge={query.data.byAge} />
          </div>
          {selected === null ? <NothingToReview queue={query.data} /> : <ReviewDetail review={selected} now={now} onDecide={decide} />}
        </div>
      )}
      {query.data === undefined ? null : <><Alerts /><ApprovalPairs /><WaitingReviews waiting={query.data.waiting} inAll={query.data.waitingInAll} now={now} /><ClosedReviews closed={query.data.closed} /></>}
      {deciding === null ? null : <OutcomeDialog key={keyOf(deciding.review) + deciding.outcome} {...deciding} onClose={() => setDeciding(null)} onRecorded={() => void closed(deciding.review, deciding.outcome)} />}
    </div>
  )
}

function without(queue: ReviewQueue, gone: ToReview): ReviewQueue {
  const others = (reviews: ReviewQueue['tasks']) => reviews.filter((review) => keyOf(review) !== keyOf(gone))
  return { ...queue, tasks: others(queue.tasks), concerns: others(queue.concerns) }
}

function countWords({ tasks, concerns, closedToday, perDay, waitingInAll }: ReviewQueue): string {
  const concernWords = concerns.length === 0 ? [] : [`${concerns.length} ${concerns.length === 1 ? 'concern' : 'concerns'} to follow up`]
  const more = waitingInAll === 0 ? [] : [`${waitingInAll} more ${waitingInAll === 1 ? 'waits' : 'wait'}`]
  return [...concernWords, tasks.length === 0 ? 'Nothing to review now' : `${tasks.length} to review, riskiest first`, `${closedToday} of ${perDay} closed today`, ...more].join(' · ')
}

function NothingToReview({ queue: { closedToday, perDay, waitingInAll } }: { readonly queue: ReviewQueue }) {
  const role = useAccessState().data?.officer?.role
  if (waitingInAll > 0) return <EmptyState title="That is enough for today"><p>You have closed {closedToday} of {perDay} reviews, which is as many as one person can read with care. What is left waits, with its age, for tomorrow or for another reviewer.</p></EmptyState>
  return <EmptyState title="Nothing waits for your review"><p>{role === 'ig-lead' ? 'What no supervisor has reviewed in time appears here, and every concern that one of them found, with the officer’s own words.' : 'When somebody of your team uses emergency access, or reveals details of a household that they have nothing recorded to do with, it appears here with their own words.'}</p></EmptyState>
}
