import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { REQUEST_STATES, type Decision } from '../../../shared/model/approval'
import type { ListToDecide } from '../../../shared/ipc/contact-list-contract'
import type { RequestQueue, ToDecide } from '../../../shared/ipc/request-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useListQueue } from '../../bridge/use-list-queue'
import { EmptyState } from '../../components/empty-state'
import { useKeySettings } from '../../components/key-settings'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useHotkeys } from '../../components/use-hotkeys'
import { useNow } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { DecideDialog } from './decide-dialog'
import { DecidedList } from './decided-list'
import { QueueList } from './queue-list'
import { RequestDetail } from './request-detail'

/** A supervisor's queue (contact lists come from outside, as another feature): oldest first, with everything that a decision takes, and the decision itself, all by keyboard. */
export function ApprovalsPage({ lists }: { readonly lists: ReactNode }) {
  usePageTitle('Approvals')
  const now = useNow(30_000)
  const client = useQueryClient()
  const query = useQuery({ queryKey: queryKeys.requestQueue, queryFn: () => casement.request.listQueue({}), staleTime: 0 })
  const waiting = useListQueue().data?.lists ?? []
  const listsWaiting = waiting.length
  const [selectedId, select] = useState<string | null>(null)
  // The very request that was on the screen when the decision was chosen: the list may change under an open dialog.
  const [deciding, setDeciding] = useState<{ readonly request: ToDecide; readonly decision: Decision } | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const { areSingleKeysOn } = useKeySettings()
  const requests = query.data?.requests ?? []
  const selected = requests.find(({ requestId }) => requestId === selectedId) ?? requests[0] ?? null
  const move = (step: number) => {
    const at = requests.findIndex((request) => request === selected)
    select(requests[Math.min(requests.length - 1, Math.max(0, at + step))]?.requestId ?? null)
  }
  const decide = (decision: Decision) => { if (selected !== null) setDeciding({ request: selected, decision }) }
  // "g a" goes to this very screen: its second key must not start a decision.
  useHotkeys({ 'g a': () => undefined, j: () => move(1), k: () => move(-1), a: () => decide('approve'), n: () => decide('narrow'), d: () => decide('decline') }, areSingleKeysOn)

  const decided = async (request: ToDecide, words: string) => {
    setDeciding(null)
    setSaid(`${words} ${request.requester.name} is told at once.`)
    select(null)
    // It goes at once: the next key is meant for the next request.
    client.setQueryData<RequestQueue>(queryKeys.requestQueue, (queue) => queue && { ...queue, requests: queue.requests.filter(({ requestId }) => requestId !== request.requestId) })
    await client.invalidateQueries({ queryKey: queryKeys.requestQueue })
    list.current?.focus()
  }

  return (
    <div className="approvals">
      <header className="approvals__head">
        <h1 className="govuk-heading-m">Approvals</h1>
        <p className="approvals__count" role="status">{query.data === undefined ? 'Fetching…' : requests.length === 0 && listsWaiting > 0 ? listsWords(waiting) : requests.length === 0 ? 'Nothing waits for you' : `${requests.length} ${requests.length === 1 ? 'request waits' : 'requests wait'} for you, oldest first`}</p>
        <p className="as-at approvals__keys"><kbd>j</kbd> <kbd>k</kbd> move, <kbd>a</kbd> approve, <kbd>n</kbd> narrow, <kbd>d</kbd> decline</p>
      </header>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {said === null ? null : <NotificationBanner tone="good">{said}</NotificationBanner>}
      {lists}
      {selected === null ? (query.data === undefined || listsWaiting > 0 ? null : <EmptyState title="No request waits for you"><p>When an officer of your team asks for details that need approval, or anybody in your district for a protected record, it appears here with everything that you need to decide. You cannot decide your own requests.</p></EmptyState>) : (
        <div className="approvals__columns">
          <QueueList requests={requests} selected={selected} now={now} listRef={list} onSelect={select} onOpen={() => document.getElementById('request-detail')?.focus()} />
          <RequestDetail request={selected} now={now} onDecide={decide} />
        </div>
      )}
      {query.data === undefined ? null : <DecidedList decided={query.data.decided} states={REQUEST_STATES} />}
      {deciding === null ? null : <DecideDialog key={deciding.request.requestId + deciding.decision} {...deciding} onClose={() => setDeciding(null)} onDecided={(words) => void decided(deciding.request, words)} />}
    </div>
  )
}

/** "1 contact list and 2 visit packs wait for you" */
function listsWords(lists: ReadonlyArray<ListToDecide>): string {
  const packs = lists.filter(({ outing }) => outing !== null).length
  const counted = ([[lists.length - packs, 'contact list'], [packs, 'visit pack']] as const).flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]))
  return `${counted.join(' and ')} ${lists.length === 1 ? 'waits' : 'wait'} for you`
}
