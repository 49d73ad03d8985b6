import { useQuery } from '@tanstack/react-query'
import { FIELD_GROUPS, ROLES } from '../../../shared/model/codes'
import type { FormerPurpose, Purpose } from '../../../shared/purposes/purpose'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { DataTable } from '../../components/data-table'
import { formatDuration } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'

/** The signed purposes, to read: who may state which, on what basis, and what it opens. */
export function PurposesPage() {
  usePageTitle('Purposes')
  const list = useQuery({ queryKey: queryKeys.allPurposes, queryFn: () => casement.oversight.listPurposes({}), ...SHOWN_ONCE })
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Purposes</h1>
      <p className="govuk-body admin__lead">What an officer may state when details are needed. The set is signed by the controller, and this laptop has checked the signature; it cannot be changed here. A new wording is a new version, and each entry of the ledger names the version that the officer read.</p>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)} />}
      <div className="purposes">{(list.data?.purposes ?? []).map((purpose) => <PurposeCard key={purpose.code} purpose={purpose} />)}</div>
      <FormerPurposes former={list.data?.former ?? []} />
    </div>
  )
}

function PurposeCard({ purpose }: { readonly purpose: Purpose }) {
  return (
    <section className="panel" aria-labelledby={`purpose-${purpose.code}`}>
      <h2 className="panel__title" id={`purpose-${purpose.code}`}>{purpose.title} <Tag>Version {purpose.version}</Tag>{purpose.approval === 'supervisor' ? <Tag tone="warn">Needs approval</Tag> : null}</h2>
      <p className="govuk-body purposes__wording"><q>{purpose.wording}</q></p>
      <details className="govuk-details" open>
        <summary className="govuk-details__summary"><span className="govuk-details__summary-text">Basis, roles and what it opens</span></summary>
        <SummaryList
          rows={[
            ['Lawful task', purpose.lawfulTask], ['Basis', purpose.article9 === null ? purpose.article6 : `${purpose.article6}; ${purpose.article9}`],
            ['May be stated by', purpose.roles.map((role) => ROLES[role]).join(', ')], ['For Find', purpose.forFind ? 'Yes' : 'No'],
            ['May open', purpose.fieldGroups.map((group) => FIELD_GROUPS[group]).join('; ')], ['Ticked to begin with', purpose.usualFieldGroups.map((group) => FIELD_GROUPS[group]).join('; ')],
            ['Time', `To be opened within ${purpose.openForMinutes} minutes, shown for ${formatDuration(purpose.showForSeconds * 1_000)}`], ['Own words', purpose.freeText === 'always' ? 'Asked every time' : 'Asked unless a recorded relationship stands for them; the purpose is stated every time'],
            ['Asked besides', purpose.asksAuthority ? 'The power it rests on, and who authorised it' : 'Nothing'], ['Code', purpose.code],
          ]}
        />
      </details>
    </section>
  )
}

/** Entries name these, so their words stay where a reviewer can read them. */
function FormerPurposes({ former }: { readonly former: ReadonlyArray<FormerPurpose> }) {
  if (former.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">Earlier wordings</h2>
      <p className="govuk-body admin__lead">Stated no more. Entries of the ledger name them, and these are the words that the officer read then.</p>
      <DataTable
        caption="Earlier wordings" columns={[{ words: 'Purpose' }, { words: 'Wording' }, { words: 'Lawful task and basis' }]}
        rows={former.map(({ code, version, title, wording, lawfulTask, article6, article9 }) => ({
          key: `${code}.${version}`,
          cells: [
            <span key="title"><strong>{title}</strong> <Tag>Version {version}</Tag><br /><span className="as-at">{code}</span></span>, <q key="wording">{wording}</q>,
            <span key="basis">{lawfulTask}<br /><span className="as-at">{article9 === null ? article6 : `${article6}; ${article9}`}</span></span>,
          ],
        }))}
      />
    </>
  )
}
