import { sql } from 'kysely'
import type { LedgerEntryRow, LedgerOpeningRow, HubDatabase, HubTransaction } from '../repositories/hub-tables'

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

export interface LastCheckpoint {
  readonly size: number
  readonly root: Uint8Array
}

const LOCK = 4_761_030
const PER_READ = 5_000

/** One writer at a time until the transaction ends: entry indexes have no gaps and no doubles. Advisory, as the role may not lock rows. */
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

/** All entries and their openings in one statement. */
export async function insertEntries(trx: HubTransaction, epoch: string, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map(({ index, key, kind, leaf, leafHash, device }) => ({
    epoch, entry_index: index, entry_key: key, kind, leaf: Buffer.from(leaf), leaf_hash: Buffer.from(leafHash), device_id: device?.deviceId ?? null, flag: device?.flag ?? null,
  }))
  const openings = entries.flatMap(({ index, opening }) => (opening === null ? [] : [{ epoch, entry_index: index, ...opening }]))
  if (openings.length === 0) await trx.insertInto('ledger_entries').values(rows).execute()
  else await trx.with('entered', (db) => db.insertInto('ledger_entries').values(rows)).insertInto('ledger_openings').values(openings).execute()
}

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

export async function insertCheckpoint(db: HubDatabase, row: { epoch: string; size: number; root: Uint8Array; note: string; signedAt: Date }): Promise<void> {
  const { epoch, size, root, note, signedAt } = row
  await db.insertInto('ledger_checkpoints').values({ epoch, size, root: Buffer.from(root), note, signed_at: signedAt }).onConflict((c) => c.columns(['epoch', 'size']).doNothing()).execute()
}
