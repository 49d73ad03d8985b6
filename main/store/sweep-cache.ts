import type { Sql } from './sql'

/** Called in the transaction that erases. */
export const markUnswept = (cache: Sql): void => void cache.run('INSERT OR IGNORE INTO unswept (id) VALUES (1)')

/**
 * After an erasure: deleted rows are overwritten in the file, but may stand in pages that were moved, and in the log beside it. The file is written anew and the log is cut.
 * Rare, and small. Throws STORE_DISK_FULL; it is tried again at the next round.
 */
export function sweepCache(cache: Sql): void {
  if (cache.get('SELECT 1 FROM unswept') === null) return
  cache.run('VACUUM')
  cache.run('DELETE FROM unswept')
  cache.get('PRAGMA wal_checkpoint(TRUNCATE)')
}
