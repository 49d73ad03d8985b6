import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import type { StoreDriver } from '../desktop/store-driver'
import { damageOf, DeviceWorld, withDatabase, type PreparedLaptop } from './device-world'

// A few in a normal run; `npm run roll-back -- --rollbacks 200 --seed 1` makes them all.
const ROLLBACKS = Number(process.env['CASEMENT_ROLLBACKS'] ?? 5)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const KINDS = ['kept.db', 'its log', 'cache.db', 'both', 'folder'] as const
type Kind = (typeof KINDS)[number]

let world: DeviceWorld
let laptop: PreparedLaptop
beforeAll(async () => {
  world = await DeviceWorld.begin()
  laptop = await world.prepare('officer', (driver) => world.packUp(driver))
}, 240_000)
afterAll(() => world.stop())

/** What of the folder is put back. The recovery spool is a file of its own: it goes back with the whole folder only. */
const isOf = (kind: Kind, file: string): boolean =>
  kind === 'folder' || (kind !== 'cache.db' && file.startsWith('kept.db')) || ((kind === 'cache.db' || kind === 'both') && file.startsWith('cache.db'))

function keepCopy(kind: Kind, from: string): string {
  const copy = world.folder()
  for (const file of readdirSync(from).filter((each) => isOf(kind, each))) cpSync(path.join(from, file), path.join(copy, file), { recursive: true })
  return copy
}

/** The log is put back to before by taking it away: everything since it was last written back is gone. */
function putBack(kind: Kind, copy: string, to: string): void {
  if (kind === 'its log') return ['-wal', '-shm'].forEach((end) => rmSync(path.join(to, `kept.db${end}`)))
  for (const file of readdirSync(to).filter((each) => isOf(kind, each))) rmSync(path.join(to, file), { recursive: true })
  mkdirSync(to, { recursive: true })
  for (const file of readdirSync(copy)) cpSync(path.join(copy, file), path.join(to, file), { recursive: true })
}

const documents = (folder: string): string => withDatabase(folder, 'cache.db', laptop.key, (cache) => JSON.stringify(cache.all('SELECT household_id, document FROM households ORDER BY household_id')))

/** Nothing goes to the ledger from it either: each of these calls says the same, and declares it (store-driver.ts). */
async function expectNothingStated(driver: StoreDriver): Promise<void> {
  const households = world.homes.slice(0, 2)
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'debt-advice')
  const stated = { purpose: purpose?.code ?? '', wordingHash: purpose?.wordingHash ?? '', reason: 'To agree the repayment plan by telephone', fieldGroups: ['identity' as const] }
  const person = (await driver.call('household', 'get', { householdId: households[0]! })).household.members[0]?.personId
  const codes = [
    await driver.refusal('household', 'lookup', { purpose: 'own-contact', criteria: { name: 'Canary Nobody', postcode: 'CT1 9KM' } }),
    await driver.refusal('contactList', 'ask', { ...stated, requestId: uuidV7(Date.now(), randomBytes(10)), householdIds: households, whom: 'contactable' }),
    await driver.refusal('reveal', 'request', { ...stated, requestId: uuidV7(Date.now(), randomBytes(10)), householdId: households[0]!, persons: [person!], windowKey: world.windowKey }),
  ]
  expect(codes).toEqual(codes.map(() => 'STORE_ROLLED_BACK'))
}

/** Some work, some of it shown and sent, some of it not; then the files are put back to before. */
async function rollBack(kind: Kind, random: Random): Promise<void> {
  const { folder } = laptop
  let driver = await world.start(folder)
  world.heal()
  await driver.unlock()
  await driver.call('sync', 'syncNow', {})
  await driver.stop()
  const before = keepCopy(kind, folder)

  driver = await world.start(folder)
  await driver.unlock()
  const permits = await world.permits(driver)
  const contacts: string[] = []
  for (let n = random.whole(2, 4); n > 0; n -= 1) await world.openPermit(driver, permits[n % permits.length] ?? '')
  for (let n = random.whole(1, 3); n > 0; n -= 1) contacts.push((await world.addContact(driver, n)).contactId)
  await driver.call('sync', 'syncNow', {})
  if (kind !== 'folder') {
    world.cut()
    contacts.push((await world.addContact(driver)).contactId)
  }
  await driver.kill()
  const truth = keepCopy('folder', folder)
  putBack(kind, before, folder)

  world.cut()
  driver = await world.start(folder)
  await driver.unlock()
  world.heal()
  await driver.call('sync', 'syncNow', {})
  await driver.until(async () => {
    await driver.call('sync', 'syncNow', {})
    return (await driver.call('sync', 'getStatus', {})).waitingToSend === 0
  })
  expect(await world.missing(contacts), `${kind}: what was acknowledged is with the services`).toEqual([])
  const code = await driver.refusal('visitPack', 'open', { revealId: permits[0] ?? '', windowKey: world.windowKey })
  expect(code, `${kind}: ${kind === 'cache.db' ? 'the chain is whole' : 'noticed at contact, and nothing opens'}`).toBe(kind === 'cache.db' ? 'none' : 'STORE_ROLLED_BACK')
  if (kind !== 'cache.db') await expectNothingStated(driver)
  await driver.stop()
  expect(damageOf(folder, laptop.key)).toEqual([])
  const cached = documents(folder)
  // What the laptop really was goes on; it holds the same households.
  if (kind !== 'cache.db') putBack('folder', truth, folder)
  driver = await world.start(folder)
  await driver.unlock()
  await driver.call('sync', 'syncNow', {})
  await driver.stop()
  expect(cached === documents(folder), `${kind}: the cache is as the hub has it`).toBe(true)
  for (const copy of [before, truth]) if (existsSync(copy)) world.forget(copy)
}

it(`put back ${ROLLBACKS} times to an older copy (kept.db, its log, cache.db, both, the whole folder): noticed at contact before anything opens, and no work is lost`, async () => {
  const random = createRandom(SEED, 'rollbacks')
  const counts = new Map<Kind, number>()
  for (let n = 0; n < ROLLBACKS; n += 1) {
    const kind = KINDS[n % KINDS.length] ?? 'kept.db'
    await rollBack(kind, random)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  console.log(`rolled back ${ROLLBACKS} times (seed ${SEED}): ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}; each noticed, 0 lost`)
}, 120_000 + ROLLBACKS * 30_000)
