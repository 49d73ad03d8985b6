import { sql } from 'kysely'
import { breaksUnique } from '../../plugins/postgres'
import type { LedgerCheckpointRow, LedgerEntryRow, LedgerOpeningRow, HubDatabase, HubTransaction } from '../repositories/hub-tables'

/** What an entry's commitments hide; kept apart from the entry, with a retention of its own. */
export type Opening = Readonly<Omit<LedgerOpeningRow, 'epoch' | 'entry_index'>>

export interface NewEntry {
  readonly index: number
  readonly key: string
  readonly kind: LedgerEntryRow['kind']
  readonly leaf: Uint8Array
  readonly leafHash: Uint8Array
  readonly opening: Opening | null
  /** Of a device event. */
  readonly device?: Readonly<{ deviceId: string; flag: LedgerEntryRow['flag'] }>
}

export interface StoredLeaf {
  readonly index: number
  readonly leaf: Uint8Array
  readonly leafHash: Uint8Array
}

export interface SignedCheckpoint {
  readonly epoch: string
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
  readonly signedAt: Date
}

export interface LastCheckpoint {
  readonly size: number
  readonly root: Uint8Array
}

const LOCK = 4_761_030
const PER_READ = 5_000

/** One process opens an epoch at a time, until the transaction ends. Advisory, as the role may not lock rows. */
export const lockLedger = (trx: HubTransaction) => sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)

/** How many entries there are, and which of these keys have one already: one question. */
export async function readPlace(db: HubDatabase, epoch: string, keys: readonly string[]): Promise<{ size: number; known: Map<string, { index: number; leafHash: Uint8Array }> }> {
  const { rows } = await sql<{ size: number; entry_key: string | null; entry_index: number; leaf_hash: Uint8Array }>`/* planned once: ledger-place */
    select s.size, e.entry_key, e.entry_index, e.leaf_hash
    from (select coalesce(max(entry_index) + 1, 0) as size from ledger_entries where epoch = ${epoch}) s
      left join ledger_entries e on e.epoch = ${epoch} and e.entry_key = any(${[...keys]}::text[])`.execute(db)
  const known = rows.flatMap(({ entry_key: key, entry_index: index, leaf_hash: leafHash }) => (key === null ? [] : [[key, { index, leafHash }] as const]))
  return { size: rows[0]?.size ?? 0, known: new Map(known) }
}

/** One of these indexes, keys or sizes is in the table already: by another writer, or of the same request. */
export class PlaceTakenError extends Error {}

/** All entries, their openings and the checkpoint over them in one statement, all or nothing; answers how many entries there were before. Throws PlaceTakenError. */
export async function insertEntries(db: HubDatabase | HubTransaction, epoch: string, entries: readonly NewEntry[], checkpoint: SignedCheckpoint | null): Promise<number> {
  const openings = entries.flatMap(({ index, opening }) => (opening === null ? [] : [{ ...opening, index }]))
  const of = (column: keyof Opening): (string | null)[] => openings.map((opening) => opening[column] ?? null)
  // Every column by name: one that is added and forgotten here does not compile.
  const opened: Readonly<Record<keyof Opening, (string | null)[]>> = {
    officer_id: of('officer_id'), officer_salt: of('officer_salt'), household_id: of('household_id'), persons: of('persons'), persons_salt: of('persons_salt'), reason: of('reason'),
    reason_salt: of('reason_salt'), linked: of('linked'), linked_salt: of('linked_salt'), authority: of('authority'), authority_salt: of('authority_salt'),
  }
  const checkpoints = checkpoint === null ? [] : [checkpoint]
  try {
    // The size is by the statement's own snapshot, which does not see what it inserts.
    const { rows } = await sql<{ size: number }>`/* planned once: ledger-enter */
      with entered as (
        insert into ledger_entries (epoch, entry_index, entry_key, kind, leaf, leaf_hash, device_id, flag)
        select ${epoch}, * from unnest(${entries.map(({ index }) => index)}::bigint[], ${entries.map(({ key }) => key)}::text[], ${entries.map(({ kind }) => kind)}::text[],
          ${entries.map(({ leaf }) => Buffer.from(leaf))}::bytea[], ${entries.map((entry) => Buffer.from(entry.leafHash))}::bytea[],
          ${entries.map(({ device }) => device?.deviceId ?? null)}::uuid[], ${entries.map(({ device }) => device?.flag ?? null)}::text[])
      ), opened as (
        insert into ledger_openings (epoch, entry_index, officer_id, officer_salt, household_id, persons, persons_salt, reason, reason_salt, linked, linked_salt, authority, authority_salt)
        select ${epoch}, * from unnest(${openings.map(({ index }) => index)}::bigint[], ${opened.officer_id}::text[], ${opened.officer_salt}::text[], ${opened.household_id}::text[],
          ${opened.persons}::text[], ${opened.persons_salt}::text[], ${opened.reason}::text[], ${opened.reason_salt}::text[],
          ${opened.linked}::text[], ${opened.linked_salt}::text[], ${opened.authority}::text[], ${opened.authority_salt}::text[])
      ), signed as (
        insert into ledger_checkpoints (epoch, size, root, note, signed_at)
        select ${epoch}, * from unnest(${checkpoints.map(({ size }) => size)}::bigint[], ${checkpoints.map(({ root }) => Buffer.from(root))}::bytea[],
          ${checkpoints.map(({ note }) => note)}::text[], ${checkpoints.map(({ signedAt }) => signedAt)}::timestamptz[])
      )
      select coalesce(max(entry_index) + 1, 0) as size from ledger_entries where epoch = ${epoch}`.execute(db)
    const [before] = rows
    if (before === undefined) throw new Error('a question without an answer')
    return before.size
  } catch (error) {
    throw breaksUnique(error) ? new PlaceTakenError() : error
  }
}

const checkpointRow = ({ epoch, size, root, note, signedAt }: SignedCheckpoint): LedgerCheckpointRow => ({ epoch, size, root: Buffer.from(root), note, signed_at: signedAt })

/** Every leaf in order, in portions, so that a long ledger is never in memory whole. */
export async function* readLeaves(db: HubDatabase, epoch: string): AsyncGenerator<StoredLeaf> {
  for (let from = 0; ; from += PER_READ) {
    const rows = await db
      .selectFrom('ledger_entries').select(['entry_index', 'leaf', 'leaf_hash']).where('epoch', '=', epoch)
      .where('entry_index', '>=', from).where('entry_index', '<', from + PER_READ).orderBy('entry_index').execute()
    for (const row of rows) yield { index: row.entry_index, leaf: row.leaf, leafHash: row.leaf_hash }
    if (rows.length < PER_READ) return
  }
}

/** The devices' own public words about an entry: which of these were made by this device. */
export async function listOwnIndexes(db: HubDatabase, epoch: string, officerId: string, indexes: readonly number[]): Promise<number[]> {
  if (indexes.length === 0) return []
  const rows = await db
    .selectFrom('ledger_openings').select('entry_index').where('epoch', '=', epoch).where('officer_id', '=', officerId).where('entry_index', 'in', [...indexes]).execute()
  return rows.map((row) => row.entry_index)
}

export async function findLastCheckpoint(db: HubDatabase, epoch: string): Promise<LastCheckpoint | null> {
  const row = await db.selectFrom('ledger_checkpoints').select(['size', 'root']).where('epoch', '=', epoch).orderBy('size', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

export async function insertCheckpoint(db: HubDatabase, checkpoint: SignedCheckpoint): Promise<void> {
  await db.insertInto('ledger_checkpoints').values(checkpointRow(checkpoint)).onConflict((c) => c.columns(['epoch', 'size']).doNothing()).execute()
}
