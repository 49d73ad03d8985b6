import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { MyList } from '../../../shared/ipc/contact-list-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useContactLists } from '../../bridge/use-contact-lists'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { EmptyState } from '../../components/empty-state'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { ListItem } from './list-item'

const SECTIONS = [
  { title: 'Approved: ready to work through', states: ['approved'] },
  { title: 'Waiting for a decision', states: ['waiting'] },
  { title: 'Closed', states: ['opened', 'declined', 'expired', 'cancelled'] },
] as const satisfies ReadonlyArray<{ title: string; states: ReadonlyArray<MyList['state']> }>

interface ContactListsPageProps {
  readonly onWork: (requestId: string) => void
  readonly onMake: () => void
  readonly onWorklist: () => void
}

/** The officer's own contact lists: what can be worked through, what waits and with whom, what is over. */
export function ContactListsPage({ onWork, onMake, onWorklist }: ContactListsPageProps) {
  usePageTitle('Contact lists')
  const today = useToday()
  const now = useNow(30_000)
  const client = useQueryClient()
  const query = useContactLists('hub')
  const [toCancel, setToCancel] = useState<MyList | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const lists = query.data?.lists ?? []
  const news = lists.filter(({ isNews }) => isNews).map(({ requestId }) => requestId).join()
  useEffect(() => { // whoever has read them here has been told
    if (news === '') return
    void Promise.all(news.split(',').map((requestId) => casement.contactList.noteSeen({ requestId }))).catch(() => undefined)
  }, [news])

  const cancel = async ({ requestId }: MyList) => {
    setToCancel(null)
    setProblem(null)
    await casement.contactList.cancel({ requestId }).catch((error: unknown) => setProblem(problemOf(error)))
    await client.invalidateQueries({ queryKey: queryKeys.contactLists })
  }

  return (
    <div className="page requests">
      <div className="lists__head"><h1 className="govuk-heading-l">Contact lists</h1><Button kind="primary" isSmall onClick={onMake}>Make a contact list</Button></div>
      <p className="govuk-body requests__lead">One purpose for several households, approved once by a supervisor and worked through one by one. Each household is shown only when you confirm it, and each showing is an entry in the access ledger.</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {query.data === undefined || query.data.isFresh ? null : (
        <NotificationBanner tone="warn"><strong>The central service cannot be reached.</strong> {query.data.asOf === null ? 'Nothing is known on this laptop yet.' : `This is how your lists stood at ${formatSince(query.data.asOf, today)}.`} You can record outcomes and pass households over; asking, cancelling and showing details need a connection.</NotificationBanner>
      )}
      {query.data !== undefined && lists.length === 0 ? (
        <EmptyState title="You have no contact list">
          <p>When the same thing is to be said to several households, choose them in the worklist (the space bar, or the box before the reference) and press <strong>Make a contact list</strong>.</p>
          <Button onClick={onWorklist}>Go to the worklist</Button>
        </EmptyState>
      ) : null}
      {SECTIONS.map(({ title, states }) => {
        const own = lists.filter(({ state }) => (states as ReadonlyArray<string>).includes(state))
        return own.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h2 className="govuk-heading-s requests__title">{title} <span className="requests__count">{own.length}</span></h2>
            <ul className="requests__list">
              {own.map((list) => <ListItem key={list.requestId} list={list} now={now} today={today} onWork={() => onWork(list.requestId)} onCancel={() => setToCancel(list)} />)}
            </ul>
          </section>
        )
      })}
      <Dialog title="Cancel this contact list?" isOpen={toCancel !== null} onClose={() => setToCancel(null)} role="alertdialog">
        {toCancel === null ? null : (
          <>
            <p className="govuk-body">Nothing more of it can be approved or shown, and it cannot be brought back. Outcomes that you recorded stay.</p>
            <div className="dialog__actions"><Button kind="warning" onClick={() => void cancel(toCancel)}>Cancel the list</Button><Button kind="link" onClick={() => setToCancel(null)}>Keep it</Button></div>
          </>
        )}
      </Dialog>
    </div>
  )
}
