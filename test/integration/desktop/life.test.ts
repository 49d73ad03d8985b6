import { copyFileSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { SyncStatus } from '../../../shared/ipc/sync-contract'
import type { HouseholdId } from '../../../shared/model/ids'
import { openDatabase } from '../../../main/store/process/open-database'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { PASSPHRASE, StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
const open: StoreDriver[] = []

beforeAll(async () => {
  service = await startService({ households: 120 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
})
afterAll(async () => {
  await Promise.all(open.map((driver) => driver.stop()))
  await hub.close()
  await vault.close()
  await service.stop()
})

async function laptop(dataDir?: string): Promise<StoreDriver> {
  const driver = await new StoreDriver({
    config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }),
    ...(dataDir === undefined ? {} : { dataDir }),
  }).start()
  open.push(driver)
  return driver
}
async function synced(): Promise<{ driver: StoreDriver; householdId: HouseholdId }> {
  const driver = await laptop()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  return { driver, householdId: await firstHousehold(driver) }
}
async function firstHousehold(driver: StoreDriver): Promise<HouseholdId> {
  const { rows } = await driver.call('household', 'listWorklist', {
    filters: NO_FILTERS,
    sort: 'urgency',
    after: null,
    limit: 50,
  })
  const row = rows[0]
  if (row === undefined) throw new Error('no household in the cache')
  return row.householdId
}
const contactFor = (householdId: HouseholdId, note: string | null = 'She will ring back on Friday') =>
  ({ householdId, channel: 'phone', outcome: 'left-message', note, aboutPersonId: null, nextAction: null }) as const
async function hubHas(contactIds: ReadonlyArray<string>): Promise<number> {
  const client = await service.database('hub')
  const { rows } = await client.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM contacts WHERE contact_id = ANY($1)',
    [contactIds],
  )
  await client.end()
  return rows[0]?.n ?? 0
}
async function restart(driver: StoreDriver): Promise<StoreDriver> {
  await driver.stop()
  return laptop(driver.dataDir)
}
const status = (driver: StoreDriver): Promise<SyncStatus> => driver.call('sync', 'getStatus', {})

describe('a working day', () => {
  it('a contact written while the hub is away is there at once, survives a restart, and goes when the hub returns', async () => {
    const { driver, householdId } = await synced()
    for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
    const { contactId } = await driver.call('household', 'addContact', contactFor(householdId))
    const view = await driver.call('household', 'get', { householdId })
    expect(view.pending).toEqual([{ contactId, state: 'waiting' }])
    expect(view.household.contacts[0]).toMatchObject({ contactId, outcome: 'left-message' })
    await driver.until(async () => !(await status(driver)).isOnline)
    expect(await status(driver)).toMatchObject({ waitingToSend: 2, needsAttention: 0 })
    expect(
      (await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'risk', after: null, limit: 10 }))
        .rows.length,
    ).toBeGreaterThan(0)

    const again = await restart(driver)
    expect(await again.call('access', 'getState', {})).toMatchObject({
      phase: 'locked',
      officer: { officerId: 'amara.okafor' },
    })
    expect(await again.refusal('sync', 'listOutbox', {})).toBe('ACCESS_LOCKED')
    await again.unlock()
    expect((await again.call('sync', 'listOutbox', {})).items.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'contact-outcome waiting',
      'note waiting',
    ])
    expect(await hubHas([contactId])).toBe(0)
    for (const proxy of [hub, vault]) proxy.heal()
    await again.call('sync', 'syncNow', {})
    expect(await status(again)).toMatchObject({ waitingToSend: 0, needsAttention: 0, isOnline: true })
    expect(await hubHas([contactId])).toBe(1)
  })

  it('what the service refuses needs attention and stays; once more sends it again', async () => {
    const { driver, householdId } = await synced()
    const refuseAll = (body: unknown): unknown => ({
      results: (body as { results: { id: string }[] }).results.map(({ id }) => ({
        id,
        status: 'refused',
        code: 'ACCESS_ROLE_FORBIDDEN',
      })),
    })
    hub.set(
      {
        kind: 'rewrite',
        rewrite: (answer) => ({
          ...answer,
          body: Buffer.from(JSON.stringify(refuseAll(JSON.parse(answer.body.toString())))),
        }),
      },
      '/operations',
    )
    const { contactId } = await driver.call('household', 'addContact', contactFor(householdId, null))
    await driver.until(async () => (await status(driver)).needsAttention === 1)
    expect((await driver.call('sync', 'listOutbox', {})).items).toMatchObject([
      { id: contactId, state: 'needs-attention', code: 'ACCESS_ROLE_FORBIDDEN' },
    ])
    hub.heal()
    await driver.call('sync', 'retryItem', { id: contactId })
    await driver.until(async () => (await driver.call('sync', 'listOutbox', {})).items.length === 0)
    expect(await driver.refusal('sync', 'retryItem', { id: contactId })).toBe('NOT_FOUND')
  })

  it('drafts are given back after a lock', async () => {
    const { driver } = await synced()
    await driver.call('household', 'saveDraft', { key: 'contact:one', value: '{"note":"half a sen"}' })
    const again = await restart(driver)
    expect(await again.refusal('household', 'findDraft', { key: 'contact:one' })).toBe('ACCESS_LOCKED')
    await again.unlock()
    expect((await again.call('household', 'findDraft', { key: 'contact:one' })).value).toBe('{"note":"half a sen"}')
  })

  it('a contact that was saved leaves no draft of itself: power that went at once would have it saved a second time', async () => {
    const { driver, householdId } = await synced()
    const key = `contact:${householdId}`
    await driver.call('household', 'saveDraft', { key, value: '{"note":"She will ring back on Friday"}' })
    await driver.call('household', 'addContact', contactFor(householdId))
    await driver.kill()
    await driver.start()
    await driver.unlock()
    expect((await driver.call('household', 'findDraft', { key })).value).toBeNull()
  })
})

describe('the hub misbehaves', () => {
  const troubles = [
    [
      'answers rubbish',
      { kind: 'answer', answer: { status: 200, headers: {}, body: Buffer.from('<html>hello') } },
      'SYNC_PAGE_TRUNCATED',
    ],
    ['breaks off in a page', { kind: 'cut', afterBytes: 40 }, 'HUB_RUBBISH'],
    [
      'drops the end line',
      {
        kind: 'rewrite',
        rewrite: (answer) => ({
          ...answer,
          headers: {},
          body: answer.body.subarray(0, Math.max(0, answer.body.lastIndexOf('{"type":"end"'))),
        }),
      },
      'SYNC_PAGE_TRUNCATED',
    ],
    ['is not there', { kind: 'refuse' }, 'HUB_UNREACHABLE'],
    [
      'answers with a proxy page',
      { kind: 'answer', answer: { status: 503, headers: {}, body: Buffer.from('down') } },
      'HUB_UNREACHABLE',
    ],
  ] as const satisfies ReadonlyArray<readonly [string, Parameters<FaultProxy['set']>[0], string]>
  for (const [words, fault, code] of troubles) {
    it(`when it ${words}, the page is discarded whole and the cache stays`, async () => {
      const { driver } = await synced()
      const before = await driver.call('household', 'listWorklist', {
        filters: NO_FILTERS,
        sort: 'debt',
        after: null,
        limit: 500,
      })
      hub.set(fault, '/sync/changes')
      try {
        expect(await driver.refusal('sync', 'syncNow', {})).toBe(code)
      } finally {
        hub.heal()
      }
      expect(
        await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'debt', after: null, limit: 500 }),
      ).toEqual(before)
      expect((await driver.call('sync', 'syncNow', {})).isOnline).toBe(true)
    })
  }
})

describe('the way in', () => {
  it('wrong passphrases wait longer and longer, a restart is no way round, and nothing is erased', async () => {
    const { driver } = await synced()
    let again = await restart(driver)
    for (let i = 0; i < 3; i += 1)
      expect(await again.refusal('access', 'unlock', { passphrase: 'not the right one' })).toBe(
        'ACCESS_PASSPHRASE_WRONG',
      )
    // From here on the waits are minutes, so that a slow machine does not wait them out while it restarts.
    const attempts = path.join(again.dataDir, 'attempts.json')
    expect(JSON.parse(readFileSync(attempts, 'utf8'))).toMatchObject({ wrong: 3 })
    writeFileSync(attempts, JSON.stringify({ wrong: 8, waitUntil: 0 }))
    expect(await again.refusal('access', 'unlock', { passphrase: 'not the right one' })).toBe('ACCESS_PASSPHRASE_WRONG')
    expect(await again.refusal('access', 'unlock', { passphrase: PASSPHRASE })).toBe('ACCESS_WAIT')
    again = await restart(again)
    expect(await again.refusal('access', 'unlock', { passphrase: PASSPHRASE })).toBe('ACCESS_WAIT')
    expect((await again.call('access', 'getState', {})).waitUntil).not.toBeNull()
    writeFileSync(attempts, JSON.stringify({ wrong: 3, waitUntil: 0 }))
    expect((await again.unlock()).phase).toBe('unlocked')
  })

  it("a weak passphrase, a second enrolment, an enrolment without signing in and another officer's sign-in are refused", async () => {
    const driver = await laptop()
    expect(await driver.refusal('access', 'enrol', { passphrase: PASSPHRASE })).toBe('ACCESS_SIGNED_OUT')
    await driver.call('access', 'signIn', {})
    expect(await driver.refusal('access', 'enrol', { passphrase: 'password1' })).toBe('ACCESS_PASSPHRASE_WEAK')
    await driver.call('access', 'enrol', { passphrase: PASSPHRASE })
    expect(await driver.refusal('access', 'enrol', { passphrase: PASSPHRASE })).toBe('ACCESS_SIGNED_OUT')
    driver.persona = 'outreach'
    expect(await driver.refusal('access', 'signIn', {})).toBe('ACCESS_SIGN_IN_FAILED')
    expect((await driver.call('access', 'getState', {})).officer?.officerId).toBe('amara.okafor')
  })

  it('a forgotten passphrase loses no unsent work: start again, enrol, and the spool goes up', async () => {
    const { driver, householdId } = await synced()
    for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
    const { contactId } = await driver.call('household', 'addContact', contactFor(householdId))
    const again = await restart(driver)
    expect(await again.call('access', 'startAgain', {})).toMatchObject({ phase: 'signed-out', recoverable: 2 })
    for (const proxy of [hub, vault]) proxy.heal()
    expect(readdirSync(path.join(again.dataDir, 'set-aside'))).toHaveLength(1)
    await again.signInAndEnrol('umbrella copper walnut drizzle')
    await again.call('sync', 'syncNow', {})
    expect(await hubHas([contactId])).toBe(1)
    expect((await again.call('access', 'getState', {})).recoverable).toBe(0)
  })

  it("another officer's spool is never sent under the wrong account", async () => {
    const { driver, householdId } = await synced()
    for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
    const { contactId } = await driver.call('household', 'addContact', contactFor(householdId, null))
    const again = await restart(driver)
    await again.call('access', 'startAgain', {})
    for (const proxy of [hub, vault]) proxy.heal()
    again.persona = 'supervisor'
    await again.signInAndEnrol()
    await again.call('sync', 'syncNow', {})
    expect(await hubHas([contactId])).toBe(0)
    expect(
      readdirSync(path.join(again.dataDir, 'spool')).filter((file) => file.startsWith('current-')).length,
    ).toBeGreaterThanOrEqual(1)
  })
})

describe('the files', () => {
  async function keyOf(dataDir: string): Promise<Uint8Array> {
    return unwrapKey(
      WrapFileSchema.parse(JSON.parse(readFileSync(path.join(dataDir, 'wrap.json'), 'utf8'))),
      PASSPHRASE,
      null,
    )
  }

  it('are SQLCipher, durable, and set as the threat model asks', async () => {
    const { driver } = await synced()
    await driver.stop()
    const database = openDatabase(path.join(driver.dataDir, 'kept.db'), await keyOf(driver.dataDir), KEPT_MIGRATIONS)
    const setting = (name: string): unknown => Object.values(database.get(`PRAGMA ${name}`) ?? {})[0]
    expect(setting('cipher_version')).toMatch(/^4\./)
    expect(setting('journal_mode')).toBe('wal')
    expect(
      ['synchronous', 'secure_delete', 'temp_store', 'trusted_schema', 'cell_size_check', 'mmap_size'].map(setting),
    ).toEqual([2, 1, 2, 0, 1, 0])
    database.close()
    expect(readFileSync(path.join(driver.dataDir, 'kept.db')).subarray(0, 15).toString()).not.toBe('SQLite format 3')
  })

  it('of a newer Casement are refused and left exactly as they are', async () => {
    const { driver } = await synced()
    await driver.stop()
    const file = path.join(driver.dataDir, 'kept.db')
    const newer = openDatabase(file, await keyOf(driver.dataDir), [
      ...KEPT_MIGRATIONS,
      { number: 9_990, name: '9990-from-the-future', sql: 'CREATE TABLE future (x) ' },
    ])
    newer.run('PRAGMA wal_checkpoint(TRUNCATE)')
    newer.close()
    copyFileSync(file, `${file}.copy`)
    const again = await laptop(driver.dataDir)
    // As often as somebody tries: the right passphrase never counts as a wrong one, so that no wait hides what is the matter.
    for (let n = 0; n < 4; n += 1) expect(await again.refusal('access', 'unlock', { passphrase: PASSPHRASE })).toBe('STORE_NEWER_VERSION')
    await again.stop()
    expect(readFileSync(file).equals(readFileSync(`${file}.copy`))).toBe(true)
  })

  it('a damaged cache is put aside and fetched again; a damaged kept.db is said, and nothing is touched', async () => {
    const { driver } = await synced()
    await driver.stop()
    for (const name of ['cache.db', 'cache.db-wal'])
      if (existsSync(path.join(driver.dataDir, name)))
        writeFileSync(path.join(driver.dataDir, name), Buffer.alloc(8_192, 7))
    let again = await laptop(driver.dataDir)
    await again.unlock()
    await again.call('sync', 'syncNow', {})
    expect(await firstHousehold(again)).toMatch(/^[0-9a-f]{32}$/)
    await again.stop()
    writeFileSync(path.join(driver.dataDir, 'kept.db'), Buffer.alloc(8_192, 7))
    again = await laptop(driver.dataDir)
    expect(await again.refusal('access', 'unlock', { passphrase: PASSPHRASE })).toBe('STORE_CORRUPTED')
    expect(readFileSync(path.join(driver.dataDir, 'kept.db')).equals(Buffer.alloc(8_192, 7))).toBe(true)
  })

  it.runIf(process.platform === 'linux')('of which one is gone are closed again: held open they could not be put aside on Windows', async () => {
    const { driver } = await synced()
    await driver.stop()
    for (const file of readdirSync(driver.dataDir).filter((name) => name.startsWith('kept.db'))) rmSync(path.join(driver.dataDir, file))
    const again = await laptop(driver.dataDir)
    expect(await again.refusal('access', 'unlock', { passphrase: PASSPHRASE })).toBe('STORE_CORRUPTED')
    const held = readdirSync(`/proc/${again.pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${again.pid}/fd/${fd}`)]
      } catch {
        return [] // closed meanwhile
      }
    })
    expect(held.filter((file) => file.startsWith(driver.dataDir) && file.includes('.db'))).toEqual([])
    await again.call('access', 'startAgain', {})
    expect(await again.call('access', 'getState', {})).toMatchObject({ phase: 'signed-out' })
  })
})
