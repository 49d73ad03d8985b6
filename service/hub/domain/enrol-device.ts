import { CasementError } from '../../../shared/errors/casement-error'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import type { Officer } from '../../../shared/model/officer'
import type { Clock } from '../../plugins/clock'
import { countDevices, findDeviceRow, lockEnrolments, saveDevice } from '../repositories/device-repository'
import type { HubDatabase } from '../repositories/hub-tables'
import { getOfficer } from '../repositories/officer-repository'

export interface Enrolment {
  readonly deviceId: string
  readonly name: string
  readonly signingKey: Ed25519PublicJwk
  readonly ecdhKey: P256PublicJwk
}

/** Laptops that one officer may have in use. */
export const DEVICE_ALLOWANCE = 2

/**
 * Enrols a laptop for the officer who signed in. The same laptop again is fine, also with new keys (a forgotten passphrase). Throws
 * ACCESS_DEVICE_LIMIT beyond the allowance, ACCESS_DEVICE_REVOKED for a revoked one, REQUEST_INVALID for somebody else's.
 */
export async function enrolDevice(db: HubDatabase, clock: Clock, officerId: string, enrolment: Enrolment, allowance = DEVICE_ALLOWANCE): Promise<Officer> {
  const officer = await getOfficer(db, officerId)
  await db.transaction().execute(async (trx) => {
    await lockEnrolments(trx, officerId)
    const before = await findDeviceRow(trx, enrolment.deviceId)
    if (before !== undefined && before.officer_id !== officerId) throw new CasementError('REQUEST_INVALID', { fields: 'deviceId' })
    if (before?.revoked_at) throw new CasementError('ACCESS_DEVICE_REVOKED')
    if (before === undefined && (await countDevices(trx, officerId)) >= allowance) throw new CasementError('ACCESS_DEVICE_LIMIT', { allowed: allowance })
    await saveDevice(trx, {
      device_id: enrolment.deviceId, officer_id: officerId, name: enrolment.name, signing_key: enrolment.signingKey, ecdh_key: enrolment.ecdhKey, enrolled_at: new Date(clock.now()),
    })
  })
  return officer
}
