import type { Sql } from '../sql'

/** How far the cache has come. `isStreaming`: the first sync is under way, and `resume` is where it goes on. */
export interface Place {
  readonly epoch: string
  readonly cursor: string
  readonly resume: string | null
  readonly isStreaming: boolean
  readonly generation: number
  readonly done: number
  readonly total: number
  readonly syncedAt: string | null
}

/** The cursor, in the cache and in its transactions: it can never be ahead of what was applied. */
export class PlaceRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  find(): Place | null {
    const row = this.#sql.get('SELECT * FROM places WHERE id = 1')
    return row === null
      ? null
      : {
          epoch: String(row.epoch),
          cursor: String(row.cursor),
          resume: row.resume === null ? null : String(row.resume),
          isStreaming: row.is_streaming === 1,
          generation: Number(row.generation),
          done: Number(row.done),
          total: Number(row.total),
          syncedAt: row.synced_at === null ? null : String(row.synced_at),
        }
  }

  save(place: Place): void {
    this.#sql.run(
      'INSERT OR REPLACE INTO places (id, epoch, cursor, resume, is_streaming, generation, done, total, synced_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        place.epoch,
        place.cursor,
        place.resume,
        place.isStreaming ? 1 : 0,
        place.generation,
        place.done,
        place.total,
        place.syncedAt,
      ],
    )
  }
}
