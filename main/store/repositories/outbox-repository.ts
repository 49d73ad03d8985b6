import { CASELOAD_KINDS, type CaseloadKind } from '../../../shared/model/caseload-operation'
import type { Sql, SqlRow } from '../sql'

export type OutboxTarget = 'hub' | 'vault'
export type OutboxKind = 'contact-outcome' | 'note' | 'device-event' | 'safety' | 'new-details' | 'sealed-details' | 'details-wrong' | 'emergency-opening' | CaseloadKind
export interface OutboxEntry {
  readonly operationId: string
  readonly target: OutboxTarget
  readonly kind: OutboxKind
  readonly householdId: string | null
  readonly reference: string | null
  /** The signed operation as JSON, ready to send. */
  readonly body: string
  readonly at: string
}
export interface StoredEntry extends OutboxEntry {
  readonly state: 'waiting' | 'needs-attention' | 'acknowledged'
  readonly code: string | null
  readonly position: number
}

/** Refused by the service, and put away by the officer. */
export interface PutAwayEntry extends OutboxEntry {
  readonly state: 'put-away'
  readonly code: string | null
}

const CASELOAD = Object.keys(CASELOAD_KINDS)
  .map((kind) => `'${kind}'`)
  .join(', ')
const LAID_OVER = `kind IN ('contact-outcome', 'safety', 'new-details', ${CASELOAD}) AND (state <> 'acknowledged' OR acknowledged_at >= ?)`

/** What was written on this laptop and is to reach the service. An entry leaves only by being acknowledged, and even then stays 30 days. */
export class OutboxRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  add(entry: OutboxEntry): void {
    this.#sql.run(
      "INSERT INTO operations (operation_id, target, kind, household_id, reference, body, at, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')",
      [entry.operationId, entry.target, entry.kind, entry.householdId, entry.reference, entry.body, entry.at],
    )
  }

  waiting(target: OutboxTarget, limit: number): StoredEntry[] {
    return this.#sql
      .all("SELECT * FROM operations WHERE state = 'waiting' AND target = ? ORDER BY position LIMIT ?", [target, limit])
      .map(toEntry)
  }

  /** Not yet acknowledged, oldest first. */
  unsent(): StoredEntry[] {
    return this.#sql.all("SELECT * FROM operations WHERE state <> 'acknowledged' ORDER BY position").map(toEntry)
  }

  /** What is laid over a household when it is read (design §5), oldest first: unsent, or acknowledged since `at` and perhaps not pulled yet. */
  overlaySince(householdId: string, at: string): StoredEntry[] {
    return this.#sql
      .all(`SELECT * FROM operations WHERE household_id = ? AND ${LAID_OVER} ORDER BY position`, [householdId, at])
      .map(toEntry)
  }

  /** The households that have such. */
  householdsToOverlay(at: string): string[] {
    return this.#sql
      .all(`SELECT DISTINCT household_id FROM operations WHERE ${LAID_OVER}`, [at])
      .map((row) => String(row.household_id))
  }

  /** Puts an act on a caseload away that the service refused; false when there is none of that id. Words and contacts never go this way. */
  putAway(operationId: string): boolean {
    return (
      this.#sql.run(
        `DELETE FROM operations WHERE operation_id = ? AND state = 'needs-attention' AND kind IN (${CASELOAD})`,
        [operationId],
      ) > 0
    )
  }

  /** Takes what the service refused out of the way, whole; false when there is none of that id. In a transaction of the caller's. */
  keepAway(operationId: string, at: string): boolean {
    const which = "operation_id = ? AND state = 'needs-attention'"
    this.#sql.run(
      `INSERT INTO put_away SELECT operation_id, target, kind, household_id, reference, body, at, code, ? FROM operations WHERE ${which}`,
      [at, operationId],
    )
    return this.#sql.run(`DELETE FROM operations WHERE ${which}`, [operationId]) > 0
  }

  /** Back to what needs attention; false when there is none of that id. In a transaction of the caller's. */
  bringBack(operationId: string): boolean {
    this.#sql.run(
      `INSERT INTO operations (operation_id, target, kind, household_id, reference, body, at, state, code)
       SELECT operation_id, target, kind, household_id, reference, body, at, 'needs-attention', code FROM put_away WHERE operation_id = ?`,
      [operationId],
    )
    return this.#sql.run('DELETE FROM put_away WHERE operation_id = ?', [operationId]) > 0
  }

  /** The latest first. */
  listPutAway(): PutAwayEntry[] {
    return this.#sql
      .all('SELECT *, 0 AS position, \'needs-attention\' AS state FROM put_away ORDER BY put_away_at DESC LIMIT 200')
      .map((row) => ({ ...toEntry(row), state: 'put-away' }))
  }

  isPutAway(operationId: string): boolean {
    return this.#sql.get('SELECT 1 FROM put_away WHERE operation_id = ?', [operationId]) !== null
  }

  acknowledge(operationId: string, at: string): void {
    this.#sql.run(
      "UPDATE operations SET state = 'acknowledged', code = NULL, acknowledged_at = ? WHERE operation_id = ?",
      [at, operationId],
    )
  }

  /** Refused by the service: never dropped, a person decides. */
  setAside(operationId: string, code: string | null): void {
    this.#sql.run(
      "UPDATE operations SET state = 'needs-attention', code = ? WHERE operation_id = ? AND state <> 'acknowledged'",
      [code, operationId],
    )
  }

  /** Once more; false when there is no such entry. */
  retry(operationId: string): boolean {
    return (
      this.#sql.run(
        "UPDATE operations SET state = 'waiting', code = NULL WHERE operation_id = ? AND state = 'needs-attention'",
        [operationId],
      ) > 0
    )
  }

  /** After the hub was restored: what it acknowledged since `at` may be lost there, so it goes again (operations are idempotent). */
  sendAgainSince(at: string): number {
    return this.#sql.run(
      "UPDATE operations SET state = 'waiting', acknowledged_at = NULL WHERE state = 'acknowledged' AND acknowledged_at >= ?",
      [at],
    )
  }

  removeAcknowledgedBefore(at: string): void {
    this.#sql.run("DELETE FROM operations WHERE state = 'acknowledged' AND acknowledged_at < ?", [at])
  }

  /** Is it here, in whatever state, put away too? */
  isKnown(operationId: string): boolean {
    return this.#sql.get('SELECT 1 FROM operations WHERE operation_id = ? UNION ALL SELECT 1 FROM put_away WHERE operation_id = ?', [operationId, operationId]) !== null
  }

  counts(): { waiting: number; needsAttention: number } {
    const row = this.#sql.get(
      "SELECT sum(state = 'waiting') AS waiting, sum(state = 'needs-attention') AS attention FROM operations WHERE state <> 'acknowledged'",
    )
    return { waiting: Number(row?.waiting ?? 0), needsAttention: Number(row?.attention ?? 0) }
  }
}

const toEntry = (row: SqlRow): StoredEntry => ({
  operationId: String(row.operation_id),
  target: row.target as OutboxTarget,
  kind: row.kind as OutboxKind,
  householdId: row.household_id === null ? null : String(row.household_id),
  reference: row.reference === null ? null : String(row.reference),
  body: String(row.body),
  at: String(row.at),
  state: row.state as StoredEntry['state'],
  code: row.code === null ? null : String(row.code),
  position: Number(row.position),
})
