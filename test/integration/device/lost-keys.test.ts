import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StoreDriver } from '../desktop/store-driver'
import { DeviceWorld } from './device-world'

let world: DeviceWorld
beforeAll(async () => {
  world = await DeviceWorld.begin()
}, 240_000)
afterAll(() => world.stop())

const half = (): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(32))
const OTHER = 'umbrella copper walnut drizzle'

/** Three contacts with words that nobody has yet, under a passphrase and a half in the key store. */
async function withUnsentWork(keyStoreSecret: Uint8Array<ArrayBuffer>): Promise<{ driver: StoreDriver; contacts: string[] }> {
  const driver = await world.start(world.folder(), { keyStoreSecret })
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  world.cut()
  const contacts: string[] = []
  for (let n = 0; n < 3; n += 1) contacts.push((await world.addContact(driver, n)).contactId)
  await driver.kill()
  return { driver, contacts }
}

it.each([
  ['the passphrase', 'same', OTHER, 'ACCESS_PASSPHRASE_WRONG'],
  ['the key store, which has another half now', 'other', undefined, 'ACCESS_PASSPHRASE_WRONG'],
  ['the key store, which has nothing any more', 'none', undefined, 'ACCESS_KEY_STORE_CHANGED'],
  ['both', 'other', OTHER, 'ACCESS_PASSPHRASE_WRONG'],
] as const)('after losing %s no unsent operation is lost: enrolled again, everything goes up once', async (_, store, passphrase, code) => {
  const secret = half()
  const { driver: before, contacts } = await withUnsentWork(secret)
  const driver = await world.start(before.dataDir, { keyStoreSecret: store === 'same' ? secret : store === 'other' ? half() : null })
  expect(await driver.refusal('access', 'unlock', { passphrase: passphrase ?? 'gravel lantern otter thimble' })).toBe(code)
  expect(await driver.call('access', 'startAgain', {})).toMatchObject({ phase: 'signed-out', recoverable: 6 })
  world.heal()
  await driver.signInAndEnrol(OTHER)
  await driver.call('sync', 'syncNow', {})
  expect(await world.missing(contacts)).toEqual([])
  const { rows } = await world.databases.hub.query<{ n: string }>('select count(*) as n from contacts where contact_id = any($1)', [contacts])
  expect(Number(rows[0]?.n), 'each once').toBe(3)
  expect(await driver.call('sync', 'getStatus', {})).toMatchObject({ waitingToSend: 0, needsAttention: 0 })
  expect((await driver.call('access', 'getState', {})).recoverable).toBe(0)
  await driver.stop()
})

it('what the hub refused and the officer put away survives a forgotten passphrase too, after everything else has arrived: enrolled again, it needs attention once more', async () => {
  const { driver: before } = await withUnsentWork(half())
  const driver = await world.start(before.dataDir, { keyStoreSecret: null })
  await driver.call('access', 'startAgain', {})
  world.heal()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  world.cut()
  await world.addContact(driver)
  const { items: [waiting] } = await driver.call('sync', 'listOutbox', {})
  // Somebody else's operation of that number came first.
  await world.databases.hub.query(`insert into operations select $1, device_id, officer_id, 'contact-outcome', 'another', now() from devices limit 1`, [waiting?.id])
  world.heal()
  await driver.until(async () => {
    await driver.call('sync', 'syncNow', {})
    return (await driver.call('sync', 'listOutbox', {})).items.every(({ state }) => state === 'needs-attention')
  })
  await driver.call('sync', 'putAway', { id: waiting?.id ?? '' })
  for (const _ of [1, 2]) await driver.call('sync', 'syncNow', {})
  expect((await driver.call('sync', 'listOutbox', {})).items).toMatchObject([{ state: 'put-away' }])
  await driver.kill()

  const anew = await world.start(driver.dataDir, { keyStoreSecret: null })
  expect(await anew.call('access', 'startAgain', {})).toMatchObject({ recoverable: 1 })
  await anew.signInAndEnrol(OTHER)
  await anew.call('sync', 'syncNow', {})
  expect((await anew.call('sync', 'listOutbox', {})).items).toMatchObject([{ state: 'needs-attention' }])
  await anew.stop()
})

it('the spool holds nothing in clear', async () => {
  const { driver } = await withUnsentWork(half())
  const text = readdirSync(`${driver.dataDir}/spool`).map((file) => readFileSync(`${driver.dataDir}/spool/${file}`, 'utf8')).join('')
  expect(text).toMatch(/"sealed":"ey/)
  expect(text).not.toMatch(/Nobody came|no-answer|contact-outcome/)
  world.heal()
})
