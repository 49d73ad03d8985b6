import { randomBytes } from 'node:crypto'
import { CasementError } from '../../../../shared/errors/casement-error'
import { PersonAccountsSchema, type PersonAccounts } from '../../../../shared/model/stand-in'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listAccountRows, lockAccounts, insertAccount, findPersonRef } from '../../repositories/administration/account-repository'
import { findOfficer } from '../../repositories/administration/people-repository'
import { isSamePerson } from '../../repositories/review-repository'
import { requireAllowed } from '../oversight/allow-oversight'

/** Who notes it where nobody did. */
const PROVIDER = 'the sign-in service'

/** Which accounts are noted to be one person's, and who noted it. */
export async function listAccounts(services: HubServices, caller: DeviceCaller): Promise<{ people: PersonAccounts[] }> {
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  const people = new Map<string, PersonAccounts>()
  for (const row of await listAccountRows(services.db)) {
    const account = { officerId: row.officer_id, name: row.display_name, role: row.role, team: row.team, district: row.district }
    const before = people.get(row.person_ref)
    people.set(row.person_ref, PersonAccountsSchema.parse({
      accounts: [...(before?.accounts ?? []), account], notedBy: [...new Set([...(before?.notedBy ?? []), row.noted_by_name ?? PROVIDER])], notedAt: row.noted_at.toISOString(),
    }))
  }
  return { people: [...people.values()] }
}

/**
 * Notes that two accounts are one person's: from then on what one asks the other cannot decide, and the two count as one. Only ever added to:
 * the service's role can take no link back. Throws ADMIN_OWN_ACCOUNT, ADMIN_ACCOUNTS_APART when both are noted to be different people's.
 */
export async function linkAccounts(services: HubServices, caller: DeviceCaller, { officerId, otherId }: Readonly<{ officerId: string; otherId: string }>): Promise<void> {
  const { db, clock } = services
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  if (officerId === otherId) throw new CasementError('REQUEST_INVALID', { fields: 'otherId' })
  await db.transaction().execute(async (trx) => {
    await lockAccounts(trx)
    for (const id of [officerId, otherId]) {
      const subject = await findOfficer(trx, id)
      if (subject === null) throw new CasementError('NOT_FOUND')
      const isOwn = await isSamePerson(trx, caller.officerId, id)
      if (isOwn) throw new CasementError('ADMIN_OWN_ACCOUNT')
      await requireAllowed({ ...services, db: trx }, caller, () => ({ action: 'linkAccounts', subject, isSamePerson: isOwn }))
    }
    const [one, other] = [await findPersonRef(trx, officerId), await findPersonRef(trx, otherId)]
    if (one !== null && other !== null && one !== other) throw new CasementError('ADMIN_ACCOUNTS_APART')
    const person = one ?? other ?? randomBytes(16).toString('hex')
    for (const [id, ref] of [[officerId, one], [otherId, other]] as const) {
      if (ref === null) await insertAccount(trx, { officerId: id, person, by: caller.officerId, at: new Date(clock.now()) })
    }
  })
}
