import { useQuery } from '@tanstack/react-query'
import { codesOf, DISTRICTS, DOMAINS, SOURCES } from '../../../shared/model/codes'
import type { ResponseOfEntry } from '../../../shared/ipc/define-contract'
import type { adminContract } from '../../../shared/ipc/oversight-contract'
import { DATA_KINDS, SHARING_NOTICE } from '../../../shared/notice/sharing-notice'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatDate, formatInstant, daysBetween } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'
import { useToday } from '../../components/use-now'

type Sent = ResponseOfEntry<typeof adminContract.listSources>['sources'][number]

/** Who supplies and who receives: the source systems with their last extracts, and what the published notice binds everybody to. */
export function PartnersPage() {
  usePageTitle('Partners and sources')
  const query = useQuery({ queryKey: queryKeys.sources, queryFn: () => casement.admin.listSources({}), ...SHOWN_ONCE })
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Partners and sources</h1>
      <p className="govuk-body admin__lead">The partners’ systems that send extracts, and how old the last of each is. Officers see facts of a source that is overdue marked so. Which roles see which of them is in the sharing agreement.</p>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {query.data === undefined ? (query.error === null ? <p className="govuk-body" role="status">Fetching the sources…</p> : null) : <Sources sources={query.data.sources} />}
      <Notice />
    </div>
  )
}

function Sources({ sources }: { readonly sources: ReadonlyArray<Sent> }) {
  const today = useToday()
  return (
    <DataTable
      isStop caption="Source systems with their last extracts" columns={['Source', 'Service', 'Sends every', 'Last extract of', 'Loaded', 'State'].map((words) => ({ words }))}
      rows={sources.map(({ source, extractOn, takenAt }) => ({
        key: source,
        cells: [
          SOURCES[source].words, DOMAINS[SOURCES[source].domain], `${SOURCES[source].cadenceDays} days`, extractOn === null ? '' : formatDate(extractOn), takenAt === null ? '' : formatInstant(takenAt),
          <SourceState key="state" days={extractOn === null ? null : daysBetween(extractOn, today)} cadence={SOURCES[source].cadenceDays} />,
        ],
      }))}
    />
  )
}

function SourceState({ days, cadence }: { readonly days: number | null; readonly cadence: number }) {
  if (days === null) return <Tag>Nothing loaded yet</Tag>
  if (days <= cadence) return <Tag tone="good">Up to date</Tag>
  return <Tag tone="warn">Overdue by {days - cadence === 1 ? '1 day' : `${days - cadence} days`}</Tag>
}

/** The notice in force, as the product holds it. */
function Notice() {
  const { version, categories, purposes, bases, sharedWith, under } = SHARING_NOTICE
  return (
    <>
      <h2 className="govuk-heading-m sharing__title">What the privacy notice binds us to <Tag>Notice of {formatDate(version)}</Tag></h2>
      <p className="govuk-body admin__lead">Residents were told this. A column of an extract that fits none of these categories is refused by intake.</p>
      <SummaryList className="sharing__facts sharing__notice" rows={[
        ['Purposes', <Lines key="purposes" lines={purposes} />], ['Lawful bases', <Lines key="bases" lines={bases.map(({ article, words }) => `${article}: ${words}`)} />],
        ['Districts', codesOf(DISTRICTS).map((code) => DISTRICTS[code]).join(', ')], ['Also shared with', <Lines key="with" lines={sharedWith} />], ['Under', under],
      ]} />
      <DataTable
        caption="Categories of data of the notice" columns={['Category', 'Special category', 'Where it is kept'].map((words) => ({ words }))}
        rows={Object.entries(categories).map(([code, { words, kinds, isSpecial }]) => ({ key: code, cells: [words, isSpecial ? 'Yes' : 'No', <Lines key="kinds" lines={kinds.map((kind) => DATA_KINDS[kind])} />] }))}
      />
    </>
  )
}

const Lines = ({ lines }: { readonly lines: ReadonlyArray<string> }) => <ul className="admin__list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
