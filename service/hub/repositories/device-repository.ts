import { sql } from 'kysely'
import type { Ed25519PublicJwk } from '../../../shared/model/ids'
import type { KnownDevice } from '../../plugins/authentication'
import type { DeviceRow, HubDatabase, HubTransaction } from './hub-tables'

/** Devices with the moment from which they can call no more: revoked by an administrator, or replaced by the officer's next laptop. */
const devicesInUse = (db: HubDatabase) =>
  db.selectFrom('devices').leftJoin('device_replacements', 'device_replacements.device_id', 'devices.device_id')
    .leftJoin('device_revocations', 'device_revocations.device_id', 'devices.device_id')
    .select((e) => e.fn.coalesce('devices.revoked_at', 'device_revocations.revoked_at', 'device_replacements.replaced_at').as('revoked_at'))

/** Asked for every call of a laptop. */
export async function findDevice(db: HubDatabase, deviceId: string): Promise<KnownDevice | null> {
  const { rows } = await sql<{ officer_id: string; signing_key: Ed25519PublicJwk; revoked_at: Date | null }>`/* planned once: find-device */
    select d.officer_id, d.signing_key, coalesce(d.revoked_at, v.revoked_at, r.replaced_at) as revoked_at
    from devices d left join device_revocations v using (device_id) left join device_replacements r using (device_id) where d.device_id = ${deviceId}::uuid`.execute(db)
  const [row] = rows
  return row === undefined ? null : { officerId: row.officer_id, signingKey: row.signing_key, revokedAt: row.revoked_at }
}

/** One enrolment of an officer at a time, so that two at once cannot both be the last allowed. */
export const lockEnrolments = (trx: HubTransaction, officerId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${officerId}, 4761050))`.execute(trx)

export const findDeviceRow = (db: HubDatabase, deviceId: string): Promise<DeviceRow | undefined> =>
  devicesInUse(db).select(['devices.device_id', 'officer_id', 'name', 'signing_key', 'ecdh_key', 'enrolled_at']).where('devices.device_id', '=', deviceId).executeTakeFirst()

/** Laptops in use: neither revoked nor replaced. */
export async function countDevices(db: HubDatabase, officerId: string): Promise<number> {
  const row = await db
    .selectFrom('devices').leftJoin('device_replacements', 'device_replacements.device_id', 'devices.device_id')
    .leftJoin('device_revocations', 'device_revocations.device_id', 'devices.device_id')
    .select((e) => e.fn.countAll<number>().as('count')).where('officer_id', '=', officerId).where('devices.revoked_at', 'is', null)
    .where('device_revocations.revoked_at', 'is', null).where('replaced_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function createDevice(trx: HubTransaction, device: Omit<DeviceRow, 'revoked_at'>): Promise<void> {
  const keys = { signing_key: JSON.stringify(device.signing_key) as unknown as Ed25519PublicJwk, ecdh_key: JSON.stringify(device.ecdh_key) as unknown as DeviceRow['ecdh_key'] }
  await trx.insertInto('devices').values({ ...device, ...keys, revoked_at: null }).execute()
  await trx.insertInto('device_keys').values({ device_id: device.device_id, officer_id: device.officer_id, signing_key: keys.signing_key, enrolled_at: device.enrolled_at }).execute()
}

/** Takes a laptop out of use in favour of another of the same officer. Somebody else's, an unknown one, the same one, or one replaced before: nothing happens. */
export async function replaceDevice(trx: HubTransaction, replacement: Readonly<{ deviceId: string; officerId: string; replacedBy: string; at: Date }>): Promise<void> {
  const { deviceId, officerId, replacedBy, at } = replacement
  await sql`
    insert into device_replacements (device_id, replaced_by, replaced_at)
    select device_id, ${replacedBy}::uuid, ${at}::timestamptz from devices
    where device_id = ${deviceId}::uuid and officer_id = ${officerId} and device_id <> ${replacedBy}::uuid
    on conflict do nothing`.execute(trx)
}

/** Every key that this officer's laptop of that id ever signed by, also a revoked or replaced one: what it signed then is still that officer's. */
export async function listSigningKeys(db: HubDatabase, officerId: string, deviceId: string): Promise<Ed25519PublicJwk[]> {
  const rows = await db.selectFrom('device_keys').select('signing_key').where('officer_id', '=', officerId).where('device_id', '=', deviceId).execute()
  return rows.map((row) => row.signing_key)
}
