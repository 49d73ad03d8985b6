import { CasementError } from '../../../shared/errors/casement-error'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import { countMisses, insertAccess, lockAccesses } from '../repositories/access-repository'
import { findHousehold } from '../repositories/household-repository'
import { shareHousehold, sharingOf } from './share-household'
import { OWN_CIRCLE_RULE, tellOfOwnCircle } from './circle/tell-of-own-circle'
import { getOfficer } from '../repositories/officer-repository'
import { listAccountsOf, personOf } from '../repositories/person-repository'

const HOUR_MS = 3_600_000

/**
 * Opens a masked household outside the cache; the ordinary access log has it first. So has a miss, and beyond the cap nothing is looked up
 * at all: otherwise references could be tried until one fits. Throws NOT_FOUND, ACCESS_ROLE_FORBIDDEN, CIRCLE_OWN, FIND_CAP_REACHED.
 */
export async function openHousehold(
  { db, clock, policy, limits, sharing }: HubServices,
  caller: DeviceCaller,
  by: Readonly<{ householdId: string } | { reference: string }>,
): Promise<HouseholdRecord> {
  const officer = await getOfficer(db, caller.officerId)
  const now = clock.now()
  const access = { officer_id: officer.officerId, device_id: caller.deviceId, accessed_at: new Date(now) }
  const row = await db.transaction().execute(async (trx) => {
    const accounts = await listAccountsOf(trx, officer.officerId)
    await lockAccesses(trx, personOf(accounts))
    if ((await countMisses(trx, accounts, new Date(now - HOUR_MS))) >= limits.missedOpensPerHour) throw new CasementError('FIND_CAP_REACHED')
    const found = await findHousehold(trx, by)
    if (found === undefined) await insertAccess(trx, { ...access, household_id: null, outcome: 'missed' })
    return found // committed before anything is said
  })
  if (row === undefined) throw new CasementError('NOT_FOUND')
  const household = HouseholdRecordSchema.parse(JSON.parse(row.document))
  const answer = policy.decideWork(officer, household)
  if (answer.rule === OWN_CIRCLE_RULE) {
    const at = new Date(now)
    // Once a day and household: whoever looks up a reference twice has tried once.
    await db.transaction().execute((trx) => tellOfOwnCircle(trx, officer, { mark: `${londonDay(at.toISOString())} ${row.household_id}`, requestId: null, at }))
    throw new CasementError('CIRCLE_OWN', { rule: answer.rule, words: answer.words })
  }
  if (answer.outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  await insertAccess(db, { ...access, household_id: row.household_id, outcome: 'opened' })
  return shareHousehold(household, sharingOf(sharing, officer.role))
}
