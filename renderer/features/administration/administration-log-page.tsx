import { useInfiniteQuery } from '@tanstack/react-query'
import { ADMINISTRATION_ACTS, type AdministrationAct } from '../../../shared/model/administration'
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
import { actWords } from './act-words'

const PAGE_SIZE = 50
const COLUMNS = ['When', 'Who did it', 'What', 'About', 'In particular'].map((words) => ({ words }))

/** What administrators did to people and laptops: whoever gives roles decides who may look. */
export function AdministrationLogPage() {
  usePageTitle('Administration log')
  const list = useInfiniteQuery({
    queryKey: queryKeys.administration, initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.admin.listActs({ after: pageParam, limit: PAGE_SIZE }), getNextPageParam: (page) => page.next,
  })
  const acts = (list.data?.pages ?? []).flatMap((page) => page.acts)
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Administration log</h1>
      <p className="govuk-body admin__lead">What administrators did to people and laptops, newest first. Each line was kept in the same step as the act, and nobody can change or remove it here. People whom the controller made known before the start are not in it.</p>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data === undefined && list.error === null ? <p className="govuk-body" role="status">Fetching the log…</p> : null}
      {list.data !== undefined && acts.length === 0 ? <EmptyState title="Nothing has been changed yet"><p>A changed role, a new officer, a revoked laptop and a linked account are listed here from the first one on.</p></EmptyState> : null}
      {acts.length === 0 ? null : <DataTable isStop caption="What administrators did, newest first" columns={COLUMNS} rows={acts.map((act) => ({ key: act.key, cells: cellsOf(act) }))} />}
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show earlier acts</Button> : null}
    </div>
  )
}

const cellsOf = (act: AdministrationAct) => [
  <span key="at" className="looks__when">{formatInstant(act.at)}</span>, <Person key="by" {...act.by} />, ADMINISTRATION_ACTS[act.act], <Person key="about" {...act.about} />,
  <ul key="more" className="admin__list">{actWords(act).map((words) => <li key={words}>{words}</li>)}</ul>,
]

const Person = ({ name, officerId }: AdministrationAct['by']) => <><strong>{name}</strong><br /><span className="as-at">{officerId}</span></>
