import { useInfiniteQuery } from '@tanstack/react-query'
import { ROLES } from '../../../shared/model/codes'
import { OVERSIGHT_TOOLS } from '../../../shared/model/oversight'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { ProblemNotice } from '../../components/problem-notice'
import { usePageTitle } from '../../components/use-page-title'

const PAGE_SIZE = 50
const COLUMNS = ['When', 'Who', 'Tool', 'Asked by', 'Household'].map((words) => ({ words }))
const CRITERIA: Readonly<Record<string, string>> = {
  officerId: 'officer', reference: 'household reference', person: 'one member', 'leave-out': 'leaving lines out', decide: 'deciding what is left out', open: 'new statement', list: 'all statements', read: 'one statement',
  issue: 'issuing', issued: 'issued statement', alerts: 'alerts', reviews: 'reviews', period: 'period',
}
const criteriaWords = (criteria: ReadonlyArray<string>): string => criteria.map((name) => CRITERIA[name] ?? name).join(', ')

/** Who reviewed the reviewers: each use of these tools, kept before anything was read. */
export function ToolUsePage({ onWhoLooked }: { readonly onWhoLooked: (reference: string) => void }) {
  usePageTitle('Use of these tools')
  const list = useInfiniteQuery({
    queryKey: queryKeys.toolUse, initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.oversight.listToolUse({ after: pageParam, limit: PAGE_SIZE }), getNextPageParam: (page) => page.next,
  })
  const uses = (list.data?.pages ?? []).flatMap((page) => page.uses)
  return (
    <div className="page oversight">
      <h1 className="govuk-heading-l">Use of these tools</h1>
      <p className="govuk-body oversight__lead">Who looked at what others did: each question to the tools of review, newest first, yours among them. What was asked by is kept, and never the values. Proving the entries of an answer is a question of its own.</p>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data === undefined && list.error === null ? <p className="govuk-body" role="status">Fetching the uses…</p> : null}
      {list.data !== undefined && uses.length === 0 ? <EmptyState title="Nobody has used these tools"><p>Each use is listed here from the first one on.</p></EmptyState> : null}
      {uses.length === 0 ? null : (
        <DataTable caption="Uses of the tools of review, newest first" columns={COLUMNS} rows={uses.map(({ useId, at, officer, role, tool, criteria, reference }) => ({
          key: useId,
          cells: [
            <span key="at" className="looks__when">{formatInstant(at)}</span>, <span key="who"><strong>{officer}</strong>{role === null ? null : <><br /><span className="as-at">{ROLES[role]}</span></>}</span>, OVERSIGHT_TOOLS[tool], criteriaWords(criteria),
            reference === null ? '' : <Button key="about" kind="link" label={`Who looked at ${reference}`} onClick={() => onWhoLooked(reference)}><span className="reference">{reference}</span></Button>,
          ],
        }))} />
      )}
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show earlier uses</Button> : null}
    </div>
  )
}
