import { QueuedNeedSchema, type QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import type { Sql } from '../sql'

/** Needs that wait for signal. One that is stated anew (the same people, for the same purpose) takes the place of what was stated before. */
export class QueuedNeedRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  save(need: QueuedNeed): void {
    const askedFor = JSON.stringify([need.purpose, need.persons.toSorted()])
    this.#sql.run('INSERT OR REPLACE INTO queued_needs (need_id, household_id, asked_for, at, need) VALUES (?, ?, ?, ?, ?)', [need.needId, need.householdId, askedFor, need.at, JSON.stringify(need)])
  }

  /** The latest first. */
  list(): QueuedNeed[] {
    return this.#sql.all('SELECT need FROM queued_needs ORDER BY at DESC, need_id').map((row) => QueuedNeedSchema.parse(JSON.parse(String(row.need))))
  }

  /** False when there is none of that id. */
  remove(needId: string): boolean {
    return this.#sql.run('DELETE FROM queued_needs WHERE need_id = ?', [needId]) > 0
  }
}
