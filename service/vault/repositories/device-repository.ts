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

export async function createDevice(
  tx: VaultTransaction,
  device: Readonly<{ deviceId: string; officerId: string; name: string; signingKey: Ed25519PublicJwk; ecdhKey: P256PublicJwk; at: Date }>,
): Promise<void> {
  await sql`insert into devices (device_id, officer_id, name, signing_key, ecdh_key, enrolled_at)
    values (${device.deviceId}, ${device.officerId}, ${device.name}, ${JSON.stringify(device.signingKey)}::jsonb,
      ${JSON.stringify(device.ecdhKey)}::jsonb, ${device.at})`.execute(tx)
}
