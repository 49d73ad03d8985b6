import { DISTRICTS, ROLES, TEAMS } from '../../../shared/model/codes'
import type { AdministrationAct } from '../../../shared/model/administration'

/** What in particular was done: of a change only what became another. */
export function actWords({ act, before, after, laptop }: AdministrationAct): string[] {
  if (laptop !== null) return [`${laptop.name}, number ends in ${laptop.ends}`]
  if (act === 'linked') return ['As one of a person’s accounts']
  if (after === null) return []
  if (before === null) return [`${ROLES[after.role]}, ${TEAMS[after.team]}, ${DISTRICTS[after.district]}`]
  return [
    ...(before.role === after.role ? [] : [`${ROLES[before.role]} became ${ROLES[after.role]}`]),
    ...(before.team === after.team ? [] : [`From ${TEAMS[before.team]} to ${TEAMS[after.team]}`]),
    ...(before.district === after.district ? [] : [`From ${DISTRICTS[before.district]} to ${DISTRICTS[after.district]}`]),
  ]
}
