import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DISTRICTS, ROLES, TEAMS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { useAccessState } from '../../bridge/use-access-state'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'
import { TextField } from '../../components/text-field'
import { usePageTitle } from '../../components/use-page-title'
import { AccountsOfPeople } from './accounts-of-people'
import { AddPersonDialog } from './add-person-dialog'
import { ChangePersonDialog } from './change-person-dialog'

const COLUMNS = ['Name', 'Role', 'Team', 'District', 'Laptops in use', 'Action'].map((words) => ({ words }))

/** Who the officers are, and what each may do. */
export function PeoplePage() {
  usePageTitle('People and roles')
  const client = useQueryClient()
  const self = useAccessState().data?.officer?.officerId ?? null
  const [asked, setAsked] = useState<Officer | null>(null)
  const [isAdding, setAdding] = useState(false)
  const [done, setDone] = useState<{ readonly person: Officer; readonly isNew: boolean } | null>(null)
  const [typed, setTyped] = useState('')
  const list = useQuery({ queryKey: queryKeys.people, queryFn: () => casement.oversight.listPeople({}), ...SHOWN_ONCE })
  const wanted = typed.trim().toLowerCase()
  const people = (list.data?.people ?? []).filter(({ displayName, officerId }) => `${displayName} ${officerId}`.toLowerCase().includes(wanted))
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">People and roles</h1>
      <p className="govuk-body admin__lead">The role decides what somebody may do; team and district decide which households their laptop holds. Each change is kept with who made it. Nobody changes their own.</p>
      <div role="status">{done === null ? null : <Done {...done} />}</div>
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data === undefined ? (list.error === null ? <p className="govuk-body" role="status">Fetching the people…</p> : null) : (
        <>
          <div className="admin__filter"><TextField id="people-filter" label="Show names with" width={20} value={typed} onChange={setTyped} maxLength={80} /><p role="status">{people.length} of {list.data.people.length}</p><Button isSmall onClick={() => { setDone(null); setAdding(true) }}>Add an officer…</Button></div>
          <DataTable
            caption="People and roles" columns={COLUMNS}
            rows={people.map((person) => ({
              key: person.officerId,
              cells: [
                <span key="name"><strong>{person.displayName}</strong>{person.officerId === self ? <> <Tag tone="info">You</Tag></> : null}<br /><span className="as-at">{person.officerId}</span></span>,
                ROLES[person.role], TEAMS[person.team], DISTRICTS[person.district], `${person.devicesInUse} of ${list.data.allowance}`,
                person.officerId === self ? <span key="self" className="as-at">Another administrator</span> : <Button key="change" kind="link" label={`Change ${person.displayName}`} onClick={() => { setDone(null); setAsked(person) }}>Change…</Button>,
              ],
            }))}
          />
          <AccountsOfPeople people={list.data.people} selfId={self} />
        </>
      )}
      {isAdding ? (
        <AddPersonDialog
          onClose={() => setAdding(false)}
          onAdded={(person) => {
            setAdding(false)
            setDone({ person, isNew: true })
            void client.invalidateQueries({ queryKey: queryKeys.people })
          }}
        />
      ) : null}
      {asked === null ? null : (
        <ChangePersonDialog
          person={asked}
          onClose={() => {
            setAsked(null)
            // What was refused because somebody else had changed them is looked at again, as they are now.
            void client.invalidateQueries({ queryKey: queryKeys.people })
          }}
          onChanged={(person) => {
            setAsked(null)
            setDone({ person, isNew: false })
            void client.invalidateQueries({ queryKey: queryKeys.people })
          }}
        />
      )}
    </div>
  )
}

function Done({ person: { displayName, role, team, district }, isNew }: { readonly person: Officer; readonly isNew: boolean }) {
  return (
    <NotificationBanner tone="good" live="none">
      <strong>{displayName} {isNew ? 'is added:' : 'is now'} {ROLES[role]}, {TEAMS[team]}, {DISTRICTS[district]}.</strong>{' '}
      {isNew ? 'They can sign in now and enrol a laptop.' : 'Their laptop follows at its next contact.'}
    </NotificationBanner>
  )
}
