import type { ReactNode } from 'react'
import { ROLES } from '../../shared/model/codes'
import { useAccessState } from '../bridge/use-access-state'
import { usePageTitle } from '../components/use-page-title'

/** The roles for which the hub's policy has rule `role-without-casework`; it decides, this only says so before somebody tries. */
const WITHOUT_CASEWORK: ReadonlyArray<string> = ['ig-lead', 'admin'] satisfies ReadonlyArray<keyof typeof ROLES>

export const doesCasework = (role: string): boolean => !WITHOUT_CASEWORK.includes(role)

/** A screen of casework, or in its place plain words for a role that does none. */
export function Casework({ children }: { readonly children: ReactNode }) {
  const officer = useAccessState().data?.officer ?? null
  return officer !== null && !doesCasework(officer.role) ? <NoCasework role={ROLES[officer.role]} /> : children
}

function NoCasework({ role }: { readonly role: string }) {
  usePageTitle('No casework')
  return (
    <div className="page">
      <h1 className="govuk-heading-l">Your role does not work on cases</h1>
      <p className="govuk-body">You are enrolled as <strong>{role}</strong>. This role has no worklist, cannot use Find, and opens neither households nor identified details. No household is kept on this laptop.</p>
      <p className="govuk-body">If you need to work on cases, ask whoever runs Casement at your council to change your role.</p>
    </div>
  )
}
