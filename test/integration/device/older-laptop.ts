import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import type { Migration } from '../../../main/store/sql'
import type { DeviceWorld, PreparedLaptop } from './device-world'

/** The same laptop as its first Casement left it: every row that the first form of the tables had room for. Beside it, `…-migrated`: the same once brought up to now. */
export function olderLaptop(world: DeviceWorld, laptop: PreparedLaptop): PreparedLaptop {
  const older = { ...laptop, folder: world.copy(laptop) }
  for (const [name, migrations] of [['kept.db', KEPT_MIGRATIONS], ['cache.db', CACHE_MIGRATIONS]] as const) {
    const file = path.join(older.folder, name)
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
    const from = openDatabase(path.join(laptop.folder, name), laptop.key, migrations)
    const to = openDatabase(file, laptop.key, migrations.slice(0, 1))
    copyRows(from, to)
    from.close()
    to.close()
  }
  cpSync(older.folder, `${older.folder}-migrated`, { recursive: true })
  for (const [name, migrations] of [['kept.db', KEPT_MIGRATIONS], ['cache.db', CACHE_MIGRATIONS]] as const) openDatabase(path.join(`${older.folder}-migrated`, name), laptop.key, migrations satisfies ReadonlyArray<Migration>).close()
  return older
}

function copyRows(from: OpenDatabase, to: OpenDatabase): void {
  const tables = to.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map(({ name }) => String(name))
  to.transaction(() => {
    for (const table of tables) {
      const columns = to.all(`PRAGMA table_info(${table})`).map(({ name }) => String(name))
      for (const row of from.all(`SELECT ${columns.join(', ')} FROM ${table}`))
        to.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, columns.map((column) => row[column] ?? null))
    }
  })
}
