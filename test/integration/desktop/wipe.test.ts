import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { jsonAnswer, startFaultProxy, type FaultProxy, type Passed } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { limitFiles } from '../device/full-disk'
import { configOf } from './config-of'
import { PASSPHRASE, StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let admin: StoreDriver
const open: StoreDriver[] = []

beforeAll(async () => {
  service = await startService({ households: 60, deviceAllowance: 4 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
  admin = await start('admin')
  await admin.signInAndEnrol()
})
afterAll(async () => {
  await Promise.all(open.map((driver) => driver.stop()))
  await hub.close()
  await vault.close()
  await service.stop()
})
beforeEach(() => {
  for (const proxy of [hub, vault]) proxy.heal()
})

async function start(persona: string, dataDir?: string): Promise<StoreDriver> {
  const driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }), persona, ...(dataDir === undefined ? {} : { dataDir }) }).start()
  open.push(driver)
  return driver
}

/** An officer's laptop with a cache, and a contact on it that nobody has yet. */
async function withUnsentWork(): Promise<{ driver: StoreDriver; deviceId: string; contactId: string }> {
  const driver = await start('officer')
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const { rows } = await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 1 })
  for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
  const [row] = rows
  if (row === undefined) throw new Error('no household in the cache')
  const { contactId } = await driver.call('household', 'addContact', {
    householdId: row.householdId, channel: 'phone', outcome: 'left-message', note: 'She will ring back on Friday', aboutPersonId: null, nextAction: null,
  })
  const { deviceId } = JSON.parse(readFileSync(path.join(driver.dataDir, 'wrap.json'), 'utf8')) as { deviceId: string }
  return { driver, deviceId, contactId }
}
const secretsOn = ({ dataDir }: StoreDriver): string[] => readdirSync(dataDir).filter((file) => /^(?:wrap|cache|kept|key-store|set-aside)/.test(file))
const isWiped = async (driver: StoreDriver): Promise<boolean> => (await driver.call('access', 'getState', {})).wipedAt !== null
const lost = (deviceId: string) => admin.call('admin', 'getLostDevice', { deviceId })
const contacts = async (contactId: string): Promise<number> => {
  const client = await service.database('hub')
  const { rows } = await client.query('select 1 from contacts where contact_id = $1', [contactId])
  await client.end()
  return rows.length
}
let order: Passed | undefined

it('a revoked laptop erases itself at its next contact, hands in a receipt, and loses no unsent work', async () => {
  const { driver, deviceId, contactId } = await withUnsentWork()
  for (const proxy of [hub, vault]) proxy.heal()
  await admin.call('admin', 'revokeDevice', { deviceId })
  hub.forget()
  await driver.refusal('sync', 'syncNow', {})
  await driver.until(() => isWiped(driver))
  expect(secretsOn(driver)).toEqual([])
  expect(await driver.call('access', 'getState', {})).toMatchObject({ phase: 'signed-out', recoverable: expect.any(Number) as number })
  await driver.until(async () => (await lost(deviceId)).wiped !== null)
  expect((await lost(deviceId)).wiped?.unsent).toBeGreaterThan(0)
  order = hub.passed.find(({ path: called }) => called === '/devices/wipe-order')
  expect(order?.headers.authorization, 'by its key alone').toBeUndefined()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  expect(await contacts(contactId)).toBe(1)
  expect((await driver.call('access', 'getState', {})).wipedAt).toBeNull()
})

it('nothing but the hub’s signed answer to its own question erases a laptop', async () => {
  const { driver, deviceId } = await withUnsentWork()
  const refused = jsonAnswer(403, { code: 'ACCESS_DEVICE_REVOKED', detail: {} })
  const real = await (await fetch(`${service.hubUrl}/devices/wipe-order`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: new Uint8Array(order?.body ?? Buffer.from('{}')) })).json() as { order: string }
  expect(real.order, 'an order to another laptop').toMatch(/^ey/)
  for (const answer of [jsonAnswer(200, real), jsonAnswer(200, { order: `${real.order.slice(0, -4)}AAAA` }), jsonAnswer(200, { order: 'rubbish' }), refused]) {
    hub.heal()
    hub.set({ kind: 'answer', answer: refused })
    hub.set({ kind: 'answer', answer }, '/devices/wipe-order')
    hub.forget()
    expect(await driver.refusal('sync', 'syncNow', {})).toBe('ACCESS_DEVICE_REVOKED')
    await driver.until(() => hub.passed.some(({ path: called }) => called === '/devices/wipe-order') || hub.passed.length === 0)
  }
  expect(await driver.call('access', 'getState', {})).toMatchObject({ phase: 'unlocked', wipedAt: null })
  expect(secretsOn(driver)).toContain('wrap.json')
  for (const proxy of [hub, vault]) proxy.heal()
  await driver.call('sync', 'syncNow', {})
  expect((await lost(deviceId)).device.state).toBe('in-use')
})

it('killed between its receipt and the erasing, the next start goes on before anything can be opened, and tells when it can', async () => {
  const { driver, deviceId } = await withUnsentWork()
  for (const proxy of [hub, vault]) proxy.heal()
  await admin.call('admin', 'revokeDevice', { deviceId })
  hub.set({ kind: 'refuse' }, '/devices/wiped')
  await driver.refusal('sync', 'syncNow', {})
  await driver.until(() => isWiped(driver))
  await driver.kill()
  const file = path.join(driver.dataDir, 'wipe.json')
  const state = JSON.parse(readFileSync(file, 'utf8')) as { state: string }
  expect(state.state, 'not told yet').toBe('done')
  writeFileSync(file, JSON.stringify({ ...state, state: 'begun' }))
  writeFileSync(path.join(driver.dataDir, 'kept.db'), 'what was left')
  hub.heal()
  const again = await start('officer', driver.dataDir)
  expect(existsSync(path.join(driver.dataDir, 'kept.db'))).toBe(false)
  await again.until(async () => (await lost(deviceId)).wiped !== null)
})

it('without room for a byte it erases itself all the same, tells the hub from memory, and loses no unsent work', async () => {
  const { driver, deviceId, contactId } = await withUnsentWork()
  for (const proxy of [hub, vault]) proxy.heal()
  await admin.call('admin', 'revokeDevice', { deviceId })
  limitFiles(driver.pid, 0)
  await driver.refusal('sync', 'syncNow', {})
  await driver.until(() => isWiped(driver))
  expect(secretsOn(driver)).toEqual([])
  expect(existsSync(path.join(driver.dataDir, 'wipe.json')), 'there is no room for it').toBe(false)
  await driver.until(async () => (await lost(deviceId)).wiped !== null)
  limitFiles(driver.pid, null)
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  expect(await contacts(contactId)).toBe(1)
})

it('a revoked laptop whose officer has no account any more erases itself too: no service could refuse it, and it asks by its key', async () => {
  const { driver, deviceId } = await withUnsentWork()
  await driver.stop()
  // As after the provider's word that the sign-in is no good: the account was closed when the laptop was lost.
  const wrap = WrapFileSchema.parse(JSON.parse(readFileSync(path.join(driver.dataDir, 'wrap.json'), 'utf8')))
  const kept = openDatabase(path.join(driver.dataDir, 'kept.db'), await unwrapKey(wrap, PASSPHRASE, null), KEPT_MIGRATIONS)
  kept.run('DELETE FROM sign_ins')
  kept.close()
  for (const proxy of [hub, vault]) proxy.heal()
  // In use it is not erased for being signed out.
  hub.forget()
  await driver.start()
  await driver.unlock()
  await driver.until(() => hub.passed.some(({ path: called, status }) => called === '/devices/wipe-order' && status === 404))
  expect(await driver.refusal('sync', 'syncNow', {})).toBe('ACCESS_SIGNED_OUT')
  expect(await driver.call('access', 'getState', {})).toMatchObject({ phase: 'unlocked', isSignedIn: false, wipedAt: null })
  await driver.stop()
  await admin.call('admin', 'revokeDevice', { deviceId })
  await driver.start()
  await driver.unlock()
  await driver.until(() => isWiped(driver))
  expect(secretsOn(driver)).toEqual([])
  await driver.until(async () => (await lost(deviceId)).wiped !== null)
})
