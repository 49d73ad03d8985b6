import { z } from 'zod'
import { isErrorCode, type ErrorCode } from '../../../shared/errors/error-code'
import { codesOf } from '../../../shared/model/codes'
import { Base64UrlSchema, HouseholdIdSchema, P256PublicJwkSchema, type HouseholdId } from '../../../shared/model/ids'
import { RevealGrantSchema, type RevealGrant } from '../../../shared/model/reveal'
import { OutingSchema, PERMIT_PARTS, type Outing, type PermitPart } from '../../../shared/model/visit-pack'
import type { Sql, SqlRow } from '../sql'

/** Both halves of the pair that this laptop made for one visit pack. */
export const PackKeySchema = z.strictObject({ ...P256PublicJwkSchema.shape, d: Base64UrlSchema.length(43) })
export type PackKey = z.infer<typeof PackKeySchema>

export interface NewPermit {
  readonly requestId: string
  readonly part: PermitPart
  readonly grant: RevealGrant
  readonly outing: Outing
  readonly sealed: string
  readonly sealedAt: string
}
export interface StoredPermit extends Omit<NewPermit, 'sealed'> {
  readonly revealId: string
  readonly number: number | null
  /** Null: destroyed, with its key. */
  readonly sealed: string | null
  readonly openedAt: string | null
  readonly displays: number
}

const PartSchema = z.enum(codesOf(PERMIT_PARTS))

/** Sealed details of visit packs and the keys that open them; both are destroyed here, so that nothing is left in the file or beside it. */
export class VisitPermitRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  findKey(requestId: string): PackKey | null {
    const row = this.#sql.get('SELECT private_key FROM visit_pack_keys WHERE request_id = ?', [requestId])
    return row === null ? null : PackKeySchema.parse(JSON.parse(String(row.private_key)))
  }

  saveKey(requestId: string, key: PackKey): void {
    this.#sql.run('INSERT INTO visit_pack_keys (request_id, private_key) VALUES (?, ?)', [requestId, JSON.stringify(key)])
  }

  add({ requestId, part, grant, outing, sealed, sealedAt }: NewPermit): void {
    this.#sql.run(
      'INSERT INTO visit_permits (reveal_id, request_id, household_id, part, grant_document, outing, sealed, sealed_at, open_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [grant.requestId, requestId, grant.householdId, part, JSON.stringify(grant), JSON.stringify(outing), sealed, sealedAt, grant.openBy],
    )
    this.#sql.run('DELETE FROM refused_permits WHERE request_id = ? AND household_id = ? AND part = ?', [requestId, grant.householdId, part])
  }

  find(revealId: string): StoredPermit | null {
    const row = this.#sql.get('SELECT * FROM visit_permits WHERE reveal_id = ?', [revealId])
    return row === null ? null : toPermit(row)
  }

  /** In the order in which they were sealed. */
  listOf(requestId: string): StoredPermit[] {
    return this.#sql.all('SELECT * FROM visit_permits WHERE request_id = ? ORDER BY sealed_at, reveal_id', [requestId]).map(toPermit)
  }

  listSealed(): StoredPermit[] {
    return this.#sql.all('SELECT * FROM visit_permits WHERE sealed IS NOT NULL ORDER BY sealed_at, reveal_id').map(toPermit)
  }

  withoutNumber(): string[] {
    return this.#sql.all('SELECT reveal_id FROM visit_permits WHERE number IS NULL').map(({ reveal_id: id }) => String(id))
  }

  setNumber(revealId: string, number: number): void {
    this.#sql.run('UPDATE visit_permits SET number = ? WHERE reveal_id = ?', [number, revealId])
  }

  /** Part of the transaction that writes the entry. */
  noteOpened(revealId: string, at: string): void {
    this.#sql.run('UPDATE visit_permits SET displays = displays + 1, opened_at = coalesce(opened_at, ?) WHERE reveal_id = ?', [at, revealId])
  }

  /** Of a permit, or of the emergency reveal that opened one: what was sealed is gone. False for every other reveal. */
  isDestroyed(revealId: string): boolean {
    return this.#sql.get('SELECT 1 AS found FROM visit_permits WHERE sealed IS NULL AND (reveal_id = ? OR reveal_id IN (SELECT reveal_id FROM emergency_openings WHERE opening_id = ?))', [revealId, revealId]) !== null
  }

  /** The emergency reveal by which this permit was opened; null while it was not. */
  findOpening(revealId: string): string | null {
    const row = this.#sql.get('SELECT opening_id FROM emergency_openings WHERE reveal_id = ?', [revealId])
    return row === null ? null : String(row.opening_id)
  }

  /** Part of the transaction that writes the entry. */
  saveOpening(revealId: string, openingId: string, at: string): void {
    this.#sql.run('INSERT INTO emergency_openings (reveal_id, opening_id, at) VALUES (?, ?, ?)', [revealId, openingId, at])
  }

  /** Which packs have a key or sealed details here. */
  packs(): string[] {
    return this.#sql
      .all('SELECT request_id FROM visit_pack_keys UNION SELECT request_id FROM visit_permits WHERE sealed IS NOT NULL')
      .map(({ request_id: id }) => String(id))
  }

  /** Sealed details first, then keys that have nothing left to open, then every trace of both in the log beside the file. */
  destroy(revealIds: ReadonlyArray<string>): void {
    if (revealIds.length === 0) return
    this.#sql.transaction(() => {
      for (const id of revealIds) this.#sql.run('UPDATE visit_permits SET sealed = NULL WHERE reveal_id = ?', [id])
      this.#sql.run(
        `DELETE FROM visit_pack_keys WHERE request_id IN (SELECT request_id FROM visit_permits)
           AND request_id NOT IN (SELECT request_id FROM visit_permits WHERE sealed IS NOT NULL)`,
      )
    })
    this.emptyLog()
  }

  /** The key, and whatever is sealed to it. */
  destroyPack(requestId: string): void {
    this.#sql.transaction(() => {
      this.#sql.run('UPDATE visit_permits SET sealed = NULL WHERE request_id = ?', [requestId])
      this.#sql.run('DELETE FROM visit_pack_keys WHERE request_id = ?', [requestId])
    })
    this.emptyLog()
  }

  /** By hand, for good: its key and whatever is sealed to it go, and nothing more is sealed of it. What was said first stays said. */
  destroyByHand(requestIds: ReadonlyArray<string>, at: string): void {
    this.#sql.transaction(() => {
      for (const id of requestIds) {
        this.#sql.run('INSERT OR IGNORE INTO destroyed_packs (request_id, at) VALUES (?, ?)', [id, at])
        this.#sql.run('UPDATE visit_permits SET sealed = NULL WHERE request_id = ?', [id])
        this.#sql.run('DELETE FROM visit_pack_keys WHERE request_id = ?', [id])
      }
    })
    this.emptyLog()
  }

  /** When the officer destroyed this pack by hand; null when they did not. */
  destroyedAt(requestId: string): string | null {
    return text(this.#sql.get('SELECT at FROM destroyed_packs WHERE request_id = ?', [requestId])?.at)
  }

  /** Hub or vault seal nothing of this visit: why is kept until it is sealed after all. */
  noteRefused(requestId: string, { householdId, part }: Readonly<{ householdId: string; part: PermitPart }>, code: ErrorCode): void {
    this.#sql.run('INSERT OR REPLACE INTO refused_permits (request_id, household_id, part, code) VALUES (?, ?, ?, ?)', [requestId, householdId, part, code])
  }

  listRefused(requestId: string): { householdId: HouseholdId; part: PermitPart; code: ErrorCode }[] {
    return this.#sql.all('SELECT household_id, part, code FROM refused_permits WHERE request_id = ?', [requestId]).flatMap((row) => {
      const { code } = row
      return isErrorCode(code) ? [{ householdId: HouseholdIdSchema.parse(row.household_id), part: PartSchema.parse(row.part), code }] : []
    })
  }

  /** What was overwritten in the file is still in the write-ahead log until that is written back and cut. */
  emptyLog(): void {
    this.#sql.get('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  findSureTime(): number | null {
    const row = this.#sql.get('SELECT at FROM sure_times WHERE id = 1')
    return row === null ? null : Number(row.at)
  }

  saveSureTime(at: number): void {
    this.#sql.run('INSERT OR REPLACE INTO sure_times (id, at) VALUES (1, ?)', [Math.floor(at)])
  }
}

const text = (value: SqlRow[string] | undefined): string | null => (value === null || value === undefined ? null : String(value))

const toPermit = (row: SqlRow): StoredPermit => ({
  revealId: String(row.reveal_id),
  requestId: String(row.request_id),
  number: row.number === null || row.number === undefined ? null : Number(row.number),
  part: PartSchema.parse(row.part),
  grant: RevealGrantSchema.parse(JSON.parse(String(row.grant_document))),
  outing: OutingSchema.parse(JSON.parse(String(row.outing))),
  sealed: text(row.sealed),
  sealedAt: String(row.sealed_at),
  openedAt: text(row.opened_at),
  displays: Number(row.displays),
})
