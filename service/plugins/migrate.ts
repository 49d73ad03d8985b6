import { type Kysely, sql, type Transaction } from 'kysely'
import { CasementError } from '../../shared/errors/casement-error'
import { openDatabase } from './postgres'

/** One numbered step, e.g. `0010-create-officers`. Never edited once released. */
export interface Migration {
  readonly name: string
  up(db: Transaction<unknown>): Promise<void>
}

interface MigrationTables {
  schema_migrations: { name: string; applied_at: Date }
}

const NAME = /^\d{4}-[a-z0-9-]+$/
/** Any two services that share a server still have databases of their own, and advisory locks are per database. */
const LOCK = 4_761_020

/**
 * Brings a database up to date as its owner: ascending, one transaction each, one migrator at a time. Answers the names applied.
 * Throws STORE_NEWER_VERSION, changing nothing, when the database holds a migration that this build does not know.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  requireAscending(migrations)
  const database = openDatabase<MigrationTables>({ url: ownerUrl, maxConnections: 1, statementTimeoutMs: 0 })
  try {
    return await database.db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${LOCK})`.execute(connection)
      try {
        return await applyMissing(connection, migrations)
      } finally {
        await sql`select pg_advisory_unlock(${LOCK})`.execute(connection)
      }
    })
  } finally {
    await database.close()
  }
}

async function applyMissing(connection: Kysely<MigrationTables>, migrations: readonly Migration[]): Promise<string[]> {
  await sql`create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`.execute(connection)
  const rows = await connection.selectFrom('schema_migrations').select('name').execute()
  const applied = new Set(rows.map((row) => row.name))
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = [...applied].filter((name) => !known.has(name)).length
  if (unknown > 0) throw new CasementError('STORE_NEWER_VERSION', { unknownMigrations: unknown })
  const missing = migrations.filter((migration) => !applied.has(migration.name))
  for (const migration of missing) {
    await connection.transaction().execute(async (transaction) => {
      await migration.up(transaction as Transaction<unknown>)
      await transaction.insertInto('schema_migrations').values({ name: migration.name, applied_at: new Date() }).execute()
    })
  }
  return missing.map((migration) => migration.name)
}

function requireAscending(migrations: readonly Migration[]): void {
  const names = migrations.map((migration) => migration.name)
  const isAscending = names.every((name, i) => NAME.test(name) && (i === 0 || (names[i - 1] ?? '') < name))
  if (!isAscending) throw new Error('migrations are numbered and ascending')
}
