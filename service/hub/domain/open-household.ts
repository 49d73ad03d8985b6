import { CasementError } from '../../../shared/errors/casement-error'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import { findHousehold, insertAccess } from '../repositories/household-repository'
import { getOfficer } from '../repositories/officer-repository'

/** Opens a masked household outside the cache; the ordinary access log has it first. Throws NOT_FOUND, ACCESS_ROLE_FORBIDDEN. */
export async function openHousehold(
  { db, clock, policy }: HubServices,
  caller: DeviceCaller,
  by: Readonly<{ householdId: string } | { reference: string }>,
): Promise<HouseholdRecord> {
  const officer = await getOfficer(db, caller.officerId)
  const row = await findHousehold(db, by)
  if (row === undefined) throw new CasementError('NOT_FOUND')
  const household = JSON.parse(row.document) as HouseholdRecord
  if (policy.decideWork(officer, household).outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  await insertAccess(db, { officerId: officer.officerId, deviceId: caller.deviceId, householdId: row.household_id, at: new Date(clock.now()) })
  return household
}
