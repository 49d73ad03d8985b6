import { FIELD_GROUPS, ROLES, TEAMS } from '../../../shared/model/codes'
import { LOOK_OUTCOMES, type Look } from '../../../shared/model/oversight'
import { RELATIONSHIPS } from '../../../shared/model/relationship'
import { REVIEW_CAUSES, REVIEW_FACTORS, type ReviewOutcomeCode } from '../../../shared/model/review'
import type { ToReview } from '../../../shared/ipc/review-contract'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { erasedWords } from '../../components/erased-words'
import { peopleWords, waitWords } from '../../components/request-words'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'

interface ReviewDetailProps {
  readonly review: ToReview
  readonly now: number
  readonly onDecide: (outcome: ReviewOutcomeCode) => void
}

const shownWords = ({ outcome, displays, copies }: Look): string =>
  [outcome === 'shown' && displays > 1 ? `Shown ${displays} times` : outcome === null ? '' : LOOK_OUTCOMES[outcome], ...(copies === 0 ? [] : [`${copies} ${copies === 1 ? 'field' : 'fields'} copied`])].join(', ')

/** One reveal with everything that its review takes: the officer's words first, then why it is here. */
export function ReviewDetail({ review: { look, causes, factors, purposeTitle, since, raised, step }, now, onDecide }: ReviewDetailProps) {
  const { actor } = look
  const standing = [actor.role === null ? null : ROLES[actor.role], actor.team === null ? null : TEAMS[actor.team]].filter((part) => part !== null).join(', ')
  return (
    <section id="review-detail" className="panel request-detail" tabIndex={-1} aria-label={`Reveal of ${look.reference ?? 'a household that has gone'}`}>
      <h2 className="panel__title"><span className="reference">{look.reference ?? 'Household gone'}</span>{causes.includes('emergency') ? <Tag tone="reveal">Emergency access</Tag> : null}<span className="as-at">revealed {formatInstant(look.at)}, waiting for {waitWords(now - Date.parse(since))}</span></h2>
      {raised === null ? null : <blockquote className="review-detail__raised"><p><strong>Concern raised:</strong> {raised.words ?? erasedWords(null)}</p><footer>{raised.by}, {formatInstant(raised.at)}</footer></blockquote>}
      <blockquote className="request-detail__reason"><p>{look.reason ?? erasedWords(look.erased)}</p><footer>{actor.displayName ?? actor.officerId}{standing === '' ? '' : `, ${standing}`}</footer></blockquote>
      <SummaryList
        rows={[
          ['Reviewed because', causes.map((cause) => REVIEW_CAUSES[cause]).join('; ')],
          ['What stands out', factors.length === 0 ? 'Nothing beyond that' : <ul key="factors" className="review-detail__factors">{factors.map((factor) => <li key={factor}><Tag tone={factor === 'emergency' ? 'reveal' : 'warn'}>{REVIEW_FACTORS[factor]}</Tag></li>)}</ul>],
          ['Stated', <>{look.relationship === null ? 'No relationship' : RELATIONSHIPS[look.relationship]}{look.linked === null ? null : <><br />{look.linked}</>}{look.authority === null ? null : <><br />{look.authority}</>}</>],
          ['Purpose', purposeTitle ?? 'Not in the signed list any more'],
          ['Opened', <><ul className="request-detail__groups">{look.fieldGroups.map((group) => <li key={group}>{FIELD_GROUPS[group]}</li>)}</ul>{look.people === null ? null : <>of {peopleWords(look.people)}</>}</>],
          ['On the screen', shownWords(look)],
        ]}
      />
      <div className="dialog__actions">
        <Button kind="primary" onClick={() => onDecide('justified')}>Justified…</Button>
        <Button onClick={() => onDecide('learning')}>Learning…</Button>
        <Button kind="warning" onClick={() => onDecide('concern')}>{step === 'follow-up' ? 'Concern upheld…' : 'Raise a concern…'}</Button>
      </div>
    </section>
  )
}
