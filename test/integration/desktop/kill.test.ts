import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { PASSPHRASE, StoreDriver } from './store-driver'

const KILLS = 20
let service: TestService
beforeAll(async () => {
  service = await startService({ households: 120 })
})
afterAll(() => service.stop())

/** Writes contacts and syncs until the process dies; answers what was acknowledged. */
async function writeUntilKilled(driver: StoreDriver, acknowledged: string[]): Promise<void> {
  const timer = setTimeout(() => void driver.kill(), randomInt(5, 600))
  try {
    for (;;) {
      const { rows } = await driver.call('household', 'listWorklist', {
        filters: NO_FILTERS,
        sort: 'debt',
        after: null,
        limit: 3,
      })
      for (const { householdId } of rows) {
        const contact = {
          householdId,
          channel: 'visit',
          outcome: 'no-answer',
          note: 'Nobody came to the door',
          aboutPersonId: null,
          nextAction: null,
        } as const
        const { contactId } = await driver.call('household', 'addContact', contact)
        acknowledged.push(contactId)
      }
      await driver.call('household', 'saveDraft', { key: 'd', value: String(acknowledged.length) })
    }
  } catch {
    // The process is gone in the middle of a call: that one was not acknowledged.
  }
  clearTimeout(timer)
  await driver.kill()
}

it(`killed at ${KILLS} random points of writing and syncing, nothing acknowledged is lost and no file is damaged`, async () => {
  const first = await new StoreDriver({ config: configOf(service) }).start()
  await first.signInAndEnrol()
  await first.call('sync', 'syncNow', {})
  await first.stop()
  const { dataDir } = first
  const acknowledged: string[] = []
  for (let n = 0; n < KILLS; n += 1) {
    const driver = await new StoreDriver({ config: configOf(service), dataDir }).start()
    await driver.unlock()
    await writeUntilKilled(driver, acknowledged)
  }
  const key = await unwrapKey(
    WrapFileSchema.parse(JSON.parse(readFileSync(path.join(dataDir, 'wrap.json'), 'utf8'))),
    PASSPHRASE,
    null,
  )
  for (const [name, migrations] of [
    ['kept.db', KEPT_MIGRATIONS],
    ['cache.db', CACHE_MIGRATIONS],
  ] as const) {
    const database = openDatabase(path.join(dataDir, name), key, migrations)
    expect(database.all('PRAGMA cipher_integrity_check')).toEqual([])
    expect(database.all('PRAGMA integrity_check').map((row) => Object.values(row)[0])).toEqual(['ok'])
    database.close()
  }
  const last = await new StoreDriver({ config: configOf(service), dataDir }).start()
  await last.unlock()
  await last.call('sync', 'syncNow', {})
  const { waitingToSend, needsAttention } = await last.call('sync', 'getStatus', {})
  await last.stop()
  const client = await service.database('hub')
  const { rows } = await client.query<{ contact_id: string }>('SELECT contact_id::text AS contact_id FROM contacts')
  await client.end()
  const arrived = new Set(rows.map((row) => row.contact_id))
  console.log(
    `kill test: ${KILLS} kills, ${acknowledged.length} acknowledged, ${acknowledged.filter((id) => !arrived.has(id)).length} lost, ${needsAttention} need attention`,
  )
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.filter((id) => !arrived.has(id))).toEqual([])
  expect({ waitingToSend, needsAttention }).toEqual({ waitingToSend: 0, needsAttention: 0 })
}, 240_000)
