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

interface Acknowledged {
  readonly contacts: string[]
  /** The last draft that was answered "saved". */
  draft: number
}

/** Three contacts and a draft; notes what was acknowledged. */
async function write(driver: StoreDriver, acknowledged: Acknowledged): Promise<void> {
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
    acknowledged.contacts.push(contactId)
  }
  const draft = acknowledged.contacts.length
  await driver.call('household', 'saveDraft', { key: 'd', value: String(draft) })
  acknowledged.draft = draft
}

/** Writes and syncs until the process dies, within so many ms. */
async function writeUntilKilled(driver: StoreDriver, acknowledged: Acknowledged, within: number): Promise<void> {
  const timer = setTimeout(() => void driver.kill(), randomInt(5, within))
  try {
    for (;;) await write(driver, acknowledged)
  } catch {
    // The process is gone in the middle of a call: that one was not acknowledged.
  }
  clearTimeout(timer)
  await driver.kill()
}

/** Two columns of a service's database as a map. */
async function column(name: 'hub' | 'vault', sql: string): Promise<ReadonlyMap<string, string>> {
  const client = await service.database(name)
  const { rows } = await client.query<{ key: string; value: string }>(sql)
  await client.end()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

it(`killed at ${KILLS} random points of writing and syncing, nothing acknowledged is lost and no file is damaged`, async () => {
  const first = await new StoreDriver({ config: configOf(service) }).start()
  await first.signInAndEnrol()
  await first.call('sync', 'syncNow', {})
  const acknowledged: Acknowledged = { contacts: [], draft: 0 }
  // However slow this machine is just now: kills fall into the first three rounds of writing.
  const start = performance.now()
  await write(first, acknowledged)
  const within = Math.max(600, Math.ceil(3 * (performance.now() - start)))
  await first.stop()
  const { dataDir } = first
  for (let n = 0; n < KILLS; n += 1) {
    const driver = await new StoreDriver({ config: configOf(service), dataDir }).start()
    await driver.unlock()
    await writeUntilKilled(driver, acknowledged, within)
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
  const draft = Number((await last.call('household', 'findDraft', { key: 'd' })).value)
  await last.stop()
  const noteOf = await column(
    'hub',
    "SELECT contact_id::text AS key, contact::json ->> 'noteId' AS value FROM contacts",
  )
  const notes = await column('vault', 'SELECT note_id::text AS key, note_id::text AS value FROM notes')
  const { contacts } = acknowledged
  const lost = contacts.filter((id) => !noteOf.has(id))
  const lostNotes = contacts.filter((id) => !notes.has(noteOf.get(id) ?? 'none'))
  console.log(
    `kill test: ${KILLS} kills, ${contacts.length} contacts with notes acknowledged, ${lost.length} contacts and ${lostNotes.length} notes lost, draft ${draft} of ${acknowledged.draft}, ${needsAttention} need attention`,
  )
  expect(contacts.length).toBeGreaterThan(0)
  expect({ lost, lostNotes }).toEqual({ lost: [], lostNotes: [] })
  // One that was killed between the write and its answer may be there too.
  expect(acknowledged.draft).toBeGreaterThan(0)
  expect(draft).toBeGreaterThanOrEqual(acknowledged.draft)
  expect({ waitingToSend, needsAttention }).toEqual({ waitingToSend: 0, needsAttention: 0 })
}, 240_000)
