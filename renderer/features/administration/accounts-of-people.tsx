import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonSchema } from '../../../shared/api/oversight-api'
import { ROLES, TEAMS } from '../../../shared/model/codes'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { LinkAccountsDialog } from './link-accounts-dialog'
import type { z } from 'zod'

type Person = z.infer<typeof PersonSchema>
const COLUMNS = ['One person’s accounts', 'Role and team', 'Noted'].map((words) => ({ words }))

/** Which accounts are one person's, so that what one asks the other does not decide. Only ever added to. */
export function AccountsOfPeople({ people, selfId }: { readonly people: ReadonlyArray<Person>; readonly selfId: string | null }) {
  const client = useQueryClient()
  const [isLinking, setLinking] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const query = useQuery({ queryKey: queryKeys.accounts, queryFn: () => casement.standIns.listAccounts({}), ...SHOWN_ONCE })
  const persons = query.data?.people ?? []
  return (
    <section className="admin__accounts" aria-labelledby="accounts-title">
      <div className="panel__bar"><h2 className="panel__title" id="accounts-title">Accounts of one person</h2><Button isSmall onClick={() => { setSaid(null); setLinking(true) }}>Link two accounts…</Button></div>
      <p className="govuk-body admin__lead">Somebody who works in two roles has two accounts. Once they are linked, neither decides or reviews what the other asked, and both together are one approval. A link stays: nobody can take it back here.</p>
      <div role="status">{said === null ? null : <NotificationBanner tone="good" live="none">{said}</NotificationBanner>}</div>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {query.data !== undefined && persons.length === 0 ? <p className="oversight__none">No accounts are linked.</p> : null}
      {persons.length === 0 ? null : (
        <DataTable
          caption="Accounts that are linked, one person a row" columns={COLUMNS}
          rows={persons.map(({ accounts, notedBy, notedAt }) => ({
            key: accounts.map(({ officerId }) => officerId).join(' '),
            cells: [
              <ul key="accounts" className="admin__list">{accounts.map(({ officerId, name }) => <li key={officerId}><strong>{name}</strong> <span className="as-at">{officerId}</span></li>)}</ul>,
              <ul key="roles" className="admin__list">{accounts.map(({ officerId, role, team }) => <li key={officerId}>{ROLES[role]}, {TEAMS[team]}</li>)}</ul>,
              <span key="noted">{formatInstant(notedAt)}<br /><span className="as-at">by {notedBy.join(' and ')}</span></span>,
            ],
          }))}
        />
      )}
      {isLinking ? (
        <LinkAccountsDialog
          people={people.filter(({ officerId }) => officerId !== selfId)} onClose={() => setLinking(false)}
          onLinked={(names) => {
            setLinking(false)
            setSaid(`${names} are noted as one person’s accounts.`)
            void client.invalidateQueries({ queryKey: queryKeys.accounts })
          }}
        />
      ) : null}
    </section>
  )
}
