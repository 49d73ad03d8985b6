import { sql } from 'kysely'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import { LOCKS, type VaultDatabase, type VaultTransaction } from './vault-database'

export interface DeviceRow {
  readonly device_id: string
  readonly officer_id: string
  readonly signing_key: Ed25519PublicJwk
  readonly ecdh_key: P256PublicJwk
  readonly revoked_at: Date | null
}

export const findDevice = async (db: VaultDatabase | VaultTransaction, deviceId: string): Promise<DeviceRow | null> =>
  (await sql<DeviceRow>`
    select device_id, officer_id, signing_key, ecdh_key, revoked_at from devices where device_id = ${deviceId}`.execute(db)).rows[0] ?? null

export async function countActiveDevices(tx: VaultTransaction, officerId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${LOCKS.officer}:${officerId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from devices where officer_id = ${officerId} and revoked_at is null`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Enrols a device, or enrols it anew under other keys; the keys of before stay known in device_keys. */
export async function saveDevice(
  tx: VaultTransaction,
  device: Readonly<{ deviceId: string; officerId: string; name: string; signingKey: Ed25519PublicJwk; ecdhKey: P256PublicJwk; at: Date }>,
): Promise<void> {
  const [signingKey, ecdhKey] = [JSON.stringify(device.signingKey), JSON.stringify(device.ecdhKey)]
  await sql`insert into devices (device_id, officer_id, name, signing_key, ecdh_key, enrolled_at)
    values (${device.deviceId}, ${device.officerId}, ${device.name}, ${signingKey}::jsonb, ${ecdhKey}::jsonb, ${device.at})
    on conflict (device_id) do update set name = excluded.name, signing_key = excluded.signing_key, ecdh_key = excluded.ecdh_key,
      enrolled_at = excluded.enrolled_at`.execute(tx)
  await sql`insert into device_keys (device_id, signing_key, enrolled_at)
    values (${device.deviceId}, ${signingKey}::jsonb, ${device.at}) on conflict do nothing`.execute(tx)
}

/** Every signing key that a device was ever enrolled with. */
export const listDeviceKeys = async (db: VaultDatabase, deviceId: string): Promise<Ed25519PublicJwk[]> =>
  (await sql<{ signing_key: Ed25519PublicJwk }>`select signing_key from device_keys where device_id = ${deviceId}`.execute(db))
    .rows.map((row) => row.signing_key)
