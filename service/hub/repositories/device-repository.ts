import { sql } from 'kysely'
import type { Ed25519PublicJwk } from '../../../shared/model/ids'
import type { KnownDevice } from '../../plugins/authentication'
import type { DeviceRow, HubDatabase, HubTransaction } from './hub-tables'

export async function findDevice(db: HubDatabase, deviceId: string): Promise<KnownDevice | null> {
  const row = await db.selectFrom('devices').select(['officer_id', 'signing_key', 'revoked_at']).where('device_id', '=', deviceId).executeTakeFirst()
  return row === undefined ? null : { officerId: row.officer_id, signingKey: row.signing_key, revokedAt: row.revoked_at }
}

/** One enrolment of an officer at a time, so that two at once cannot both be the last allowed. */
export const lockEnrolments = (trx: HubTransaction, officerId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${officerId}, 4761050))`.execute(trx)

export const findDeviceRow = (db: HubDatabase, deviceId: string): Promise<DeviceRow | undefined> =>
  db.selectFrom('devices').selectAll().where('device_id', '=', deviceId).executeTakeFirst()

export async function countDevices(db: HubDatabase, officerId: string): Promise<number> {
  const row = await db.selectFrom('devices').select((e) => e.fn.countAll<number>().as('count')).where('officer_id', '=', officerId).where('revoked_at', 'is', null).executeTakeFirstOrThrow()
  return row.count
}

/** Enrols, or gives an enrolled laptop its new keys; the old signing key is remembered for what it signed. */
export async function saveDevice(trx: HubTransaction, device: Omit<DeviceRow, 'revoked_at'>): Promise<void> {
  const keys = { signing_key: JSON.stringify(device.signing_key) as unknown as Ed25519PublicJwk, ecdh_key: JSON.stringify(device.ecdh_key) as unknown as DeviceRow['ecdh_key'] }
  await trx.insertInto('devices').values({ ...device, ...keys, revoked_at: null })
    .onConflict((c) => c.column('device_id').doUpdateSet({ name: device.name, ...keys, enrolled_at: device.enrolled_at })).execute()
  await trx.insertInto('device_keys').values({ device_id: device.device_id, officer_id: device.officer_id, signing_key: keys.signing_key, enrolled_at: device.enrolled_at })
    .onConflict((c) => c.columns(['device_id', 'enrolled_at']).doNothing()).execute()
}

/** Every key that this officer's laptop of that id ever signed by, also a revoked one: what it signed then is still that officer's. */
export async function listSigningKeys(db: HubDatabase, officerId: string, deviceId: string): Promise<Ed25519PublicJwk[]> {
  const rows = await db.selectFrom('device_keys').select('signing_key').where('officer_id', '=', officerId).where('device_id', '=', deviceId).execute()
  return rows.map((row) => row.signing_key)
}
