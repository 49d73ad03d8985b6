import { OwnRequestSchema, type OwnRequest } from '../../../shared/api/approvals-api'
import type { Sql } from '../sql'

export interface StoredRequest {
  readonly request: OwnRequest
  /** The state that the officer has seen; null: none yet. */
  readonly seenState: string | null
}

/** The officer's own access requests as the hub last told them: they outlive a lock, a restart and a day without signal. */
export class RequestRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Replaces what is known; what the officer has seen stays. */
  saveAll(requests: ReadonlyArray<OwnRequest>, mark: string, asOf: string): void {
    this.#sql.transaction(() => {
      const known = new Map(this.list().map(({ request, seenState }) => [request.requestId, seenState]))
      this.#sql.run('DELETE FROM access_requests')
      for (const request of requests)
        this.#sql.run('INSERT INTO access_requests (request_id, requested_at, document, seen_state) VALUES (?, ?, ?, ?)', [
          request.requestId,
          request.requestedAt,
          JSON.stringify(request),
          known.get(request.requestId) ?? null,
        ])
      this.#sql.run('INSERT OR REPLACE INTO access_request_marks (id, mark, as_of) VALUES (1, ?, ?)', [mark, asOf])
    })
  }

  /** Newest first. */
  list(): StoredRequest[] {
    return this.#sql.all('SELECT document, seen_state FROM access_requests ORDER BY requested_at DESC').map((row) => ({
      request: OwnRequestSchema.parse(JSON.parse(String(row.document))),
      seenState: row.seen_state === null || row.seen_state === undefined ? null : String(row.seen_state),
    }))
  }

  setSeen(requestId: string, state: string): void {
    this.#sql.run('UPDATE access_requests SET seen_state = ? WHERE request_id = ?', [state, requestId])
  }

  /** What the hub's pulse said when they were fetched, and when; null before the first time. */
  findMark(): { mark: string; asOf: string } | null {
    const row = this.#sql.get('SELECT mark, as_of FROM access_request_marks WHERE id = 1')
    return row === null ? null : { mark: String(row.mark), asOf: String(row.as_of) }
  }
}
