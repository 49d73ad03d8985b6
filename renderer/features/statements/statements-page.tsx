import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StatementHead } from '../../../shared/api/statement-api'
import { subjectWords } from '../../../shared/model/statement-words'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatDate, formatInstant } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'
import { StatementDetail } from './statement-detail'
import { StatementForm } from './statement-form'

const PAGE_SIZE = 50
const COLUMNS = ['Household', 'About', 'Time covered', 'Correct on', 'Prepared by', 'State'].map((words) => ({ words }))

/** A resident asks who has looked at their data: the information governance lead makes the answer here. */
export function StatementsPage() {
  usePageTitle('Statements')
  const [opened, setOpened] = useState<string | null>(null)
  return (
    <div className="page oversight statements">
      <h1 className="govuk-heading-l">Statements for residents</h1>
      {opened === null ? <Overview onOpen={setOpened} /> : <StatementDetail key={opened} statementId={opened} onBack={() => setOpened(null)} />}
    </div>
  )
}

function Overview({ onOpen }: { readonly onOpen: (statementId: string) => void }) {
  const list = useInfiniteQuery({
    queryKey: queryKeys.statements, initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.statement.list({ after: pageParam, limit: PAGE_SIZE }), getNextPageParam: (page) => page.next,
  })
  const statements = (list.data?.pages ?? []).flatMap((page) => page.statements)
  return (
    <>
      <p className="govuk-body oversight__lead">Who has looked at a resident’s data, when and why, in words for the resident. It names the household by its reference and no officer. Each step is recorded.</p>
      <StatementForm onOpened={onOpen} />
      <h2 className="govuk-heading-m">In hand and issued</h2>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data === undefined && list.error === null ? <p className="govuk-body" role="status">Fetching the statements…</p> : null}
      {list.data !== undefined && statements.length === 0 ? <EmptyState title="No statement has been made"><p>Enter the reference of the household whose resident asked. You see the statement before it is issued, and may ask a second person to agree that something is left out.</p></EmptyState> : null}
      {statements.length === 0 ? null : (
        <DataTable caption="Statements, those in hand first" columns={COLUMNS} rows={statements.map((head) => ({
          key: head.statementId,
          cells: [
            <Button key="open" kind="link" label={`Open the statement for ${head.reference} of ${formatInstant(head.asOf)}`} onClick={() => onOpen(head.statementId)}><span className="reference">{head.reference}</span></Button>,
            subjectWords(head.subject), `${head.period.from === null ? 'From the beginning' : formatDate(head.period.from)} to ${formatDate(head.period.to)}`, formatInstant(head.asOf), head.by, <State key="state" head={head} />,
          ],
        }))} />
      )}
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show earlier statements</Button> : null}
    </>
  )
}

function State({ head: { issued, omissions } }: { readonly head: StatementHead }) {
  if (issued !== null) return <Tag tone="good">Issued {formatInstant(issued.at)}</Tag>
  const waiting = omissions.filter(({ decision }) => decision === null)
  if (waiting.some(({ isOwn }) => !isOwn)) return <Tag tone="warn">Waits for your decision</Tag>
  return waiting.length > 0 ? <Tag tone="info">Waits for a second person</Tag> : <Tag>In hand</Tag>
}
