import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { LeaseRepository } from '../../../main/store/repositories/lease-repository'
import { LedgerRepository } from '../../../main/store/repositories/ledger-repository'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-leases-'))
let kept: OpenDatabase | null = null
afterEach(() => {
  kept?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a laptop that forgot links of its chain stays found out, however many it writes afterwards', () => {
  const sql = openDatabase(path.join(folder, 'kept.db'), new Uint8Array(randomBytes(32)), KEPT_MIGRATIONS)
  kept = sql
  const [leases, ledger] = [new LeaseRepository(sql), new LedgerRepository(sql)]
  const link = (n: number): void => void sql.run('INSERT INTO device_events (n, hash, event) VALUES (?, ?, ?)', [n, `hash ${n}`, '{}'])
  const told = (chainLength: number): void => {
    leases.save({ signed: 'a.b.c', issuedAt: '2026-11-27T10:00:00.000Z', expiresAt: '2026-11-30T10:00:00.000Z', cacheUntil: '2026-12-14T10:00:00.000Z', chainLength })
  }
  link(0)
  told(0)
  told(1)
  expect(ledger.isRolledBack()).toBe(false)
  told(3)
  expect(ledger.isRolledBack()).toBe(true)
  for (const n of [1, 2, 3]) link(n)
  told(4)
  expect(ledger.isRolledBack()).toBe(true)
})
