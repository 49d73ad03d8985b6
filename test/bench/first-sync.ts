import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as oneTurn } from 'node:timers/promises'
import { CACHE_MIGRATIONS } from '../../main/store/migrations/index'
import { openDatabase } from '../../main/store/process/open-database'
import type { SqlRow, SqlValue } from '../../main/store/sql'
import { BenchLaptop } from './bench-laptop'
import type { Bench } from './bench'
import { startFilledHub, type FilledHub } from './filled-hub'
import { timed } from './measure'

const SMALL = 2_000
/** As the sync does: one page is one transaction. */
const PAGE = 500

/** Households a second from an enrolled, empty laptop to a complete cache; against their rows, ready-made in memory, into the same encrypted schema. */
export const firstSync: Bench = {
  name: 'first-sync',
  async run({ households: wanted }, measure) {
    const hub = await startFilledHub(wanted ?? SMALL)
    try {
      const rows = await rowsOf(hub)
      await measure({
        bench: 'first-sync', unit: 'households/s', baseline: 'the same rows, one by one, from memory', goal: { atLeast: 0.85 },
        value: async () => {
          const laptop = await BenchLaptop.enrol(hub)
          const took = await timed(() => laptop.engine.syncNow())
          const count = laptop.households.count()
          await laptop.stop()
          if (count !== rows.length) throw new Error(`the cache has ${count} households of ${rows.length}`)
          return count / (took / 1_000)
        },
        baselineValue: async () => rows.length / ((await timed(() => insertAll(rows))) / 1_000),
      }, rows.length)
    } finally {
      await hub.stop()
    }
  },
}

async function rowsOf(hub: FilledHub): Promise<readonly SqlRow[]> {
  const laptop = await BenchLaptop.enrol(hub)
  await laptop.engine.syncNow()
  const rows = laptop.cache.all('SELECT * FROM households ORDER BY household_id')
  await laptop.stop()
  return rows
}

/** A turn of the event loop after each page, as the sync has: connections that the service closed meanwhile are noticed. */
async function insertAll(rows: readonly SqlRow[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-rows-'))
  const cache = openDatabase(path.join(folder, 'cache.db'), new Uint8Array(randomBytes(32)), CACHE_MIGRATIONS)
  const names = Object.keys(rows[0] ?? {})
  const text = `INSERT INTO households (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  for (let at = 0; at < rows.length; at += PAGE) {
    cache.transaction(() => {
      for (const row of rows.slice(at, at + PAGE)) cache.run(text, names.map((name): SqlValue => row[name] ?? null))
    })
    await oneTurn()
  }
  cache.close()
  rmSync(folder, { recursive: true, force: true })
}
