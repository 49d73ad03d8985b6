import { REQUEST_STATES } from '../../../shared/model/approval'
import type { MyRequest } from '../../../shared/ipc/request-contract'
import { Button } from '../../components/button'
import { formatSince, formatTime } from '../../components/dates'
import { GivenDecisionWords } from '../../components/given-decision'
import { approvalsWords, groupWords, peopleWords, waitWords } from '../../components/request-words'
import { Tag, type TagTone } from '../../components/tag'
import { escalatedWords, waitingWithWords } from '../../components/waiting-words'

const TONES: Readonly<Record<MyRequest['state'], TagTone>> = { waiting: 'info', approved: 'good', declined: 'bad', cancelled: 'neutral', expired: 'warn', opened: 'neutral' }

interface RequestItemProps {
  readonly request: MyRequest
  readonly now: number
  readonly today: string
  readonly onHousehold: () => void
  readonly onOpen: () => void
  readonly onCancel: () => void
}

/** One of my requests: what I asked for, where it stands, and what I can do about it. */
export function RequestItem({ request, now, today, onHousehold, onOpen, onCancel }: RequestItemProps) {
  const { state, approved } = request
  return (
    <li className={`request request--${state}`}>
      <div className="request__what">
        <p className="request__head"><Tag tone={TONES[state]}>{REQUEST_STATES[state]}</Tag> <Button kind="link" label={`Household ${request.reference}`} onClick={onHousehold}><span className="reference">{request.reference}</span></Button> <strong>{request.purposeTitle}</strong></p>
        <p className="request__reason">{request.reason}</p>
        <p className="as-at">Asked {formatSince(request.requestedAt, today)} for {groupWords(request.fieldGroups)}, of {peopleWords(request.persons.length)}</p>
      </div>
      <div className="request__stands">
        {request.decisions.map((decision) => <GivenDecisionWords key={decision.by + decision.at} decision={decision} asked={request.fieldGroups} />)}
        {state === 'waiting' ? <p className="request__line">Waiting with {waitingWithWords(request.waitingWith)}: {approvalsWords(request)} so far. {escalatedWords(request.waitingWith)} Lapses in {waitWords(Date.parse(request.expiresAt) - now)}.</p> : null}
        {state === 'expired' ? <p className="request__line">{request.decisions.length === 0 ? 'Nobody decided in time.' : 'It was not opened in time.'} Ask again if you still need the details.</p> : null}
        {state === 'approved' && approved !== null ? <p className="request__line">Opens {groupWords(approved.fieldGroups)}, for {approved.openForMinutes} minutes. Open it before {formatTime(approved.openUntil)} ({waitWords(Date.parse(approved.openUntil) - now)} left).</p> : null}
      </div>
      <div className="request__acts">
        {state === 'approved' ? <Button kind="reveal" isSmall onClick={onOpen}>Open…</Button> : null}
        {state === 'approved' || state === 'waiting' ? <Button kind="link" label={`Cancel the request about ${request.reference}`} onClick={onCancel}>Cancel</Button> : null}
      </div>
    </li>
  )
}
