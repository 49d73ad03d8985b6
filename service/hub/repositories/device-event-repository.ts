import { sql } from 'kysely'
import type { HubDatabase } from './hub-tables'

/** Which of these requests stand in a ledger, of this epoch or an earlier one, as this officer's. */
export async function findOwnRequests(db: HubDatabase, officerId: string, requestIds: readonly string[]): Promise<Set<string>> {
  const keys = [...new Set(requestIds)].map((id) => `reveal:${id}`)
  if (keys.length === 0) return new Set()
  const { rows } = await sql<{ entry_key: string }>`
    select entry_key from epochs join ledger_entries using (epoch) join ledger_openings using (epoch, entry_index)
    where entry_key = any(${keys}) and ledger_openings.officer_id = ${officerId}`.execute(db)
  return new Set(rows.map((row) => row.entry_key.slice('reveal:'.length)))
}

/** Which of these events have been entered already, in any epoch, with the hash of their leaf: to send them again is safe and costs nothing. */
export async function findEnteredEvents(db: HubDatabase, eventIds: readonly string[]): Promise<Map<string, Uint8Array>> {
  const keys = eventIds.map((id) => `device-event:${id}`)
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ entry_key: string; leaf_hash: Buffer }>`select entry_key, leaf_hash from epochs join ledger_entries using (epoch) where entry_key = any(${keys})`.execute(db)
  return new Map(rows.map((row) => [row.entry_key.slice('device-event:'.length), new Uint8Array(row.leaf_hash)]))
}

/** How long a device's chain is, as far as it has been entered: one more than the highest position of its latest events. */
export async function findChainLength(db: HubDatabase, deviceId: string): Promise<number> {
  const { rows } = await sql<{ length: number }>`
    select coalesce(max((convert_from(leaf, 'UTF8')::json -> 'payload' ->> 'n')::int) + 1, 0)::int as length
    from (select leaf from ledger_entries where kind = 'device-event' and device_id = ${deviceId}::uuid order by entered_at desc limit 200) latest`.execute(db)
  return rows[0]?.length ?? 0
}

/** Events that a device entered in the last hour, by the database's clock. */
export async function countRecentEvents(db: HubDatabase, deviceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ledger_entries
    where kind = 'device-event' and device_id = ${deviceId}::uuid and entered_at > now() - interval '1 hour'`.execute(db)
  return rows[0]?.count ?? 0
}
