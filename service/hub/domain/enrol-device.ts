import { CasementError } from '../../../shared/errors/casement-error'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import type { Officer } from '../../../shared/model/officer'
import type { Clock } from '../../plugins/clock'
import { countDevices, createDevice, findDeviceRow, lockEnrolments, replaceDevice } from '../repositories/device-repository'
import type { DeviceRow, HubDatabase } from '../repositories/hub-tables'
import { getOfficer } from '../repositories/officer-repository'

export interface Enrolment {
  readonly deviceId: string
  readonly name: string
  readonly signingKey: Ed25519PublicJwk
  readonly ecdhKey: P256PublicJwk
  /** The same officer's laptop that this one takes the place of; anybody else's is ignored, and nobody is told. */
  readonly replaces: string | null
}

/** Laptops that one officer may have in use. */
export const DEVICE_ALLOWANCE = 2

/**
 * Enrols a laptop for the officer who signed in; the one it replaces gives its place up in the same transaction. The same laptop again
 * under the same keys is fine, under other keys ACCESS_DEVICE_PROOF_INVALID: who has an officer's token has not that officer's laptop.
 * Throws ACCESS_DEVICE_LIMIT beyond the allowance, ACCESS_DEVICE_REVOKED for a revoked or replaced one, REQUEST_INVALID for somebody
 * else's.
 */
export async function enrolDevice(db: HubDatabase, clock: Clock, officerId: string, enrolment: Enrolment, allowance = DEVICE_ALLOWANCE): Promise<Officer> {
  const officer = await getOfficer(db, officerId)
  const { deviceId, name, signingKey, ecdhKey, replaces } = enrolment
  const at = new Date(clock.now())
  await db.transaction().execute(async (trx) => {
    await lockEnrolments(trx, officerId)
    const before = await findDeviceRow(trx, deviceId)
    if (before !== undefined && before.officer_id !== officerId) throw new CasementError('REQUEST_INVALID', { fields: 'deviceId' })
    if (before?.revoked_at) throw new CasementError('ACCESS_DEVICE_REVOKED')
    if (before !== undefined && !hasKeys(before, enrolment)) throw new CasementError('ACCESS_DEVICE_PROOF_INVALID')
    if (replaces !== null) await replaceDevice(trx, { deviceId: replaces, officerId, replacedBy: deviceId, at })
    if (before !== undefined) return
    if ((await countDevices(trx, officerId)) >= allowance) throw new CasementError('ACCESS_DEVICE_LIMIT', { allowed: allowance })
    await createDevice(trx, { device_id: deviceId, officer_id: officerId, name, signing_key: signingKey, ecdh_key: ecdhKey, enrolled_at: at })
  })
  return officer
}

const hasKeys = (row: Pick<DeviceRow, 'signing_key' | 'ecdh_key'>, { signingKey, ecdhKey }: Enrolment): boolean =>
  row.signing_key.x === signingKey.x && row.ecdh_key.x === ecdhKey.x && row.ecdh_key.y === ecdhKey.y
