import { sql } from 'kysely'
import type { HubDatabase, HubTransaction } from '../hub-tables'

export interface EnrolledDeviceRow {
  readonly device_id: string; readonly name: string; readonly officer_id: string; readonly display_name: string; readonly role: string; readonly team: string; readonly district: string
  readonly enrolled_at: Date; readonly seen_at: Date | null; readonly revoked_at: Date | null; readonly replaced_at: Date | null
}

const ENROLLED = sql`
  select d.device_id, d.name, o.officer_id, o.display_name, o.role, o.team, o.district, d.enrolled_at, s.seen_at, coalesce(d.revoked_at, v.revoked_at) as revoked_at, r.replaced_at,
    (coalesce(d.revoked_at, v.revoked_at, r.replaced_at) is not null) as is_ended
  from devices d join officers o using (officer_id) left join device_sightings s using (device_id) left join device_revocations v using (device_id)
    left join device_replacements r using (device_id)`

export async function findEnrolled(db: HubDatabase, deviceId: string): Promise<EnrolledDeviceRow | null> {
  const { rows } = await sql<EnrolledDeviceRow>`with enrolled as (${ENROLLED}) select * from enrolled where device_id = ${deviceId}::uuid`.execute(db)
  return rows[0] ?? null
}

/** One page of laptops: those in use first, the last enrolled first. `after` is a device of the page before. */
export async function listEnrolled(db: HubDatabase, after: string | null, limit: number): Promise<EnrolledDeviceRow[]> {
  const { rows } = await sql<EnrolledDeviceRow>`
    with enrolled as (${ENROLLED})
    select * from enrolled
    where ${after === null ? sql`true` : sql`(not is_ended, enrolled_at, device_id) < (select not a.is_ended, a.enrolled_at, a.device_id from enrolled a where a.device_id = ${after}::uuid)`}
    order by (not is_ended) desc, enrolled_at desc, device_id desc limit ${limit}`.execute(db)
  return rows
}

/** False: there is no such laptop. One that is revoked already stays as it was. */
export async function insertRevocation(trx: HubTransaction, revocation: Readonly<{ deviceId: string; by: string; from: string; at: Date }>): Promise<boolean> {
  const known = await sql`select 1 from devices where device_id = ${revocation.deviceId}::uuid`.execute(trx)
  if (known.rows.length === 0) return false
  await sql`insert into device_revocations (device_id, revoked_by, revoked_from, revoked_at)
    values (${revocation.deviceId}::uuid, ${revocation.by}, ${revocation.from}::uuid, ${revocation.at}) on conflict do nothing`.execute(trx)
  return true
}

/** Never back in time: two calls may be noted in the other order. */
export async function noteSeen(db: HubDatabase, deviceId: string, at: Date): Promise<void> {
  await sql`insert into device_sightings (device_id, seen_at) values (${deviceId}::uuid, ${at})
    on conflict (device_id) do update set seen_at = greatest(device_sightings.seen_at, excluded.seen_at)`.execute(db)
}
