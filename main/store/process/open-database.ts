import { Database, setLogger } from '@signalapp/sqlcipher'
import { CasementError } from '../../../shared/errors/casement-error'
import { toStoreError } from '../store-errors'
import type { Migration, Sql, SqlRow, SqlValue } from '../sql'

export interface OpenDatabase extends Sql {
  close(): void
}

/** Its messages name tables and pages; ours are codes. */
setLogger(() => undefined)

/**
 * Opens (or makes) an encrypted database with a raw 256-bit key and every setting of the threat model, checks that it really is
 * SQLCipher, and migrates it. Throws STORE_NEWER_VERSION (file untouched), STORE_CORRUPTED (also for a wrong key: the two cannot
 * be told apart by the file) or STORE_DISK_FULL; the handle is closed first.
 */
export function openDatabase(file: string, key: Uint8Array, migrations: ReadonlyArray<Migration>): OpenDatabase {
  let database: Database | null = null
  try {
    database = new Database(file, { cacheStatements: true })
    prepare(database, key, migrations)
    migrate(database, migrations)
    return wrap(database)
  } catch (error) {
    try {
      database?.close()
    } catch {
      // The first error is the one that tells.
    }
    throw toStoreError(error)
  }
}

function prepare(database: Database, key: Uint8Array, migrations: ReadonlyArray<Migration>): void {
  if (key.length !== 32) throw new RangeError('the raw key has 32 bytes')
  database.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`)
  database.exec('PRAGMA cipher_memory_security = ON')
  database.exec('PRAGMA cipher_page_size = 4096')
  // Empty means plain SQLite: integrity checks would pass without checking anything.
  if (!database.pragma('cipher_version', { simple: true }))
    throw new CasementError('STORE_CORRUPTED', { check: 'cipher_version' })
  // The first read: a wrong key or a damaged header shows here.
  database.prepare('SELECT count(*) AS n FROM sqlite_master').get()
  refuseNewer(database, migrations)
  database.exec('PRAGMA journal_mode = WAL')
  // After WAL, never before: this build's WAL switches to NORMAL, which is not durable.
  database.exec('PRAGMA synchronous = FULL')
  if (database.pragma('synchronous', { simple: true }) !== 2)
    throw new CasementError('STORE_CORRUPTED', { check: 'synchronous' })
  for (const setting of [
    'secure_delete = ON',
    'temp_store = MEMORY',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'mmap_size = 0',
    'foreign_keys = ON',
    'busy_timeout = 5000',
  ]) {
    database.exec(`PRAGMA ${setting}`)
  }
}

/** Before anything is changed: a newer Casement's data is left exactly as it is. */
function refuseNewer(database: Database, migrations: ReadonlyArray<Migration>): void {
  if (versionOf(database) > (migrations.at(-1)?.number ?? 0)) throw new CasementError('STORE_NEWER_VERSION')
}

const versionOf = (database: Database): number => Number(database.pragma('user_version', { simple: true }) ?? 0)

function migrate(database: Database, migrations: ReadonlyArray<Migration>): void {
  const version = versionOf(database)
  for (const { number, sql } of migrations) {
    if (number <= version) continue
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(sql)
      database.exec(`PRAGMA user_version = ${number}`)
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
}

function wrap(database: Database): OpenDatabase {
  let depth = 0
  const params = (values: ReadonlyArray<SqlValue>): SqlValue[] => [...values]
  return {
    run: (text, values = []) => guarded(() => database.prepare(text).run(params(values)).changes),
    get: (text, values = []) => guarded(() => database.prepare(text).get<SqlRow>(params(values)) ?? null),
    all: (text, values = []) => guarded(() => database.prepare(text).all<SqlRow>(params(values))),
    transaction: (work) => {
      if (depth > 0) return work()
      // Before it is counted: one that could not begin must not make the next join a transaction that is none.
      guarded(() => database.exec('BEGIN IMMEDIATE'))
      depth += 1
      try {
        const result = work()
        guarded(() => database.exec('COMMIT'))
        return result
      } catch (error) {
        rollback(database)
        throw error
      } finally {
        depth -= 1
      }
    },
    close: () => database.close(),
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStoreError(error)
  }
}

function rollback(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has rolled back by itself (disk full).
  }
}
