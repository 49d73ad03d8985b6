import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isErrorCode } from '../../../shared/errors/error-code'
import { canPutAway, refusedWords } from '../../../shared/errors/refused-words'
import type { LeaseView } from '../../../shared/ipc/lease-contract'
import type { OutboxItem, SyncStatus } from '../../../shared/ipc/sync-contract'
import { isCaseloadKind } from '../../../shared/model/caseload-operation'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useLease } from '../../bridge/use-lease'
import { useSend, type Send } from '../../bridge/use-send'
import { useSyncStatus } from '../../bridge/use-sync-status'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'
import { leaseAdvice, leaseFact } from './lease-words'
import { syncProblem } from './sync-problem'

const PHASES = { idle: 'Up to date', 'first-sync': 'Fetching your households', pulling: 'Fetching changes', pushing: 'Sending' } as const

/** What sync is doing, and never "up to date" when the last round did not go through. */
function nowWords(status: SyncStatus): string {
  if (!status.isOnline) return 'Waiting for a connection'
  if (status.phase !== 'idle') return PHASES[status.phase]
  if (status.lastProblem !== null) return 'Not up to date. Casement tries again by itself'
  return status.lastSyncedAt === null ? 'Not synced yet' : PHASES.idle
}

const NO_ITEMS: ReadonlyArray<OutboxItem> = []

/** Last synced, what waits to be sent, and what somebody has to look at. The conflict inbox comes from outside, as another feature. */
export function SyncPage({ conflicts }: { readonly conflicts: ReactNode }) {
  usePageTitle('Sync status')
  const client = useQueryClient()
  const status = useSyncStatus().data
  const lease = useLease().data
  const outbox = useQuery({ queryKey: queryKeys.outbox, queryFn: () => casement.sync.listOutbox({}), staleTime: 0 })
  // Not known is not nothing: while it cannot be read, nobody is told that all was sent.
  const isKnown = outbox.data !== undefined && outbox.error === null
  const items = outbox.data?.items ?? NO_ITEMS
  // Apart: a sync takes up to a minute, and what is put away meanwhile is put away.
  const [round, item] = [useSend(), useSend()]
  const act = async ({ send }: Send, call: () => Promise<unknown>) => {
    await send(async () => { await call() })
    await Promise.all([queryKeys.outbox, queryKeys.syncStatus].map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  const attention = items.filter((item) => item.state === 'needs-attention')
  const waiting = items.filter((item) => item.state === 'waiting')
  const putAway = items.filter((item) => item.state === 'put-away')

  return (
    <div className="page sync">
      <h1 className="govuk-heading-l">Sync status</h1>
      {[round, item].map(({ problem }, at) => (problem === null ? null : <ProblemNotice key={at} problem={problem} />))}
      {status === undefined ? null : (
        <SummaryList
          className="sync__facts"
          rows={[
            ['Connection', status.isOnline ? <Tag key="on" tone="good">Online</Tag> : <Tag key="off" tone="warn">Offline</Tag>],
            ['Now', nowWords(status)],
            ...problemRows(status),
            ['Last synced', status.lastSyncedAt === null ? 'Not yet' : formatInstant(status.lastSyncedAt)],
            ...(lease === undefined ? [] : [['Details offline', <LeaseStands key="lease" lease={lease} isOnline={status.isOnline} />] as const]),
            ['Waiting to send', String(status.waitingToSend)],
            ['Needs attention', String(status.needsAttention)],
          ]}
        />
      )}
      <Button kind="primary" isSmall isBusy={round.isBusy} onClick={() => void act(round, () => casement.sync.syncNow({}))}>{round.isBusy ? 'Syncing…' : 'Sync now'}</Button>
      {conflicts}
      {outbox.error === null ? null : <ProblemNotice problem={problemOf(outbox.error)}> <strong>What waits cannot be read now.</strong></ProblemNotice>}
      <OutboxSection
        title="Needs attention" items={attention} empty={isKnown ? 'Nothing needs you.' : null} isBusy={item.isBusy} onRetry={(id) => void act(item, () => casement.sync.retryItem({ id }))}
        onPutAway={({ id, kind }) => void act(item, () => (isCaseloadKind(kind) ? casement.caseload.putAway({ id }) : casement.sync.putAway({ id })))}
      />
      <OutboxSection title="Waiting to send" items={waiting} empty={isKnown ? 'Everything you wrote has been sent.' : null} />
      {putAway.length === 0 ? null : <OutboxSection title="Put away by you" items={putAway} empty={null} isBusy={item.isBusy} onBringBack={(id) => void act(item, () => casement.sync.bringBack({ id }))} />}
    </div>
  )
}

/** Offline the advice stands in the banner above already. */
function LeaseStands({ lease, isOnline }: { readonly lease: LeaseView; readonly isOnline: boolean }) {
  const advice = isOnline ? leaseAdvice(lease) : null
  return (
    <>
      {leaseFact(lease)}{' '}
      {lease.state === 'ends-soon' ? <Tag tone="warn">Ends soon</Tag> : lease.state === 'over' || lease.state === 'cache-gone' ? <Tag tone="bad">Over</Tag> : null}
      {advice === null ? null : <span className="sync__advice">{advice}</span>}
    </>
  )
}

/** Why the last round did not go through: in words, with the code for whoever is asked to help. */
function problemRows(status: SyncStatus): [string, ReactNode][] {
  const problem = syncProblem(status)
  if (problem === null) return []
  return [['Last problem', <span key="problem" className={problem.isPassing ? undefined : 'sync__bad'}>{problem.means} {problem.action} <span className="banner__code">Code {problem.code}</span></span>]]
}

interface OutboxSectionProps {
  readonly title: string
  readonly items: ReadonlyArray<OutboxItem>
  /** Null: nobody knows whether it is. */
  readonly empty: string | null
  readonly isBusy?: boolean
  readonly onRetry?: (id: string) => void
  /** The way out of what the service will never take. Contacts and words stay on this laptop and can be brought back. */
  readonly onPutAway?: (item: OutboxItem) => void
  readonly onBringBack?: (id: string) => void
}

function OutboxSection({ title, items, empty, isBusy = false, onRetry, onPutAway, onBringBack }: OutboxSectionProps) {
  return (
    <section className="panel" aria-label={title}>
      <h2 className="panel__title">{title}</h2>
      {items.length === 0 ? (empty === null ? null : <p className="govuk-body">{empty}</p>) : (
        <ul className="outbox">
          {items.map((item) => (
            <li key={item.id} className="outbox__item">
              <span><strong>{item.words}</strong>{item.reference === null ? '' : ` · ${item.reference}`}<span className="as-at">{formatInstant(item.at)}</span>{item.state === 'needs-attention' && item.code !== null && isErrorCode(item.code) ? <span className="outbox__why">{refusedWords(item.code, item.kind).action}</span> : null}</span>
              {onRetry === undefined ? null : <Button isSmall isBusy={isBusy} onClick={() => onRetry(item.id)} label={`Try again: ${item.words}`}>Try again</Button>}
              {onBringBack === undefined ? null : <Button isSmall isBusy={isBusy} onClick={() => onBringBack(item.id)} label={`Bring back: ${item.words}`}>Bring back</Button>}
              {onPutAway === undefined || !canPutAway(item.kind) ? null : <Button isSmall isBusy={isBusy} onClick={() => onPutAway(item)} label={`Put away: ${item.words}`}>Put away</Button>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
