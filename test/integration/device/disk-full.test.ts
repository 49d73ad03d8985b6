import { cpSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { ERROR_CODES } from '../../../shared/errors/error-code'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { makeSmallDisk, type SmallDisk } from '../../support/small-disk'
import { Refused, type StoreDriver } from '../desktop/store-driver'
import { damageOf, DeviceWorld, spooled, withDatabase, type PreparedLaptop } from './device-world'
import { chainProblems, readKept, unpaired } from './kept-contents'

// A few in a normal run; `npm run disk-full -- --fills 50 --seed 1` makes them all.
const FILLS = Number(process.env['CASEMENT_FILLS'] ?? 8)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const DISK_MIB = 32
const MOST_LEFT = 64 * 1_024
const MOST_TRIES = 200
const MOST_REVEALS = 5
const KINDS = ['write', 'sync', 'pack open', 'reveal online'] as const
type Kind = (typeof KINDS)[number]

let world: DeviceWorld
let disk: SmallDisk
let worker: PreparedLaptop
let revoked: PreparedLaptop
beforeAll(async () => {
  world = await DeviceWorld.begin()
  disk = makeSmallDisk(DISK_MIB)
  worker = await world.prepare('officer', (driver) => world.packUp(driver))
  revoked = await world.prepare('officer', async (driver) => {
    world.cut()
    await world.addContact(driver)
  })
  await world.revoke(revoked)
}, 240_000)
afterAll(async () => {
  await world.stop()
  disk.remove()
})
afterEach(() => world.heal())

/** The words for it: of its own code where the file system is full, and where the process may only write no more, of one that SQLite cannot tell apart. */
const isSaid = (code: string): boolean => code === 'STORE_DISK_FULL' || (disk.kind === 'limited' && code === 'STORE_UNAVAILABLE')

async function refusedWith(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refused) return error.problem.code
    throw error
  }
}

/** Again and again until there is no room for it. Answers what was acknowledged before. */
async function untilFull<T>(most: number, work: (nth: number) => Promise<T>): Promise<{ done: T[]; code: string | null }> {
  const done: T[] = []
  for (let nth = 0; nth < most; nth += 1) {
    const code = await refusedWith(async () => void done.push(await work(nth)))
    if (code !== null) return { done, code }
  }
  return { done, code: null }
}

async function onDisk(laptop: PreparedLaptop): Promise<{ driver: StoreDriver; folder: string }> {
  const folder = path.join(disk.folder, 'laptop')
  rmSync(folder, { recursive: true, force: true })
  cpSync(laptop.folder, folder, { recursive: true })
  return { driver: await world.start(folder, { persona: laptop.persona }), folder }
}

/** What works on a full disk: everything that only reads. */
async function reads(driver: StoreDriver): Promise<void> {
  const { rows } = await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 5 })
  expect(rows.length).toBeGreaterThan(0)
  await driver.call('household', 'get', { householdId: rows[0]!.householdId })
  await driver.call('sync', 'getStatus', {})
}

async function reveal(driver: StoreDriver): Promise<string> {
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ approval, fieldGroups }) => approval === 'none' && fieldGroups.includes('identity'))
  const { household } = await driver.call('household', 'get', { householdId: world.homes[2]! })
  const requestId = uuidV7(Date.now(), randomBytes(10))
  const granted = await driver.call('reveal', 'request', {
    requestId, householdId: household.householdId, persons: household.members.slice(0, 1).map(({ personId }) => personId), purpose: purpose!.code, wordingHash: purpose!.wordingHash,
    reason: 'Confirming the caller before talking about the account', fieldGroups: ['identity'], windowKey: world.windowKey, relationship: 'none', linked: null, emergency: false, authority: null,
  })
  if (granted.outcome !== 'granted') throw new Error(granted.outcome)
  await driver.call('reveal', 'record', { requestId, event: 'shown', fieldGroup: null })
  return requestId
}

const entered = async (requestIds: ReadonlyArray<string>): Promise<number> =>
  Number((await world.databases.hub.query<{ n: string }>("select count(distinct request_id) as n from reveal_decisions where request_id = any($1)", [requestIds])).rows[0]?.n)

/** One disk that fills up while a laptop is at it. */
async function fillAt(kind: Kind, random: Random): Promise<{ code: string | null; acknowledged: number }> {
  const { driver, folder } = await onDisk(worker)
  world.cut()
  await driver.unlock()
  const fill = (): void => disk.fill(random.whole(0, MOST_LEFT), driver.pid)
  const contacts: string[] = []
  let code: string | null = null
  let acknowledged = 0
  if (kind === 'write') {
    fill()
    const { done, code: refused } = await untilFull(MOST_TRIES, (nth) => world.addContact(driver, nth))
    ;[code, acknowledged] = [refused, done.length]
    contacts.push(...done.map(({ contactId }) => contactId))
  } else if (kind === 'pack open') {
    const permits = await world.permits(driver)
    fill()
    const { done, code: refused } = await untilFull(MOST_TRIES, (nth) => world.openPermit(driver, permits[nth % permits.length] ?? ''))
    ;[code, acknowledged] = [refused, done.length]
  } else if (kind === 'sync') {
    contacts.push((await world.addContact(driver)).contactId)
    await driver.stop()
    withDatabase(folder, 'cache.db', worker.key, (cache) => cache.run("UPDATE places SET is_streaming = 1, resume = NULL, generation = generation + 1"))
    await driver.start()
    await driver.unlock()
    disk.fill(0, driver.pid)
    world.heal()
    code = await refusedWith(() => driver.call('sync', 'syncNow', {}))
  } else {
    world.heal()
    await driver.call('sync', 'syncNow', {})
    await world.forgetCaps()
    disk.fill(random.whole(0, MOST_LEFT / 16), driver.pid)
    const { done, code: refused } = await untilFull(MOST_REVEALS, () => reveal(driver))
    ;[code, acknowledged] = [refused, done.length]
    expect(await entered(done), 'each reveal has its entry').toBe(done.length)
  }
  if (code !== null) expect(isSaid(code), `${kind} is refused with ${code}`).toBe(true)
  await reads(driver)
  disk.free(driver.pid)
  // With room again everything goes on, and nothing of what was acknowledged is missing.
  contacts.push((await world.addContact(driver)).contactId)
  if (kind === 'pack open') await world.openPermit(driver, (await world.permits(driver))[0] ?? '')
  world.heal()
  await driver.call('sync', 'syncNow', {})
  expect(await driver.call('sync', 'getStatus', {})).toMatchObject({ waitingToSend: 0, needsAttention: 0, lastProblem: null })
  await driver.stop()
  expect(await world.missing(contacts)).toEqual([])
  expect(damageOf(folder, worker.key)).toEqual([])
  withDatabase(folder, 'kept.db', worker.key, (kept) => {
    const { operations, events, displays } = readKept(kept)
    expect(unpaired(operations)).toEqual([])
    expect(chainProblems(events)).toEqual([])
    expect(displays.opened, 'each opening has its entry').toBe(displays.entered)
    if (kind === 'pack open') expect(displays.opened).toBeGreaterThan(acknowledged)
  })
  return { code, acknowledged }
}

it(`a disk that fills up ${FILLS} times, at writing, syncing, opening a pack and revealing: it is said, reading goes on, nothing opens without its entry, and with room again nothing is missing`, async () => {
  const random = createRandom(SEED, 'full disks')
  const said = new Map<Kind, number>()
  let acknowledged = 0
  for (let n = 0; n < FILLS; n += 1) {
    const kind = KINDS[n % KINDS.length] ?? 'write'
    const found = await fillAt(kind, random)
    acknowledged += found.acknowledged
    if (found.code !== null) said.set(kind, (said.get(kind) ?? 0) + 1)
  }
  console.log(`full disk (${disk.kind}): ${FILLS} times (seed ${SEED}), refused in words at ${[...said].map(([kind, count]) => `${kind} ${count}`).join(', ')}; ${acknowledged} acknowledged before`)
  for (const kind of KINDS) expect(said.get(kind) ?? 0, `${kind} met a full disk`).toBeGreaterThan(0)
  expect(ERROR_CODES.STORE_DISK_FULL.action).toContain('What you had saved is safe')
}, 120_000 + FILLS * 30_000)

it('a revoked laptop without room for its receipt erases itself all the same, and hands the receipt in', async () => {
  const { driver, folder } = await onDisk(revoked)
  world.cut()
  await driver.unlock()
  disk.fill(0, driver.pid)
  world.heal()
  await driver.refusal('sync', 'syncNow', {})
  await driver.until(async () => (await driver.call('access', 'getState', {})).wipedAt !== null)
  expect(readdirSync(folder).filter((file) => /^(?:wrap|cache|kept|key-store|set-aside)/.test(file))).toEqual([])
  expect(spooled(folder).size, 'what was not sent is still there').toBeGreaterThan(0)
  await driver.until(async () => (await world.databases.hub.query('select 1 from device_wipes where device_id = $1', [revoked.deviceId])).rows.length === 1)
  disk.free(driver.pid)
  await driver.stop()
})
