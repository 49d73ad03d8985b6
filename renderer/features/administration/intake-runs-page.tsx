import { useInfiniteQuery } from '@tanstack/react-query'
import { SOURCES } from '../../../shared/model/codes'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { ProblemNotice } from '../../components/problem-notice'
import { FeedNotice } from './feed-notice'
import { usePageTitle } from '../../components/use-page-title'

const PAGE_SIZE = 50
const NUMBER = new Intl.NumberFormat('en-GB')
const COLUMNS = [
  { words: 'Finished' }, { words: 'Source' }, ...['Files', 'Rows in', 'Loaded', 'Unchanged', 'Rejected', 'To look at'].map((words) => ({ words, isNumber: true })), { words: 'Rejected because' }, { words: 'Run' },
]

/** `date-order` → "Date order": codes of intake; what each means is in its rejects file. */
const reasonWords = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')

/** What each run of intake did: counts only. */
export function IntakeRunsPage() {
  usePageTitle('Intake runs')
  const list = useInfiniteQuery({
    queryKey: queryKeys.intakeRuns, initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.admin.listIntakeRuns({ after: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const runs = (list.data?.pages ?? []).flatMap((page) => page.runs)
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Intake runs</h1>
      <FeedNotice />
      <p className="govuk-body admin__lead">What each run loaded from a partner's extract, as the run reported it at its end. Rows in are loaded, unchanged or rejected. The rejected rows themselves are in the rejects file beside the extract, at the partner. So are those to look at: loaded all the same, but with a number that stands with somebody else too (<em>number-shared</em>); the partner says which of the two is wrong.</p>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data !== undefined && runs.length === 0 ? <EmptyState title="No run has reported yet"><p>A run reports when it has loaded its last row. One that broke off is run again, and then reports.</p></EmptyState> : null}
      {runs.length === 0 ? null : (
        <DataTable
          isStop caption="Intake runs, the last first" columns={COLUMNS}
          rows={runs.map((run) => ({
            key: run.runId,
            cells: [
              <span key="at" className="looks__when">{formatInstant(run.reportedAt)}</span>, SOURCES[run.source].words,
              ...[run.files, run.in, run.loaded, run.unchanged, run.rejected, run.doubtful].map((count) => NUMBER.format(count)), <Reasons key="why" reasons={run.rejectedByReason} />,
              <span key="run" className="as-at">{run.runId.slice(-12)}</span>,
            ],
          }))}
        />
      )}
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show earlier runs</Button> : null}
    </div>
  )
}

function Reasons({ reasons }: { readonly reasons: Readonly<Record<string, number>> }) {
  const sorted = Object.entries(reasons).toSorted(([, a], [, b]) => b - a)
  if (sorted.length === 0) return <span className="as-at">None</span>
  return <ul className="intake__reasons">{sorted.map(([code, count]) => <li key={code}>{reasonWords(code)}: <strong>{NUMBER.format(count)}</strong></li>)}</ul>
}
