import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useOwnReviews } from '../../bridge/use-own-reviews'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { DecidedNotList } from './decided-not-list'
import { RevealList } from './reveal-list'
import { RevealsByDay } from './reveals-by-day'

const PAGE_SIZE = 50

type Check = { readonly kind: 'none' } | { readonly kind: 'busy' } | { readonly kind: 'done'; readonly proved: number; readonly failed: number; readonly ledgerSize: number } | { readonly kind: 'problem'; readonly problem: ShownProblem }

/** What the officer looked at, and the proof that the log says so too. */
export function MyRevealsPage({ onOpen }: { readonly onOpen: (householdId: string) => void }) {
  usePageTitle('My reveals')
  const today = useToday()
  const client = useQueryClient()
  const [check, setCheck] = useState<Check>({ kind: 'none' })
  const list = useInfiniteQuery({
    queryKey: queryKeys.myReveals, initialPageParam: null as string | null, staleTime: 0,
    queryFn: ({ pageParam }) => casement.reveal.listMine({ before: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const reviews = new Map((useOwnReviews().data?.reviews ?? []).map((review) => [review.requestId, review]))
  const reveals = (list.data?.pages ?? []).flatMap((page) => page.reveals)
  const decidedNot = list.data?.pages[0]?.decidedNot ?? []
  const verify = async () => {
    setCheck({ kind: 'busy' })
    try {
      setCheck({ kind: 'done', ...(await casement.reveal.verifyMine({})) })
    } catch (error) {
      setCheck({ kind: 'problem', problem: problemOf(error) })
    }
    await client.invalidateQueries({ queryKey: queryKeys.myReveals })
  }

  return (
    <div className="page my-reveals">
      <div className="my-reveals__top">
        <div>
          <h1 className="govuk-heading-l">My reveals</h1>
          <p className="govuk-body">Proved means: this laptop checked by itself that your entry is in the shared access ledger, that nothing before it was changed, and that nothing can be taken out later without being noticed.</p>
          <Button kind="primary" isSmall isBusy={check.kind === 'busy'} onClick={() => void verify()}>{check.kind === 'busy' ? 'Checking…' : 'Check again'}</Button>
        </div>
        {reveals.length === 0 ? null : <RevealsByDay reveals={reveals} today={today} />}
      </div>
      <div role="status"><CheckResult check={check} /></div>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)} />}
      {list.data !== undefined && reveals.length === 0 && decidedNot.length === 0 ? <EmptyState title="You have not revealed anything"><p>When you reveal details, the purpose, your reason and the proof appear here. Your supervisor sees the same entries.</p></EmptyState> : null}
      {reveals.length === 0 ? null : <RevealList reveals={reveals} reviews={reviews} onOpen={onOpen} />}
      <DecidedNotList decided={decidedNot} onOpen={onOpen} />
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show earlier reveals</Button> : null}
    </div>
  )
}

function CheckResult({ check }: { readonly check: Check }) {
  if (check.kind === 'problem') return <ProblemNotice problem={check.problem} />
  if (check.kind !== 'done') return null
  if (check.failed > 0) return <NotificationBanner tone="bad" live="none"><strong>{check.failed} of {check.proved + check.failed} entries could not be proved.</strong> Tell information governance.</NotificationBanner>
  return <NotificationBanner tone="good" live="none"><strong>All {check.proved} entries are proved</strong> in a ledger of {check.ledgerSize} entries.</NotificationBanner>
}
