import { randomBytes } from 'node:crypto'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import { CACHE_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import type { Sql } from '../../../main/store/sql'
import { markUnswept, sweepCache } from '../../../main/store/sweep-cache'

const file = path.join(mkdtempSync(path.join(tmpdir(), 'casement-sweep-')), 'cache.db')
const cache = openDatabase(file, randomBytes(32), CACHE_MIGRATIONS)
afterAll(() => cache.close())

it('after an erasure the file is written anew and its log is cut; a full disk in between puts it off to the next round, and without an erasure nothing is done', () => {
  const vacuums: string[] = []
  let isFull = true
  const watched: Sql = { ...cache, run: (text, values) => {
    if (text === 'VACUUM') {
      vacuums.push(text)
      if (isFull) throw new CasementError('STORE_DISK_FULL')
    }
    return cache.run(text, values)
  } }
  cache.run('CREATE TABLE padding (words TEXT)')
  for (let n = 0; n < 500; n += 1) cache.run('INSERT INTO padding VALUES (?)', ['x'.repeat(2_000)])
  sweepCache(watched)
  expect(vacuums).toEqual([])
  cache.transaction(() => {
    cache.run('DELETE FROM padding')
    markUnswept(cache)
    markUnswept(cache)
  })
  const free = (): unknown => cache.get('PRAGMA freelist_count')?.['freelist_count']
  expect(Number(free())).toBeGreaterThan(100)
  expect(() => sweepCache(watched)).toThrow(new CasementError('STORE_DISK_FULL'))
  isFull = false
  sweepCache(watched)
  expect([free(), statSync(`${file}-wal`).size, vacuums.length]).toEqual([0, 0, 2])
  sweepCache(watched)
  expect(vacuums).toHaveLength(2)
})
