import { useQuery } from '@tanstack/react-query'
import { codesOf, DOMAINS, ROLES, type Role } from '../../../shared/model/codes'
import type { SharingVersion } from '../../../shared/ipc/sharing-contract'
import { ALWAYS_SHOWN, SHARE_LEVELS, type SharingAgreement } from '../../../shared/model/sharing'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { ShareLevel } from '../../components/share-level'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'
import { changesBetween } from './sharing-changes'

/** The sharing agreement in force, to read: what each role sees of each domain, what stays whatever it says, and what versions there were. */
export function SharingAgreementPage() {
  usePageTitle('Sharing agreement')
  const query = useQuery({ queryKey: queryKeys.sharingAgreement, queryFn: () => casement.sharing.getAgreement({}), ...SHOWN_ONCE })
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Sharing agreement {query.data === undefined ? null : <Tag>Version {query.data.inForce.agreement.serial}</Tag>}</h1>
      <p className="govuk-body admin__lead">Which services’ facts each role sees at all. What a role does not see never reaches its laptops. The agreement is signed by the controller, and this laptop has checked the signature; it cannot be changed here. Names, addresses and notes are another matter: they open by a purpose, stated each time.</p>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {query.data === undefined ? null : <Agreement inForce={query.data.inForce} earlier={query.data.earlier} />}
    </div>
  )
}

function Agreement({ inForce, earlier }: { readonly inForce: SharingVersion; readonly earlier: ReadonlyArray<SharingVersion> }) {
  const { agreement, since, signedBy } = inForce
  return (
    <>
      <SummaryList className="sharing__facts" rows={[['In force since', formatInstant(since)], ['Signed', `${formatInstant(agreement.issuedAt)}, by the controller`], ['With the key', <span key="kid" className="as-at">{signedBy}</span>]]} />
      <Levels roles={agreement.roles} />
      <h2 className="govuk-heading-m sharing__title">Always seen in casework, whatever the agreement says</h2>
      <DataTable caption="What stays for every casework role, and why" columns={[{ words: 'What stays' }, { words: 'Why' }]} rows={ALWAYS_SHOWN.map(({ what, why }) => ({ key: what, cells: [what, why] }))} />
      <Versions versions={[inForce, ...earlier]} />
    </>
  )
}

function Levels({ roles }: { readonly roles: SharingAgreement['roles'] }) {
  const everyRole = codesOf(ROLES)
  return (
    <>
      <h2 className="govuk-heading-m sharing__title">What each role sees</h2>
      <DataTable
        isStop className="sharing__levels" caption="What each role sees of each service" columns={[{ words: 'Facts from' }, ...everyRole.map((role: Role) => ({ words: ROLES[role] }))]}
        rows={codesOf(DOMAINS).map((domain) => ({ key: domain, cells: [DOMAINS[domain], ...everyRole.map((role) => <ShareLevel key={role} level={roles[role][domain]} />)] }))}
      />
      <p className="govuk-body admin__lead as-at"><strong>{SHARE_LEVELS.flag}</strong>: the service stands under <em>Known to</em>, and nothing of what it says is shown. The risk indicator and the sum of debts are made of what is shown.</p>
    </>
  )
}

/** The last first; what each changed from the one before it. */
function Versions({ versions }: { readonly versions: ReadonlyArray<SharingVersion> }) {
  return (
    <>
      <h2 className="govuk-heading-m sharing__title">Versions</h2>
      <DataTable
        caption="Versions of the agreement, the last first" columns={[{ words: 'Version' }, { words: 'In force since' }, { words: 'Signed' }, { words: 'What it changed' }]}
        rows={versions.map(({ agreement, since }, n) => {
          const before = versions[n + 1]
          const changes = before === undefined ? [] : changesBetween(before.agreement.roles, agreement.roles)
          const words = before === undefined ? (agreement.serial === 1 ? 'The first version' : 'The version before it is not kept here') : changes.length === 0 ? 'Nothing: signed anew' : <ul className="intake__reasons">{changes.map((change) => <li key={change}>{change}</li>)}</ul>
          return { key: String(agreement.serial), cells: [`Version ${agreement.serial}`, formatInstant(since), formatInstant(agreement.issuedAt), words] }
        })}
      />
    </>
  )
}
