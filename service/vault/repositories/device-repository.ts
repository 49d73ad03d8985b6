import { sql } from 'kysely'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import { LOCKS, type VaultDatabase, type VaultTransaction } from './vault-database'

export interface DeviceRow {
  readonly device_id: string
  readonly officer_id: string
  readonly signing_key: Ed25519PublicJwk
  readonly ecdh_key: P256PublicJwk
  /** Revoked by an administrator or replaced by its officer's next device: it can call no more. Null while it is in use. */
  readonly revoked_at: Date | null
}

export const findDevice = async (db: VaultDatabase | VaultTransaction, deviceId: string): Promise<DeviceRow | null> =>
  (await sql<DeviceRow>`
    select d.device_id, d.officer_id, d.signing_key, d.ecdh_key, coalesce(d.revoked_at, v.revoked_at, r.replaced_at) as revoked_at
    from devices d left join device_replacements r using (device_id) left join device_revocations v using (device_id) where d.device_id = ${deviceId}`.execute(db)).rows[0] ?? null

/** One enrolment of an officer at a time, so that two at once cannot both be the last allowed. */
export const lockEnrolments = async (tx: VaultTransaction, officerId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${LOCKS.officer}:${officerId}`}, 0))`.execute(tx)
}

export async function countActiveDevices(tx: VaultTransaction, officerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from devices d left join device_replacements r using (device_id) left join device_revocations v using (device_id)
    where d.officer_id = ${officerId} and d.revoked_at is null and v.device_id is null and r.device_id is null`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Enrols a device. Its keys are its own for ever: the service's role may not change them. */
export async function createDevice(
  tx: VaultTransaction,
  device: Readonly<{ deviceId: string; officerId: string; name: string; signingKey: Ed25519PublicJwk; ecdhKey: P256PublicJwk; at: Date }>,
): Promise<void> {
  const [signingKey, ecdhKey] = [JSON.stringify(device.signingKey), JSON.stringify(device.ecdhKey)]
  await sql`insert into devices (device_id, officer_id, name, signing_key, ecdh_key, enrolled_at)
    values (${device.deviceId}, ${device.officerId}, ${device.name}, ${signingKey}::jsonb, ${ecdhKey}::jsonb, ${device.at})`.execute(tx)
}

/** `deviceId` can call no more, from the end of this transaction; nothing when it is unknown, somebody else's, or replaced already. */
export async function replaceDevice(
  tx: VaultTransaction,
  replacement: Readonly<{ deviceId: string; officerId: string; replacedBy: string; at: Date }>,
): Promise<void> {
  await sql`insert into device_replacements (device_id, replaced_by, replaced_at)
    select device_id, ${replacement.replacedBy}::uuid, ${replacement.at}::timestamptz from devices
    where device_id = ${replacement.deviceId} and officer_id = ${replacement.officerId} and device_id <> ${replacement.replacedBy}::uuid
    on conflict do nothing`.execute(tx)
}

/** False: there is no such device. One that is revoked already stays as it was; the service cannot take a revocation back. */
export async function createRevocation(tx: VaultTransaction, revocation: Readonly<{ deviceId: string; by: string; from: string; at: Date }>): Promise<boolean> {
  if ((await findDevice(tx, revocation.deviceId)) === null) return false
  await sql`insert into device_revocations (device_id, revoked_by, revoked_from, revoked_at)
    values (${revocation.deviceId}, ${revocation.by}, ${revocation.from}, ${revocation.at}) on conflict do nothing`.execute(tx)
  return true
}
