import type { Decision } from '../../../shared/model/approval'
import { splitAuthority } from '../../../shared/model/authority'
import { RELATIONSHIPS } from '../../../shared/model/relationship'
import type { ToDecide } from '../../../shared/ipc/request-contract'
import { FIELD_GROUPS, ROLES, TEAMS } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { GivenDecisionWords } from '../../components/given-decision'
import { approvalsWords, peopleWords, waitWords } from '../../components/request-words'
import { capacityWords } from '../../components/waiting-words'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'

interface RequestDetailProps {
  readonly request: ToDecide
  readonly now: number
  readonly onDecide: (decision: Decision) => void
}

/** Everything that a decision takes, in the order in which it is asked for: who, why, what would open. */
export function RequestDetail({ request, now, onDecide }: RequestDetailProps) {
  const { requester, purpose } = request
  const differs = request.statedRelationship !== null && request.statedRelationship !== request.relationship
  const authority = request.authority === null ? null : splitAuthority(request.authority)
  const left = request.approvalsNeeded - request.decisions.length
  return (
    <section id="request-detail" className="panel request-detail" tabIndex={-1} aria-label={`Request about ${request.reference}`}>
      <h2 className="panel__title"><span className="reference">{request.reference}</span>{request.isProtected ? <Tag tone="bad">Protected record</Tag> : null}<span className="as-at">asked {formatInstant(request.requestedAt)}, lapses in {waitWords(Date.parse(request.expiresAt) - now)}</span></h2>
      <blockquote className="request-detail__reason"><p>{request.reason}</p><footer>{requester.name}, {ROLES[requester.role]}, {TEAMS[requester.team]}</footer></blockquote>
      <SummaryList
        rows={[
          ['Relationship', <>{request.relationship === 'none' ? <Tag key="none" tone="warn">{RELATIONSHIPS.none}</Tag> : RELATIONSHIPS[request.relationship]}{differs ? <span className="as-at"> Their laptop says: {RELATIONSHIPS[request.statedRelationship ?? 'none'].toLowerCase()}</span> : null}</>],
          ...(request.linked === null ? [] : [['Case', request.linked] as const]),
          ...(authority === null ? [] : [['Power', authority.power] as const, ['Authorised by', authority.authoriser] as const]),
          ['Purpose', <><strong>{purpose.title}</strong><br />“{purpose.wording}”<br /><span className="as-at">{purpose.lawfulTask}</span></>],
          ['Would open', <><ul className="request-detail__groups">{request.fieldGroups.map((group) => <li key={group}>{FIELD_GROUPS[group]}</li>)}</ul>of {peopleWords(request.people)} (the household has {request.memberCount}), for up to {request.openForMinutes} minutes from when it is opened</>],
          ...(request.capacity === undefined || (request.capacity === 'own' && !request.escalatedAt) ? [] : [['You decide', <>{capacityWords(request.capacity, request.standsFor ?? null)}{request.escalatedAt ? <span className="as-at"> With whoever is on duty as well since {formatInstant(request.escalatedAt)}</span> : null}</>] as const]),
          ['Approvals', <>{approvalsWords(request)}{request.decisions.map((decision) => <GivenDecisionWords key={decision.at} decision={decision} asked={request.fieldGroups} />)}</>],
        ]}
      />
      {request.approvalsNeeded > 1 ? <p className="request-detail__note">{left > 1 ? 'After your approval one more supervisor must agree before anything opens.' : 'Yours is the last approval that is needed.'} What opens is what everybody agreed to.</p> : null}
      <div className="dialog__actions">
        <Button kind="primary" onClick={() => onDecide('approve')}>Approve…</Button>
        <Button onClick={() => onDecide('narrow')}>Narrow…</Button>
        <Button kind="warning" onClick={() => onDecide('decline')}>Decline…</Button>
      </div>
    </section>
  )
}
