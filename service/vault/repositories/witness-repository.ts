import { sql } from 'kysely'
import { emptyRoot } from '../../../shared/ledger/merkle-hash'
import type { WitnessedCheckpoint } from '../domain/checks/ledger-checks'
import { LOCKS, type VaultDatabase, type VaultTransaction } from './vault-database'

interface CheckpointRow { readonly size: number; readonly root: Buffer }

/** The last checkpoint accepted in `epoch`, its row locked until the transaction ends; size 0 before the first. */
export async function lockWitnessed(tx: VaultTransaction, epoch: string, at: Date): Promise<WitnessedCheckpoint> {
  const lock = async (): Promise<CheckpointRow | undefined> => (await sql<CheckpointRow>`select size, root from witnessed_checkpoints where epoch = ${epoch} for update`.execute(tx)).rows[0]
  const row = (await lock()) ?? (await createWitnessed(tx, epoch, at).then(lock))
  if (!row) throw new Error('the witnessed checkpoint is missing')
  return { size: row.size, root: new Uint8Array(row.root) }
}

const createWitnessed = (tx: VaultTransaction, epoch: string, at: Date) =>
  sql`insert into witnessed_checkpoints (epoch, size, root, seen_at)
    values (${epoch}, 0, ${Buffer.from(emptyRoot())}, ${at}) on conflict do nothing`.execute(tx)

/** Remembers a newer checkpoint with its signed note, so that the hub cannot deny it later. */
export async function updateWitnessed(
  tx: VaultTransaction,
  epoch: string,
  seen: Readonly<{ size: number; root: Uint8Array; note: string; at: Date }>,
): Promise<void> {
  await sql`update witnessed_checkpoints set size = ${seen.size}, root = ${Buffer.from(seen.root)}, note = ${seen.note}, seen_at = ${seen.at}
    where epoch = ${epoch} and size < ${seen.size}`.execute(tx)
}

/** Which epoch is the first is decided once, however many come at the same moment. Held until the transaction ends. */
export const lockFirstEpoch = (tx: VaultTransaction) => sql`select pg_advisory_xact_lock(hashtextextended(${LOCKS.epoch}, 0))`.execute(tx)

/** Epochs of which the vault has accepted a checkpoint. */
export const listWitnessedEpochs = async (database: VaultDatabase | VaultTransaction): Promise<string[]> =>
  (await sql<{ epoch: string }>`select epoch from witnessed_checkpoints where size > 0`.execute(database)).rows.map((row) => row.epoch)
