import { sql } from 'kysely'
import type { PersonKey } from '../domain/identity-keys'
import { forgetPredecessors, handNotesOn, listDepartures } from './successor-repository'
import { LOCKS, type VaultTransaction } from './vault-database'

export interface KnownRow { readonly slot_hash: string; readonly person_id: string; readonly content_hash: string; readonly placed_on: string }
export interface KnownPlacement { readonly person_id: string; readonly slot_hash: string; readonly household_id: string; readonly placed_on: string }
export interface KnownRecord { readonly record_hash: string; readonly record_id: string; readonly household_id: string }
export interface KnownPersonKey { readonly person_id: string; readonly kind: string; readonly key_hash: string }
export interface KnownPerson { readonly person_id: string; readonly household_id: string; readonly wrapped_key: Buffer }
export interface KnownHouseholdKey { readonly household_id: string; readonly kind: string; readonly key_hash: string }
export interface KnownHousehold { readonly household_id: string; readonly reference: string }

/** Waits for any other minting transaction to end: two at once could mint two pseudonyms for one person. */
export const lockMinting = async (tx: VaultTransaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${LOCKS.mint}, 0))`.execute(tx)
}

/** What these rows of sources say now. */
export const listRows = async (tx: VaultTransaction, slots: readonly string[]): Promise<KnownRow[]> =>
  (await sql<KnownRow>`
    select slot_hash, person_id, content_hash, placed_on::text from source_rows where slot_hash = any(${slots}::text[]) and superseded_at is null`.execute(tx)).rows

export const listRecords = async (tx: VaultTransaction, hashes: readonly string[]): Promise<KnownRecord[]> =>
  (await sql<KnownRecord>`
    select record_hash, record_id, household_id from source_records where record_hash = any(${hashes}::text[])`.execute(tx)).rows

/** `people`, whoever has an NI number of theirs, and whoever has one of `hashes`, each with everything that could speak for or against being the same person. */
export const listPersonKeys = async (tx: VaultTransaction, hashes: readonly string[], people: readonly string[]): Promise<KnownPersonKey[]> =>
  (await sql<KnownPersonKey>`
    select distinct person_id, kind, key_hash from match_keys
    where kind in ('ni-number', 'shared-number', 'name-and-birth-and-postcode', 'name', 'date-of-birth')
      and (person_id = any(${people}::text[]) or person_id in (select person_id from match_keys where key_hash = any(${hashes}::text[])
        or key_hash in (select key_hash from match_keys where kind = 'ni-number' and person_id = any(${people}::text[]))))`.execute(tx)).rows

/** Those of these numbers that rows of the present have for more than one person. */
export const listSharedNumbers = async (tx: VaultTransaction, hashes: readonly string[]): Promise<string[]> =>
  (await sql<{ key_hash: string }>`
    select m.key_hash from match_keys m join source_rows s using (row_hash) where m.key_hash = any(${hashes}::text[]) and s.superseded_at is null
    group by m.key_hash having count(distinct m.person_id) > 1`.execute(tx)).rows.map((row) => row.key_hash)

/** Those of these keys that an erasure left behind. */
export const listSuppressed = async (tx: VaultTransaction, hashes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await sql<{ key_hash: string }>`select distinct key_hash from suppressed_keys where key_hash = any(${hashes}::text[])`.execute(tx)).rows.map((row) => row.key_hash))

export const listPeople = async (tx: VaultTransaction, ids: readonly string[]): Promise<KnownPerson[]> =>
  (await sql<KnownPerson>`select person_id, household_id, wrapped_key from people where person_id = any(${ids}::text[])`.execute(tx)).rows

/** Where each row of the present has these people. */
export const listPlacements = async (tx: VaultTransaction, people: readonly string[]): Promise<KnownPlacement[]> =>
  (await sql<KnownPlacement>`
    select person_id, slot_hash, household_id, placed_on::text from source_rows join source_records using (record_hash)
    where person_id = any(${people}::text[]) and superseded_at is null`.execute(tx)).rows

/** Every key of each household that has one of `hashes`. */
export const listHouseholdKeys = async (tx: VaultTransaction, hashes: readonly string[]): Promise<KnownHouseholdKey[]> =>
  (await sql<KnownHouseholdKey>`
    select household_id, kind, key_hash from household_keys
    where household_id in (select household_id from household_keys where key_hash = any(${hashes}::text[]))`.execute(tx)).rows

export const listHouseholds = async (tx: VaultTransaction, ids: readonly string[]): Promise<KnownHousehold[]> =>
  (await sql<KnownHousehold>`select household_id, reference from households where household_id = any(${ids}::text[])`.execute(tx)).rows

export const listTakenReferences = async (tx: VaultTransaction, references: readonly string[]): Promise<string[]> =>
  (await sql<{ reference: string }>`select reference from households where reference = any(${references}::text[])`.execute(tx))
    .rows.map((row) => row.reference)

/** What one batch adds or changes; written in a fixed, small number of statements whatever its size. */
export interface MintedBatch {
  readonly households: readonly { householdId: string; reference: string; wrappedKey: Buffer }[]
  readonly householdKeys: readonly { householdId: string; kind: string; hash: string }[]
  readonly people: readonly { personId: string; householdId: string; wrappedKey: Buffer }[]
  readonly movedPeople: readonly { personId: string; householdId: string }[]
  readonly records: readonly { recordHash: string; recordId: string; householdId: string }[]
  readonly rows: readonly {
    rowHash: string; slotHash: string; recordHash: string; personId: string; contentHash: string; asAt: string; placedOn: string
    keys: readonly PersonKey[]
    details: readonly { group: string; sealed: Buffer }[]
  }[]
}

/** Writes a batch. `rows` replace what the same source rows said before of the same people, and supersede what they said of others. */
export async function writeMintedBatch(
  tx: VaultTransaction,
  batch: MintedBatch,
  run: Readonly<{ runId: string; source: string; at: Date }>,
): Promise<void> {
  const { households, householdKeys, people, movedPeople, records, rows } = batch
  const column = <T, K extends keyof T>(items: readonly T[], key: K): T[K][] => items.map((item) => item[key])
  if (households.length > 0) {
    await sql`insert into households (household_id, reference, wrapped_key, created_at)
      select *, ${run.at}::timestamptz from unnest(${column(households, 'householdId')}::text[],
        ${column(households, 'reference')}::text[], ${column(households, 'wrappedKey')}::bytea[])`.execute(tx)
  }
  if (householdKeys.length > 0) {
    await sql`insert into household_keys (household_id, kind, key_hash)
      select * from unnest(${column(householdKeys, 'householdId')}::text[], ${column(householdKeys, 'kind')}::text[],
        ${column(householdKeys, 'hash')}::text[]) on conflict do nothing`.execute(tx)
  }
  if (people.length > 0) {
    await sql`insert into people (person_id, household_id, wrapped_key, created_at)
      select *, ${run.at}::timestamptz from unnest(${column(people, 'personId')}::text[],
        ${column(people, 'householdId')}::text[], ${column(people, 'wrappedKey')}::bytea[])`.execute(tx)
  }
  if (movedPeople.length > 0) {
    const departures = await listDepartures(tx, movedPeople)
    await sql`update people set household_id = moved.household_id
      from unnest(${column(movedPeople, 'personId')}::text[], ${column(movedPeople, 'householdId')}::text[]) as moved (person_id, household_id)
      where people.person_id = moved.person_id`.execute(tx)
    await handNotesOn(tx, departures)
  }
  await forgetPredecessors(tx, [...people, ...movedPeople].map(({ householdId }) => householdId))
  if (rows.length === 0) return
  await sql`insert into source_records (record_hash, source, record_id, household_id)
    select r.record_hash, ${run.source}, r.record_id, r.household_id from unnest(${column(records, 'recordHash')}::text[],
      ${column(records, 'recordId')}::text[], ${column(records, 'householdId')}::text[]) as r (record_hash, record_id, household_id)
    on conflict (record_hash) do update set household_id = excluded.household_id`.execute(tx)
  await sql`update source_rows set superseded_at = ${run.at}
    where slot_hash = any(${column(rows, 'slotHash')}::text[]) and not row_hash = any(${column(rows, 'rowHash')}::text[]) and superseded_at is null`.execute(tx)
  await sql`insert into source_rows (row_hash, slot_hash, record_hash, person_id, content_hash, as_at, placed_on, run_id, loaded_at)
    select *, ${run.runId}::uuid, ${run.at}::timestamptz from unnest(${column(rows, 'rowHash')}::text[], ${column(rows, 'slotHash')}::text[],
      ${column(rows, 'recordHash')}::text[], ${column(rows, 'personId')}::text[], ${column(rows, 'contentHash')}::text[],
      ${column(rows, 'asAt')}::date[], ${column(rows, 'placedOn')}::date[])
    on conflict (row_hash) do update set content_hash = excluded.content_hash, as_at = excluded.as_at, placed_on = excluded.placed_on,
      run_id = excluded.run_id, loaded_at = excluded.loaded_at, superseded_at = null`.execute(tx)
  await replaceContents(tx, rows)
}

async function replaceContents(tx: VaultTransaction, rows: MintedBatch['rows']): Promise<void> {
  const hashes = rows.map((row) => row.rowHash)
  await sql`delete from person_details where row_hash = any(${hashes}::text[])`.execute(tx)
  await sql`delete from match_keys where row_hash = any(${hashes}::text[])`.execute(tx)
  const details = rows.flatMap((row) => row.details.map((detail) => ({ rowHash: row.rowHash, ...detail })))
  await sql`insert into person_details (row_hash, field_group, sealed)
    select * from unnest(${details.map((d) => d.rowHash)}::text[], ${details.map((d) => d.group)}::text[],
      ${details.map((d) => d.sealed)}::bytea[])`.execute(tx)
  const keys = rows.flatMap((row) => row.keys.map((key) => ({ rowHash: row.rowHash, personId: row.personId, ...key })))
  await sql`insert into match_keys (row_hash, person_id, kind, key_hash)
    select * from unnest(${keys.map((k) => k.rowHash)}::text[], ${keys.map((k) => k.personId)}::text[],
      ${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.hash)}::text[])`.execute(tx)
}
