import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useVisitPacks } from '../../bridge/use-visit-packs'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { EmptyState } from '../../components/empty-state'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { ClockNotice } from './clock-notice'
import { PackItem } from './pack-item'
import { packName } from './visit-words'

const SECTIONS = [
  { title: 'Approved: pack, and go', states: ['approved'] },
  { title: 'Waiting for a decision', states: ['waiting'] },
  { title: 'Over', states: ['opened', 'declined', 'expired', 'cancelled'] },
] as const satisfies ReadonlyArray<{ title: string; states: ReadonlyArray<MyPack['state']> }>

interface VisitsPageProps {
  readonly onOuting: (requestId: string) => void
  readonly onPlan: () => void
}

/** The officer's own visit packs: what can be packed and worked with, what waits, and what became of every permit. */
export function VisitsPage({ onOuting, onPlan }: VisitsPageProps) {
  usePageTitle('Visits')
  const today = useToday()
  const now = useNow(30_000)
  const client = useQueryClient()
  const query = useVisitPacks('hub')
  const [toCancel, setToCancel] = useState<MyPack | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [destroyed, setDestroyed] = useState<MyPack | null>(null)
  const said = useRef<HTMLDivElement>(null)
  /** The button that was pressed is gone: the next key must not begin at the top of the window. */
  const sayDestroyed = (pack: MyPack) => {
    setDestroyed(pack)
    requestAnimationFrame(() => requestAnimationFrame(() => said.current?.focus()))
  }
  const packs = query.data?.packs ?? []
  const news = packs.filter(({ isNews }) => isNews).map(({ requestId }) => requestId).join()
  useEffect(() => { // whoever has read them here has been told
    if (news === '') return
    void Promise.all(news.split(',').map((requestId) => casement.contactList.noteSeen({ requestId }))).catch(() => undefined)
  }, [news])
  const cancel = async ({ requestId }: MyPack) => {
    setToCancel(null)
    setProblem(null)
    // Emergency permits go with their pack.
    const along = packs.filter(({ pack, state }) => pack === requestId && (state === 'approved' || state === 'waiting')).map((each) => each.requestId)
    await Promise.all([requestId, ...along].map((id) => casement.contactList.cancel({ requestId: id }))).catch((error: unknown) => setProblem(problemOf(error)))
    await client.invalidateQueries({ queryKey: queryKeys.visitPacks })
  }
  return (
    <div className="page requests">
      <div className="lists__head"><h1 className="govuk-heading-l">Visits</h1><Button kind="primary" isSmall onClick={onPlan}>Plan visits</Button></div>
      <p className="govuk-body requests__lead">A visit pack holds the sealed details of the people whom you will visit, for one outing. It opens at the door without signal, each opening is an entry in the access ledger, and it is destroyed when the outing ends.</p>
      <div ref={said} tabIndex={-1}>{destroyed === null ? null : <NotificationBanner tone="good"><strong>Destroyed: {packName(destroyed)}.</strong> Nothing of it can be opened on this laptop any more. What you wrote stays and is sent; the access ledger is told at the next sync.</NotificationBanner>}</div>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {query.data?.isClockBehind === true ? <ClockNotice /> : null}
      {query.data === undefined || query.data.isFresh ? null : (
        <NotificationBanner tone="warn"><strong>The central service cannot be reached.</strong> {query.data.asOf === null ? 'Nothing is known on this laptop yet.' : `This is how your packs stood at ${formatSince(query.data.asOf, today)}.`} What is sealed on this laptop opens all the same; planning, packing and cancelling need a connection; destroying a pack does not.</NotificationBanner>
      )}
      {query.data !== undefined && packs.length === 0 ? (
        <EmptyState title="You have no visit pack">
          <p>Plan tomorrow’s visits today: put the stops in order, say why you visit each, and ask for approval. Pack them before you leave, and they open where there is no signal.</p>
          <Button onClick={onPlan}>Plan visits</Button>
        </EmptyState>
      ) : null}
      {SECTIONS.map(({ title, states }) => {
        const own = packs.filter(({ state }) => (states as ReadonlyArray<string>).includes(state)).toSorted((a, b) => Number(a.pack !== null) - Number(b.pack !== null))
        return own.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h2 className="govuk-heading-s requests__title">{title} <span className="requests__count">{own.length}</span></h2>
            <ul className="requests__list">
              {own.map((pack) => <PackItem key={pack.requestId} pack={pack} now={now} today={today} onOuting={() => onOuting(pack.requestId)} onCancel={() => setToCancel(pack)} emergencies={packs.find((each) => each.pack === pack.requestId && each.state === 'approved') ?? null} onDestroyed={() => sayDestroyed(pack)} />)}
            </ul>
          </section>
        )
      })}
      <Dialog title="Cancel this visit pack?" isOpen={toCancel !== null} onClose={() => setToCancel(null)} role="alertdialog">
        {toCancel === null ? null : (
          <>
            <p className="govuk-body">Whatever is sealed of it on this laptop is destroyed at once, and it cannot be brought back. Outcomes that you recorded stay.</p>
            <div className="dialog__actions"><Button kind="warning" onClick={() => void cancel(toCancel)}>Cancel the pack</Button><Button kind="link" onClick={() => setToCancel(null)}>Keep it</Button></div>
          </>
        )}
      </Dialog>
    </div>
  )
}
