import pg from 'pg'
import { z } from 'zod'
import { Ed25519PublicJwkSchema, type Ed25519PublicJwk } from '../../shared/model/ids'

/** What one answer of the vault was given on: the same grant fetched again is the same release. */
export interface Release {
  readonly requestId: string
  readonly grantId: string
  readonly entryIndex: number
  readonly leafHash: string
  readonly deviceId: string
  readonly purpose: string
  readonly fieldGroups: readonly string[]
  readonly personIds: readonly string[]
  readonly at: Date
}
export interface AnsweredLookup { readonly lookupId: string; readonly entryIndex: number; readonly deviceId: string; readonly purpose: string; readonly at: Date }

export interface ReportedConflict {
  readonly conflictId: string
  readonly deviceId: string
  readonly officerId: string
  readonly epoch: string
  readonly knownSize: number
  /** Null: the hub said that it never had that many entries. */
  readonly offeredSize: number | null
  readonly foundAt: Date
}

const CONFLICTS = `select conflict_id as "conflictId", device_id as "deviceId", officer_id as "officerId", epoch, known_size::float8 as "knownSize",
  offered_size::float8 as "offeredSize", found_at as "foundAt" from ledger_conflicts`

/** Every contradiction that laptops have reported, of whatever epoch. Throws what PostgreSQL throws. */
export const readConflicts = (url: string): Promise<ReportedConflict[]> =>
  connected(url, async (client) => (await client.query<ReportedConflict>(`${CONFLICTS} order by found_at, conflict_id`)).rows)

/** The vault's own knowledge of one epoch, from one snapshot. */
export interface VaultRecords {
  readonly releases: readonly Release[]
  readonly lookups: readonly AnsweredLookup[]
  readonly devices: ReadonlyMap<string, Ed25519PublicJwk>
  /** The last checkpoint that the vault accepted of no more entries than were asked for; null where there is none. */
  readonly witnessed: { readonly size: number; readonly root: Buffer } | null
  /** The last of all; null before the first. */
  readonly latest: { readonly size: number; readonly seenAt: Date } | null
  /** Contradictions of the hub in this epoch that laptops have reported. */
  readonly conflicts: readonly ReportedConflict[]
  /** Releases of other epochs, which other bundles are to be held against. */
  readonly elsewhere: number
}

const DeviceSchema = z.object({ id: z.string(), key: Ed25519PublicJwkSchema })

/** @param entries so many are in the bundle that it is held against. Throws what PostgreSQL throws. */
export const readVault = (url: string, epoch: string, entries: number): Promise<VaultRecords> =>
  connected(url, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const releases = await client.query<Release>(
      `select request_id as "requestId", grant_id as "grantId", entry_index::float8 as "entryIndex", leaf_hash as "leafHash", device_id as "deviceId",
         purpose_code as purpose, field_groups as "fieldGroups", person_ids as "personIds", min(released_at) as at from releases where epoch = $1 group by 1, 2, 3, 4, 5, 6, 7, 8 order by "entryIndex", "grantId"`, [epoch])
    const lookups = await client.query<AnsweredLookup>(
      `select lookup_id as "lookupId", entry_index::float8 as "entryIndex", device_id as "deviceId", purpose_code as purpose, answered_at as at from lookups where epoch = $1 order by entry_index`, [epoch])
    const devices = await client.query<{ id: string; key: unknown }>('select device_id as id, signing_key as key from devices')
    const seen = await client.query<{ size: number; root: Buffer; seenAt: Date }>(
      `select size::float8 as size, root, seen_at as "seenAt" from witnessed_checkpoints where epoch = $1 and size > 0
       union all (select size::float8, root, seen_at from earlier_checkpoints where epoch = $1 and size <= $2 order by size desc limit 1) order by size desc`, [epoch, entries])
    const elsewhere = await client.query<{ count: number }>('select count(distinct grant_id)::float8 as count from releases where epoch <> $1', [epoch])
    const conflicts = await client.query<ReportedConflict>(`${CONFLICTS} where epoch = $1 order by found_at, conflict_id`, [epoch])
    return {
      conflicts: conflicts.rows, releases: releases.rows, lookups: lookups.rows, witnessed: seen.rows.find(({ size }) => size <= entries) ?? null, latest: seen.rows[0] ?? null, elsewhere: elsewhere.rows[0]?.count ?? 0,
      devices: new Map(devices.rows.map((row) => DeviceSchema.parse(row)).map(({ id, key }) => [id, key])),
    }
  })

async function connected<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
