import type { z } from 'zod'
import type { PersonSchema } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { Post } from '../../../../shared/model/administration'
import { OfficerSchema, type Officer } from '../../../../shared/model/officer'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findOfficer, insertOfficerAddition, insertOfficerChange, listPeopleRows } from '../../repositories/administration/people-repository'
import { isSamePerson } from '../../repositories/review-repository'
import { requireAllowed } from '../oversight/allow-oversight'

export type Person = z.output<typeof PersonSchema>

export async function listPeople(services: HubServices, caller: DeviceCaller): Promise<{ people: Person[]; allowance: number }> {
  await requireAllowed(services, caller, () => ({ action: 'listPeople' }))
  const rows = await listPeopleRows(services.db)
  const people = rows.map((row) => ({
    ...OfficerSchema.parse({ officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district }), devicesInUse: row.devices_in_use,
  }))
  return { people, allowance: services.deviceAllowance }
}

/**
 * Changes somebody's role, team or district; the change says who did it. What their laptop may hold follows by itself (the rescope trigger
 * tells the feed). Throws ADMIN_OWN_ROLE for oneself, also under another account, NOT_FOUND for nobody, ADMIN_PERSON_CHANGED when they are no more what the caller saw (`from`). One that changes nothing leaves no row.
 */
export async function changePerson(services: HubServices, caller: DeviceCaller, { from, ...want }: Omit<Officer, 'displayName'> & { readonly from: Post }): Promise<Officer> {
  const { db, clock } = services
  // Whether the caller administers at all is asked first: what NOT_FOUND says is not for everybody.
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  const isSame = await isSamePerson(db, caller.officerId, want.officerId)
  if (isSame) throw new CasementError('ADMIN_OWN_ROLE')
  const subject = await findOfficer(db, want.officerId)
  if (subject === null) throw new CasementError('NOT_FOUND')
  await requireAllowed(services, caller, () => ({ action: 'changeRole', subject, isSamePerson: isSame }))
  const { role, team, district } = want
  if (role === subject.role && team === subject.team && district === subject.district) return subject
  await db.transaction().execute(async (trx) => {
    // By the row that the change found, under the lock that it holds: of two administrators at once the second one is told.
    const before = await insertOfficerChange(trx, { officerId: subject.officerId, changedBy: caller.officerId, role, team, district, at: new Date(clock.now()) })
    if (before.role !== from.role || before.team !== from.team || before.district !== from.district) throw new CasementError('ADMIN_PERSON_CHANGED')
  })
  return { ...subject, role, team, district }
}

/** Makes somebody an officer; who did it is kept. Throws ADMIN_PERSON_KNOWN. */
export async function addPerson(services: HubServices, caller: DeviceCaller, person: Officer): Promise<Officer> {
  const { db, clock } = services
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  if (!(await insertOfficerAddition(db, { ...person, addedBy: caller.officerId, at: new Date(clock.now()) }))) throw new CasementError('ADMIN_PERSON_KNOWN')
  return person
}
