import type { Sql } from './sql'

/** Everything out of cache.db, whatever tables it has, in one transaction; then every trace of it out of the log beside the file. The next contact begins a first sync. */
export function emptyCache(cache: Sql): void {
  const tables = cache.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map(({ name }) => String(name))
  cache.transaction(() => {
    for (const table of tables) cache.run(`DELETE FROM "${table.replaceAll('"', '""')}"`)
  })
  cache.get('PRAGMA wal_checkpoint(TRUNCATE)')
}
