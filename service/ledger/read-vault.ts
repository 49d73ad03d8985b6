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
}
export interface AnsweredLookup { readonly lookupId: string; readonly entryIndex: number; readonly deviceId: string; readonly purpose: string }

/** The vault's own knowledge of one epoch, from one snapshot. */
export interface VaultRecords {
  readonly releases: readonly Release[]
  readonly lookups: readonly AnsweredLookup[]
  readonly devices: ReadonlyMap<string, Ed25519PublicJwk>
  /** The last checkpoint that the vault accepted; null before the first. */
  readonly witnessed: { readonly size: number; readonly root: Buffer } | null
  /** Releases of other epochs, which other bundles are to be held against. */
  readonly elsewhere: number
}

const DeviceSchema = z.object({ id: z.string(), key: Ed25519PublicJwkSchema })

/** Throws what PostgreSQL throws. */
export async function readVault(url: string, epoch: string): Promise<VaultRecords> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const releases = await client.query<Release>(
      `select distinct request_id as "requestId", grant_id as "grantId", entry_index::float8 as "entryIndex", leaf_hash as "leafHash", device_id as "deviceId",
         purpose_code as purpose, field_groups as "fieldGroups" from releases where epoch = $1 order by "entryIndex", "grantId"`, [epoch])
    const lookups = await client.query<AnsweredLookup>(
      `select lookup_id as "lookupId", entry_index::float8 as "entryIndex", device_id as "deviceId", purpose_code as purpose from lookups where epoch = $1 order by entry_index`, [epoch])
    const devices = await client.query<{ id: string; key: unknown }>('select device_id as id, signing_key as key from devices')
    const seen = await client.query<{ size: number; root: Buffer }>('select size::float8 as size, root from witnessed_checkpoints where epoch = $1 and size > 0', [epoch])
    const elsewhere = await client.query<{ count: number }>('select count(distinct grant_id)::float8 as count from releases where epoch <> $1', [epoch])
    return {
      releases: releases.rows, lookups: lookups.rows, witnessed: seen.rows[0] ?? null, elsewhere: elsewhere.rows[0]?.count ?? 0,
      devices: new Map(devices.rows.map((row) => DeviceSchema.parse(row)).map(({ id, key }) => [id, key])),
    }
  } finally {
    await client.end()
  }
}
