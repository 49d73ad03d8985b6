import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { codesOf, DOMAINS, ROLES, type Role } from '../../../shared/model/codes'
import { ALWAYS_SHOWN, type SharedDomains } from '../../../shared/model/sharing'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useAccessState } from '../../bridge/use-access-state'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { ShareLevel } from '../../components/share-level'
import { SummaryList } from '../../components/summary-list'

/** Opens what the sharing agreement lets the officer's role see, beside the place that says that something is withheld. */
export function WhatYourRoleSees() {
  const [isOpen, setOpen] = useState(false)
  const role = useAccessState().data?.officer?.role ?? null
  if (role === null) return null
  return (
    <>
      <Button kind="link" onClick={() => setOpen(true)}>What your role sees</Button>
      <Dialog title="What your role sees" isOpen={isOpen} onClose={() => setOpen(false)} isDismissable>
        <Levels role={role} />
        <div className="dialog__actions"><Button onClick={() => setOpen(false)}>Close</Button></div>
      </Dialog>
    </>
  )
}

function Levels({ role }: { readonly role: Role }) {
  const query = useQuery({ queryKey: queryKeys.sharingAgreement, queryFn: () => casement.sharing.getAgreement({}) })
  if (query.error !== null) return <ProblemNotice problem={problemOf(query.error)} />
  if (query.data === undefined) return <p className="govuk-body" role="status">Fetching the agreement…</p>
  const { roles, serial } = query.data.inForce.agreement
  return <RoleLevels role={role} version={serial} seen={roles[role]} />
}

function RoleLevels({ role, version, seen }: { readonly role: Role; readonly version: number; readonly seen: SharedDomains }) {
  return (
    <>
      <p className="govuk-body">Version {version} of the sharing agreement, signed by the controller, says what <strong>{ROLES[role]}</strong> sees of each service’s facts. Your supervisor or information governance can say why.</p>
      <SummaryList className="sharing__role" rows={codesOf(DOMAINS).map((domain) => [DOMAINS[domain], <ShareLevel key={domain} level={seen[domain]} />] as const)} />
      <h3 className="meaning__title">Always shown, whoever says so</h3>
      <ul className="govuk-list govuk-list--bullet">{ALWAYS_SHOWN.map(({ what }) => <li key={what}>{what}</li>)}</ul>
    </>
  )
}
