import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ProblemNotice } from '../../components/problem-notice'
import { ShowEarlier } from '../../components/show-earlier'
import { usePageTitle } from '../../components/use-page-title'
import { LookList } from './look-list'
import { ProofSummary } from './proof-summary'
import { SearchForm } from './search-form'
import type { LedgerFilter } from './search-form-state'

const PAGE_SIZE = 50

/** The access ledger, searched. Each page is proved on this laptop. */
export function LedgerSearchPage({ onWhoLooked }: { readonly onWhoLooked: (reference: string) => void }) {
  usePageTitle('Search the ledger')
  // Counted: asked once more with the same fields, it is a new question, and what came since is in its answer.
  const [asked, setAsked] = useState<{ readonly filter: LedgerFilter; readonly times: number } | null>(null)
  return (
    <div className="page oversight">
      <h1 className="govuk-heading-l">Search the ledger</h1>
      <p className="govuk-body oversight__lead">Stated needs, look-ups, and what laptops reported of their screens, newest first. Which of these fields you used is recorded; what you put in them is not.</p>
      <SearchForm onSearch={(filter) => setAsked((before) => ({ filter, times: (before?.times ?? 0) + 1 }))} />
      {asked === null
        ? <EmptyState title="Choose what to look for"><p>Every field narrows the search. With none, Search shows the whole ledger from its end.</p></EmptyState>
        : <Found key={asked.times} filter={asked.filter} onWhoLooked={onWhoLooked} />}
    </div>
  )
}

function Found({ filter, onWhoLooked }: { readonly filter: LedgerFilter; readonly onWhoLooked: (reference: string) => void }) {
  const list = useInfiniteQuery({
    queryKey: queryKeys.searchLedger(filter), initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.oversight.searchLedger({ ...filter, after: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const looks = (list.data?.pages ?? []).flatMap((page) => page.looks)
  if (list.error !== null && list.data === undefined) return <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>
  if (list.data === undefined) return <p className="govuk-body" role="status">Searching and proving…</p>
  if (looks.length === 0) return <EmptyState title="No entry fits"><p>Take a field away, or choose a longer time.</p></EmptyState>
  return (
    <>
      <p className="govuk-body" role="status">{looks.length === 1 ? '1 entry' : `${looks.length} entries`}{list.hasNextPage ? ', and earlier ones' : ''}.</p>
      <ProofSummary proofs={looks.map(({ proof }) => proof)} ledgerSize={list.data.pages[0]?.ledgerSize ?? 0} />
      <LookList looks={looks} onWhoLooked={onWhoLooked} />
      <ShowEarlier list={list} words="Show earlier entries" />
    </>
  )
}
