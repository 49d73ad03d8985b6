import { MEMBER_ROLES } from '../../../shared/model/codes'
import type { PseudonymisedPerson } from '../../../shared/model/household'

/** Whom a fact is about, as the members' table numbers them: "2 · Dependant". */
export function memberWords(members: ReadonlyArray<PseudonymisedPerson>, personId: PseudonymisedPerson['personId']): string {
  const place = members.findIndex((member) => member.personId === personId)
  const member = members[place]
  return member === undefined ? 'Somebody who has left' : `${place + 1} · ${MEMBER_ROLES[member.role]}`
}
