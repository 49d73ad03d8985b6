import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useQueuedNeeds } from '../../bridge/use-queued-needs'
import { useSend } from '../../bridge/use-send'
import { useSyncStatus } from '../../bridge/use-sync-status'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { groupWords, peopleWords } from '../../components/request-words'
import { Tag } from '../../components/tag'

interface QueuedNeedsProps {
  readonly today: string
  readonly onHousehold: (householdId: string) => void
}

/** What was stated without signal and has not been asked for yet. */
export function QueuedNeeds({ today, onHousehold }: QueuedNeedsProps) {
  const needs = useQueuedNeeds()
  const isOnline = useSyncStatus().data?.isOnline === true
  const [asking, setAsking] = useState<QueuedNeed | null>(null)
  if (needs.length === 0 && asking === null) return null
  return (
    <section aria-label="Kept until there is signal">
      <h2 className="govuk-heading-s requests__title">Kept until there is signal <span className="requests__count">{needs.length}</span></h2>
      <ul className="requests__list">
        {needs.map((need) => (
          <li key={need.needId} className="request request--waiting">
            <div className="request__what">
              <p className="request__head"><Tag tone="info">Not asked yet</Tag> <span className="reference">{need.reference}</span></p>
              <p className="request__reason"><q>{need.reason}</q></p>
              <p className="as-at">Kept {formatSince(need.at, today)}, for {groupWords(need.fieldGroups)}, of {peopleWords(need.persons.length)}</p>
            </div>
            <div className="request__stands"><p className="request__line">{isOnline ? 'There is a connection: go on with it, or remove it.' : 'Nothing is asked for without you. Go on with it when there is signal.'}</p></div>
            <div className="request__acts">
              <Button kind={isOnline ? 'primary' : 'secondary'} isSmall label={`Go on with ${need.reference}`} onClick={() => onHousehold(need.householdId)}>Go on</Button>
              <Button kind="link" label={`Remove what was kept for ${need.reference}`} onClick={() => setAsking(need)}>Remove…</Button>
            </div>
          </li>
        ))}
      </ul>
      <RemoveNeed need={asking} onClose={() => setAsking(null)} />
    </section>
  )
}

/** An officer's words go for good only when they have said so twice. */
function RemoveNeed({ need, onClose }: { readonly need: QueuedNeed | null; readonly onClose: () => void }) {
  const client = useQueryClient()
  const { isBusy, problem, send, clear } = useSend()
  const close = () => { onClose(); clear() }
  const remove = ({ needId }: QueuedNeed) => send(async () => {
    await casement.queuedNeed.remove({ needId })
    onClose()
    await client.invalidateQueries({ queryKey: queryKeys.queuedNeeds })
  })
  return (
    <Dialog title="Remove what was kept?" isOpen={need !== null} onClose={close} isBusy={isBusy} role="alertdialog">
      {need === null ? null : (
        <>
          <p className="govuk-body">What you stated for <span className="reference">{need.reference}</span> goes from this laptop, with its reason: <q>{need.reason}</q>. Nobody was asked for anything, and nothing brings it back.</p>
          {problem === null ? null : <ProblemNotice problem={problem}> <strong>It is still here.</strong></ProblemNotice>}
          <div className="dialog__actions"><Button kind="warning" isBusy={isBusy} onClick={() => void remove(need)}>{isBusy ? 'Removing…' : 'Remove it'}</Button><Button kind="link" isBusy={isBusy} onClick={close}>Keep it</Button></div>
        </>
      )}
    </Dialog>
  )
}
