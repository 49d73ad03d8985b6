import type { Sql } from '../sql'

/** Half-written forms, encrypted like everything in kept.db. */
export class DraftRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  save(key: string, value: string, savedAt: string): void {
    this.#sql.run('INSERT OR REPLACE INTO drafts (key, value, saved_at) VALUES (?, ?, ?)', [key, value, savedAt])
  }

  find(key: string): { value: string; savedAt: string } | null {
    const row = this.#sql.get('SELECT value, saved_at FROM drafts WHERE key = ?', [key])
    return row === null ? null : { value: String(row.value), savedAt: String(row.saved_at) }
  }

  /** @param prefix of their keys @param before ISO instant */
  removeOlderThan(prefix: string, before: string): void {
    this.#sql.run('DELETE FROM drafts WHERE substr(key, 1, length(?)) = ? AND saved_at < ?', [prefix, prefix, before])
  }

  remove(key: string): void {
    this.#sql.run('DELETE FROM drafts WHERE key = ?', [key])
  }
}
