import { z } from 'zod'
import { RequestOpeningsSchema, type RequestOpenings } from '../../../shared/model/approval'
import {
  FieldGroupSchema,
  SignedRevealRequestSchema,
  type SignedRevealRequest,
} from '../../../shared/model/reveal'
import type { Sql, SqlRow } from '../sql'

export type RevealOutcome = 'shown' | 'not-shown' | 'needs-approval' | 'refused'
export type RevealProof = 'proved' | 'unproved' | 'inconsistent'
export interface StatedReveal {
  readonly requestId: string
  readonly at: string
  readonly epoch: string
  readonly signed: SignedRevealRequest
  readonly openings: RequestOpenings
  readonly householdId: string
  readonly reference: string
  readonly people: number
  readonly purposeTitle: string
  readonly reason: string
  readonly fieldGroups: ReadonlyArray<z.infer<typeof FieldGroupSchema>>
}
export interface StoredReveal extends StatedReveal {
  readonly outcome: RevealOutcome
  readonly grantId: string | null
  readonly entryIndex: number | null
  readonly displays: number
  readonly copies: number
  readonly proof: RevealProof
  readonly provedAt: string | null
  readonly ledgerSize: number | null
}

export interface DecidedNotRow {
  readonly requestId: string
  readonly at: string
  readonly householdId: string
  readonly reference: string
}

/** The officer's own reveals: what was asked and proved, never what was shown. */
export class RevealRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  create(reveal: StatedReveal): void {
    this.#sql.run(
      `INSERT INTO reveals (request_id, at, epoch, signed, openings, household_id, reference, people, purpose_title, reason, field_groups, outcome)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'not-shown')`,
      [
        reveal.requestId,
        reveal.at,
        reveal.epoch,
        JSON.stringify(reveal.signed),
        JSON.stringify(reveal.openings),
        reveal.householdId,
        reveal.reference,
        reveal.people,
        reveal.purposeTitle,
        reveal.reason,
        JSON.stringify(reveal.fieldGroups),
      ],
    )
  }

  find(requestId: string): StoredReveal | null {
    const row = this.#sql.get('SELECT * FROM reveals WHERE request_id = ?', [requestId])
    return row === null ? null : toReveal(row)
  }

  setOutcome(requestId: string, outcome: RevealOutcome): void {
    this.#sql.run('UPDATE reveals SET outcome = ? WHERE request_id = ?', [outcome, requestId])
  }

  setProved(
    requestId: string,
    proof: Readonly<{ grantId: string | null; entryIndex: number; ledgerSize: number; at: string }>,
  ): void {
    this.#sql.run(
      "UPDATE reveals SET grant_id = coalesce(?, grant_id), entry_index = ?, ledger_size = ?, proved_at = ?, proof = 'proved' WHERE request_id = ?",
      [proof.grantId, proof.entryIndex, proof.ledgerSize, proof.at, requestId],
    )
  }

  setProof(requestId: string, proof: RevealProof): void {
    this.#sql.run('UPDATE reveals SET proof = ? WHERE request_id = ?', [proof, requestId])
  }

  countDisplay(requestId: string): void {
    this.#sql.run("UPDATE reveals SET displays = displays + 1, outcome = 'shown' WHERE request_id = ?", [requestId])
  }

  countCopy(requestId: string): void {
    this.#sql.run('UPDATE reveals SET copies = copies + 1 WHERE request_id = ?', [requestId])
  }

  /** Newest first. @param before instant, exclusive; null from the newest */
  page(before: string | null, limit: number): StoredReveal[] {
    return this.#sql
      .all('SELECT * FROM reveals WHERE at < ? ORDER BY at DESC, request_id DESC LIMIT ?', [before ?? '9999', limit])
      .map(toReveal)
  }

  /** Granted, and neither shown nor recorded as not shown; what still lies sealed in a visit pack has not ended. */
  withoutEnd(): { requestId: string; grantId: string }[] {
    return this.#sql
      .all(
        `SELECT request_id, grant_id FROM reveals WHERE grant_id IS NOT NULL AND displays = 0 AND request_id NOT IN
           (SELECT event ->> '$.payload.requestId' FROM device_events WHERE event ->> '$.payload.event' IN ('shown', 'displayed-again', 'not-shown'))
           AND request_id NOT IN (SELECT reveal_id FROM visit_permits WHERE sealed IS NOT NULL OR displays > 0)
         ORDER BY at`,
      )
      .map((row) => ({ requestId: String(row.request_id), grantId: String(row.grant_id) }))
  }

  /** Is it recorded that this was shown, or was not? */
  isEnded(requestId: string): boolean {
    return this.#sql.get("SELECT 1 AS found FROM device_events WHERE event ->> '$.payload.requestId' = ? AND event ->> '$.payload.event' IN ('shown', 'displayed-again', 'not-shown') LIMIT 1", [requestId]) !== null
  }

  /** Uses of emergency access since then, with and without signal: those that were granted, or shown. */
  countEmergencies(since: string): number {
    const row = this.#sql.get("SELECT count(*) AS uses FROM reveals WHERE at > ? AND signed ->> '$.payload.emergency' = 1 AND (displays > 0 OR grant_id IS NOT NULL)", [since])
    return Number(row?.uses ?? 0)
  }

  createDecidedNot({ requestId, at, householdId, reference }: DecidedNotRow): void {
    this.#sql.run('INSERT INTO decided_not (request_id, at, household_id, reference) VALUES (?, ?, ?, ?)', [
      requestId,
      at,
      householdId,
      reference,
    ])
  }

  /** Newest first. */
  listDecidedNot(limit: number): DecidedNotRow[] {
    return this.#sql.all('SELECT * FROM decided_not ORDER BY at DESC LIMIT ?', [limit]).map((row) => ({
      requestId: String(row.request_id),
      at: String(row.at),
      householdId: String(row.household_id),
      reference: String(row.reference),
    }))
  }

  /** Those that have an entry in this epoch's ledger. */
  entered(epoch: string): StoredReveal[] {
    return this.#sql
      .all('SELECT * FROM reveals WHERE epoch = ? AND entry_index IS NOT NULL ORDER BY entry_index', [epoch])
      .map(toReveal)
  }
}

const text = (value: SqlRow[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
const whole = (value: SqlRow[string] | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)

const toReveal = (row: SqlRow): StoredReveal => ({
  requestId: String(row.request_id),
  at: String(row.at),
  epoch: String(row.epoch),
  signed: SignedRevealRequestSchema.parse(JSON.parse(String(row.signed))),
  openings: RequestOpeningsSchema.parse(JSON.parse(String(row.openings))),
  householdId: String(row.household_id),
  reference: String(row.reference),
  people: Number(row.people),
  purposeTitle: String(row.purpose_title),
  reason: String(row.reason),
  fieldGroups: z.array(FieldGroupSchema).parse(JSON.parse(String(row.field_groups))),
  outcome: row.outcome as RevealOutcome,
  grantId: text(row.grant_id),
  entryIndex: whole(row.entry_index),
  displays: Number(row.displays),
  copies: Number(row.copies),
  proof: row.proof as RevealProof,
  provedAt: text(row.proved_at),
  ledgerSize: whole(row.ledger_size),
})
