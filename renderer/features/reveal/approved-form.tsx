import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { MyRequest } from '../../../shared/ipc/request-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { Button } from '../../components/button'
import { formatDuration } from '../../components/dates'
import { GroundWords } from '../../components/ground-words'
import { GivenDecisionWords } from '../../components/given-decision'
import { groupWords, leftOut, peopleWords } from '../../components/request-words'
import { SummaryList } from '../../components/summary-list'
import { RefusedNotice } from './refused-notice'
import type { Ask, Reveal } from './use-reveal'

interface ApprovedFormProps {
  readonly approved: MyRequest
  readonly reveal: Reveal
  readonly onGranted: () => void
  readonly onCancel: () => void
}

/** What was approved, once more before it opens: nothing can be changed any more, and the time starts with the button. */
export function ApprovedForm({ approved: request, reveal, onGranted, onCancel }: ApprovedFormProps) {
  const client = useQueryClient()
  const purposes = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) }).data?.purposes ?? []
  const purpose = purposes.find(({ title }) => title === request.purposeTitle) ?? null
  const groups = request.approved?.fieldGroups ?? []
  const without = leftOut(request.fieldGroups, groups)
  const isAsking = reveal.state.at.phase === 'asking'
  const ask: Ask = ({ request: { requestId, windowKey } }) => casement.request.open({ requestId: request.requestId, revealId: requestId, windowKey })

  const open = async () => {
    if (isAsking || purpose === null) return
    const statement = {
      householdId: request.householdId, persons: [...request.persons], purpose: purpose.code, wordingHash: purpose.wordingHash, reason: request.reason, fieldGroups: [...groups],
      relationship: request.relationship ?? 'none', linked: request.linked, authority: null, emergency: false }
    const isGranted = await reveal.request(statement, ask)
    await client.invalidateQueries({ queryKey: queryKeys.requests })
    if (isGranted) onGranted()
  }

  return (
    <div className="approved-form">
      {reveal.problem === null ? null : <RefusedNotice problem={reveal.problem} />}
      <SummaryList
        rows={[
          ['You stated', <><strong>{request.purposeTitle}</strong><br />{request.reason}<GroundWords linked={request.linked} authority={request.authority} /></>],
          ['Opens', `${groupWords(groups)}, of ${peopleWords(request.persons.length)}`],
          ...(without.length === 0 ? [] : [['Not approved', groupWords(without)] as const]),
          ['Shown for', `${formatDuration((purpose?.showForSeconds ?? 0) * 1_000)} at a time; again without a new reason within ${request.approved?.openForMinutes ?? 0} minutes`],
          ['Approved', <>{request.decisions.map((decision) => <GivenDecisionWords key={decision.at} decision={decision} asked={request.fieldGroups} />)}</>],
        ]}
      />
      <p className="reveal-summary__log">The time starts when you open it, and it can be opened once. That too is written to the access ledger.</p>
      <div className="dialog__actions">
        <Button kind="reveal" isBusy={isAsking} isDisabled={purpose === null} onClick={() => void open()}>{isAsking ? 'Writing the log entry…' : 'Open now'}</Button>
        <Button kind="link" onClick={onCancel}>Not now</Button>
      </div>
    </div>
  )
}
