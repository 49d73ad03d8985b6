import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { MyRequest } from '../../../shared/ipc/request-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useRequests } from '../../bridge/use-requests'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { EmptyState } from '../../components/empty-state'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { QueuedNeeds } from './queued-needs'
import { RequestItem } from './request-item'

const SECTIONS = [
  { title: 'Approved: ready to open', states: ['approved'] },
  { title: 'Waiting for a decision', states: ['waiting'] },
  { title: 'Closed', states: ['opened', 'declined', 'expired', 'cancelled'] },
] as const satisfies ReadonlyArray<{ title: string; states: ReadonlyArray<MyRequest['state']> }>

interface RequestsPageProps {
  readonly onHousehold: (householdId: string) => void
  /** To the household, with its approved request in hand. */
  readonly onOpen: (request: MyRequest) => void
}

/** The officer's own requests for approval: what can be opened, what waits and with whom, what was decided and in which words. */
export function RequestsPage({ onHousehold, onOpen }: RequestsPageProps) {
  usePageTitle('Requests')
  const today = useToday()
  const now = useNow(30_000)
  const client = useQueryClient()
  const query = useRequests('hub')
  const [toCancel, setToCancel] = useState<MyRequest | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const requests = query.data?.requests ?? []
  const news = requests.filter(({ isNews }) => isNews).map(({ requestId }) => requestId).join()
  useEffect(() => { // whoever has read them here has been told
    if (news === '') return
    void Promise.all(news.split(',').map((requestId) => casement.request.noteSeen({ requestId }))).catch(() => undefined)
  }, [news])

  const cancel = async ({ requestId }: MyRequest) => {
    setToCancel(null)
    setProblem(null)
    await casement.request.cancel({ requestId }).catch((error: unknown) => setProblem(problemOf(error)))
    await client.invalidateQueries({ queryKey: queryKeys.requests })
  }

  return (
    <div className="page requests">
      <h1 className="govuk-heading-l">Requests</h1>
      <p className="govuk-body requests__lead">Details that somebody else must approve first. A request waits for 24 hours; once approved it can be opened once, within 12 hours, and its time starts when you open it.</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {query.data === undefined || query.data.isFresh ? null : (
        <NotificationBanner tone="warn"><strong>The central service cannot be reached.</strong> {query.data.asOf === null ? 'Nothing is known on this laptop yet.' : `This is how your requests stood at ${formatSince(query.data.asOf, today)}.`} Asking, cancelling and opening need a connection.</NotificationBanner>
      )}
      <QueuedNeeds today={today} onHousehold={onHousehold} />
      {query.data !== undefined && requests.length === 0 ? <EmptyState title="You have not asked for approval"><p>When a record is protected, or a purpose needs a second pair of eyes, what you ask for appears here and you are told as soon as it is decided.</p></EmptyState> : null}
      {SECTIONS.map(({ title, states }) => {
        const own = requests.filter(({ state }) => (states as ReadonlyArray<string>).includes(state))
        return own.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h2 className="govuk-heading-s requests__title">{title} <span className="requests__count">{own.length}</span></h2>
            <ul className="requests__list">
              {own.map((request) => <RequestItem key={request.requestId} request={request} now={now} today={today} onHousehold={() => onHousehold(request.householdId)} onOpen={() => onOpen(request)} onCancel={() => setToCancel(request)} />)}
            </ul>
          </section>
        )
      })}
      <Dialog title="Cancel this request?" isOpen={toCancel !== null} onClose={() => setToCancel(null)} role="alertdialog">
        {toCancel === null ? null : (
          <>
            <p className="govuk-body">Nobody will be able to approve or open it any more, and it cannot be brought back. You can ask again.</p>
            <div className="dialog__actions"><Button kind="warning" onClick={() => void cancel(toCancel)}>Cancel the request</Button><Button kind="link" onClick={() => setToCancel(null)}>Keep it</Button></div>
          </>
        )}
      </Dialog>
    </div>
  )
}
