import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../domain/scope'
import type { FeedPlace } from '../../domain/cursor'
import type { HubDatabase } from '../hub-tables'
import { householdInScope, wasInScope } from '../scope-sql'

export interface SightingRow {
  readonly seen_at: Date; readonly place_xid: string | null; readonly place_seq: string | null; readonly waiting: number | null; readonly waiting_at: Date | null
}

export async function findSighting(db: HubDatabase, deviceId: string): Promise<SightingRow | null> {
  const { rows } = await sql<SightingRow>`select seen_at, place_xid::text, place_seq::text, waiting, waiting_at from device_sightings where device_id = ${deviceId}::uuid`.execute(db)
  return rows[0] ?? null
}

/** How far this laptop has fetched: it asked for what comes after. Never back. */
export async function notePlace(db: HubDatabase, deviceId: string, { xid, seq }: FeedPlace, at: Date): Promise<void> {
  await sql`insert into device_sightings (device_id, seen_at, place_xid, place_seq) values (${deviceId}::uuid, ${at}, ${xid}::xid8, ${seq}::bigint)
    on conflict (device_id) do update set place_xid = excluded.place_xid, place_seq = excluded.place_seq
    where device_sightings.place_xid is null or (device_sightings.place_xid, device_sightings.place_seq) < (excluded.place_xid, excluded.place_seq)`.execute(db)
}

export async function noteWaiting(db: HubDatabase, deviceId: string, waiting: number, at: Date): Promise<void> {
  await sql`insert into device_sightings (device_id, seen_at, waiting, waiting_at) values (${deviceId}::uuid, ${at}, ${waiting}, ${at})
    on conflict (device_id) do update set waiting = excluded.waiting, waiting_at = excluded.waiting_at where device_sightings.waiting_at is null or device_sightings.waiting_at <= excluded.waiting_at`.execute(db)
}

/** After that place; null, or a place from before the database was loaded anew: whenever. */
const isAfter = (place: FeedPlace | null): RawBuilder<boolean> =>
  place === null ? sql<boolean>`true` : sql<boolean>`((changes.xid, changes.seq) > (${place.xid}::xid8, ${place.seq}::bigint) or ${place.xid}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()))`

/** What an officer was before each change of role, team or district that a laptop at `place` has not heard of: it holds what was theirs then. */
export async function listFormerPosts(db: HubDatabase, officerId: string, place: FeedPlace | null): Promise<{ role: string; team: string; district: string }[]> {
  const { rows } = await sql<{ role: string; team: string; district: string }>`
    select previous_role as role, previous_team as team, previous_district as district from officer_changes where officer_id = ${officerId} and previous_role is not null
    order by change_id desc limit (select count(*) from changes where rescoped_officer = ${officerId} and ${isAfter(place)})`.execute(db)
  return rows
}

/** The masked households that such a laptop can hold: in one of these scopes now, and those that left it after `place`. */
export async function listHeld(db: HubDatabase, scopes: readonly Scope[], place: FeedPlace | null, limit: number): Promise<{ total: number; references: string[] }> {
  if (scopes.length === 0) return { total: 0, references: [] }
  const anyOf = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<unknown> => sql`(${sql.join(conditions, sql` or `)})`
  const { rows } = await sql<{ reference: string; total: number }>`
    with held as (
      select reference from households where ${anyOf(scopes.map(householdInScope))}
      union
      select households.reference from changes join households using (household_id)
      where ${isAfter(place)} and ${anyOf(scopes.map(wasInScope))}
    )
    select reference, count(*) over () as total from held order by reference limit ${limit}`.execute(db)
  return { total: rows[0]?.total ?? 0, references: rows.map(({ reference }) => reference) }
}

/** The grants that this laptop was given since `from`, newest first, as the hub signed them. */
export async function listGiven(db: HubDatabase, deviceId: string, from: Date, limit: number): Promise<{ requestId: string; reference: string | null; granted: string; at: Date }[]> {
  const { rows } = await sql<{ request_id: string; reference: string | null; granted: string; decided_at: Date }>`
    select d.request_id, h.reference, d.granted, d.decided_at
    from reveal_decisions d left join ledger_openings o on o.epoch = d.epoch and o.entry_index = d.entry_index left join households h on h.household_id = o.household_id
    where d.device_id = ${deviceId}::uuid and d.outcome = 'allow' and d.granted is not null and d.decided_at > ${from} order by d.decided_at desc limit ${limit}`.execute(db)
  return rows.map((row) => ({ requestId: row.request_id, reference: row.reference, granted: row.granted, at: row.decided_at }))
}

export interface WipeRow {
  readonly wiped_at: Date; readonly unsent: number; readonly received_at: Date
}
export async function findWipe(db: HubDatabase, deviceId: string): Promise<WipeRow | null> {
  const { rows } = await sql<WipeRow>`select wiped_at, unsent, received_at from device_wipes where device_id = ${deviceId}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The first receipt stands. */
export async function insertWipe(db: HubDatabase, wipe: Readonly<{ deviceId: string; receipt: string; at: Date; unsent: number; receivedAt: Date }>): Promise<void> {
  await sql`insert into device_wipes (device_id, receipt, wiped_at, unsent, received_at)
    values (${wipe.deviceId}::uuid, ${wipe.receipt}, ${wipe.at}, ${wipe.unsent}, ${wipe.receivedAt}) on conflict do nothing`.execute(db)
}
