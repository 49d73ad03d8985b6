import { DISTRICTS, ROLES, TEAMS, type Role } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'

/** What each role may do. */
export const MAY: Readonly<Record<Role, string>> = {
  officer: 'works on cases, and reveals details for a stated need',
  outreach: 'works on cases and visits, and reveals details for a stated need',
  supervisor: "works on cases, and reviews the reveals of the team, with the officers' own words",
  'ig-lead': 'sees no households, and reviews who looked at any record, with the officers’ own words',
  admin: 'sees no households and no reasons, and runs devices, people and roles',
}
const WITHOUT_CASEWORK: ReadonlyArray<Role> = ['ig-lead', 'admin']

/** What a change means, in sentences; none when nothing would change. */
export function consequencesOf(before: Officer, after: Officer): string[] {
  const name = before.displayName
  const said: string[] = []
  if (after.role !== before.role) said.push(`${name} is ${ROLES[before.role]} and becomes ${ROLES[after.role]}: ${MAY[after.role]}.`)
  if (after.team !== before.team) said.push(`${name} moves from ${TEAMS[before.team]} to ${TEAMS[after.team]}.`)
  if (after.district !== before.district) said.push(`${name} moves from ${DISTRICTS[before.district]} to ${DISTRICTS[after.district]}.`)
  if (said.length === 0) return []
  return [
    ...said,
    WITHOUT_CASEWORK.includes(after.role) ? 'Every household leaves their laptop at its next contact. What they wrote and has not been sent yet is kept, and sent.' : 'At its next contact their laptop lets go of the households outside the new scope and fetches those inside it. Nothing they wrote is lost.',
  ]
}
