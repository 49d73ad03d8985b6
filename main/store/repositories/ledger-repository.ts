import { decodeBase64, encodeBase64 } from '../../../shared/ledger/base64'
import { SignedLedgerConflictSchema, type SignedLedgerConflict } from '../../../shared/model/ledger-conflict'
import { SignedDeviceEventSchema, type SignedDeviceEvent } from '../../../shared/model/reveal'
import type { Sql } from '../sql'

export interface KnownCheckpoint {
  readonly size: number
  readonly root: Uint8Array
  /** The hub's signed note; null for one that was accepted before notes were kept. */
  readonly note: string | null
}

/** What this laptop holds against the ledger: the last checkpoint of each epoch, the vault's last size, and its own chain of events. */
export class LedgerRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  findCheckpoint(epoch: string): KnownCheckpoint | null {
    const row = this.#sql.get('SELECT size, root, note FROM checkpoints WHERE epoch = ?', [epoch])
    if (row === null) return null
    return {
      size: Number(row.size),
      root: decodeBase64(String(row.root)),
      note: row.note === null ? null : String(row.note),
    }
  }

  saveCheckpoint(epoch: string, checkpoint: KnownCheckpoint, at: string): void {
    this.#sql.run('INSERT OR REPLACE INTO checkpoints (epoch, size, root, seen_at, note) VALUES (?, ?, ?, ?, ?)', [
      epoch,
      checkpoint.size,
      encodeBase64(checkpoint.root),
      at,
      checkpoint.note,
    ])
  }

  addConflict(signed: SignedLedgerConflict): void {
    const { conflictId, epoch } = signed.payload
    this.#sql.run('INSERT INTO ledger_conflicts (conflict_id, epoch, signed) VALUES (?, ?, ?)', [
      conflictId,
      epoch,
      JSON.stringify(signed),
    ])
  }

  /** Has the hub contradicted itself in this epoch? */
  hasConflict(epoch: string): boolean {
    return this.#sql.get('SELECT 1 AS found FROM ledger_conflicts WHERE epoch = ? LIMIT 1', [epoch]) !== null
  }

  unreportedConflicts(): SignedLedgerConflict[] {
    return this.#sql
      .all('SELECT signed FROM ledger_conflicts WHERE reported_at IS NULL ORDER BY conflict_id')
      .map(({ signed }) => SignedLedgerConflictSchema.parse(JSON.parse(String(signed))))
  }

  noteReported(conflictId: string, at: string): void {
    this.#sql.run('UPDATE ledger_conflicts SET reported_at = ? WHERE conflict_id = ?', [at, conflictId])
  }

  vaultSize(epoch: string): number {
    return Number(this.#sql.get('SELECT vault_size FROM witnesses WHERE epoch = ?', [epoch])?.vault_size ?? 0)
  }

  saveVaultSize(epoch: string, size: number): void {
    this.#sql.run('INSERT OR REPLACE INTO witnesses (epoch, vault_size) VALUES (?, ?)', [epoch, size])
  }

  /** Position and previous hash of the next event of the chain. */
  nextLink(): { n: number; previousHash: string } {
    const head = this.#sql.get('SELECT n, hash FROM device_events ORDER BY n DESC LIMIT 1')
    return head === null
      ? { n: 0, previousHash: '0'.repeat(64) }
      : { n: Number(head.n) + 1, previousHash: String(head.hash) }
  }

  /** Had the hub more of this laptop's chain than was here when a lease said so? Then kept.db was put back to an older copy. */
  isRolledBack(): boolean {
    return this.#sql.get('SELECT 1 AS found FROM leases WHERE is_rolled_back = 1') !== null
  }

  /** @param hash SHA-256 (hex) of the signed event's canonical bytes */
  appendEvent(event: SignedDeviceEvent, hash: string): void {
    this.#sql.run('INSERT INTO device_events (n, hash, event) VALUES (?, ?, ?)', [
      event.payload.n,
      hash,
      JSON.stringify(event),
    ])
  }

  events(): SignedDeviceEvent[] {
    return this.#sql
      .all('SELECT event FROM device_events ORDER BY n')
      .map(({ event }) => SignedDeviceEventSchema.parse(JSON.parse(String(event))))
  }
}
