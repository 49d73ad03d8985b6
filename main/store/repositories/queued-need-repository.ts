import { QueuedNeedSchema, type QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import type { Sql } from '../sql'

/** Needs that wait for signal, one for each household: a second one takes the place of the first. */
export class QueuedNeedRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  save(need: QueuedNeed): void {
    this.#sql.run('INSERT OR REPLACE INTO queued_needs (need_id, household_id, at, need) VALUES (?, ?, ?, ?)', [need.needId, need.householdId, need.at, JSON.stringify(need)])
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
