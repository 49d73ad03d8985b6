import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { Refused, type StoreDriver } from '../desktop/store-driver'
import { diskActions, nothingTold, type Action, type ActionName, type Told } from './disk-actions'
import { damageOf, spooled, withDatabase, DeviceWorld, type PreparedLaptop } from './device-world'
import { fill, FEW_PAGES, limitFiles, FULLNESS, makeRoom, type Fullness } from './full-disk'
import { readKept } from './kept-contents'
import { lines, whole } from './kill-phases'

// A few in a normal run; `npm run disk-full -- --points 50 --seed 1` makes them all.
const POINTS = Number(process.env['CASEMENT_DISK_FULL'] ?? 12)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
/** Of an action that goes on until it is refused. */
const MOST_TIMES = 60
let world: DeviceWorld
let laptop: PreparedLaptop
let actions: Readonly<Record<ActionName, Action>>
let pack = ''
let households = 0
beforeAll(async () => {
  world = await DeviceWorld.begin()
  laptop = await world.prepare('officer', async (driver) => {
    await world.allocate(world.homes[2], 'amara.okafor')
    pack = (await world.packUp(driver, { hasEmergencies: true })).visits
    await driver.call('sync', 'syncNow', {})
  })
  actions = diskActions(world, laptop, pack)
  households = cached(laptop.folder)
}, 240_000)
afterAll(() => world.stop())

const cached = (folder: string): number => withDatabase(folder, 'cache.db', laptop.key, (cache) => Number(cache.get('SELECT count(*) AS n FROM households')?.['n']))

interface Point {
  readonly name: ActionName
  readonly how: Fullness
  readonly more: number
  readonly isKilled: boolean
}

const CARELESS = path.resolve(import.meta.dirname, '../../support/careless-disk.mjs')

const codeOf = (error: unknown): string => {
  if (error instanceof Refused) return error.problem.code
  throw error
}

/** Does it again and again until it is refused; the code. */
async function untilRefused(action: Action, driver: StoreDriver, told: Told): Promise<string> {
  for (let n = 0; n < MOST_TIMES; n += 1) {
    try {
      await action.once(driver, told)
    } catch (error) {
      return codeOf(error)
    }
  }
  return 'never'
}

/** What an officer still does: the worklist, a household, what waits. */
async function unreadable(driver: StoreDriver): Promise<string[]> {
  const [home, , given] = world.homes
  if (home === undefined || given === undefined) return ['no household']
  const calls = {
    household: () => driver.call('household', 'get', { householdId: home }),
    'a household that is new to the officer': () => driver.call('household', 'get', { householdId: given }),
    worklist: () => driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 5 }),
    'what waits': () => driver.call('sync', 'listOutbox', {}),
    packs: () => driver.call('visitPack', 'list', { refresh: false }),
    lease: () => driver.call('lease', 'get', {}),
  }
  const problems: string[] = []
  for (const [what, call] of Object.entries(calls)) await call().catch((error: unknown) => problems.push(`${what} is not read on a full disk: ${codeOf(error)}`))
  return problems
}

/** Files of a laptop that is not running: whole, outbox and spool agree, and whatever was given has its entry. */
function filesOf(folder: string, told: Told, name: ActionName): string[] {
  const damage = damageOf(folder, laptop.key)
  return damage.length > 0 ? damage : whole({ folder, laptop, acknowledged: told }).concat(withDatabase(folder, 'kept.db', laptop.key, (kept) => {
    const { operations, events } = readKept(kept)
    const ids = new Set(operations.map(({ id }) => id))
    const shown = events.filter(({ event }) => event === 'shown' || event === 'displayed-again').map(({ requestId }) => requestId)
    const proved = new Set(kept.all('SELECT request_id FROM reveals WHERE entry_index IS NOT NULL').map((row) => String(row['request_id'])))
    const count = cached(folder)
    return [
      ...lines('in the spool and not in kept.db', [...spooled(folder)].filter((id) => !ids.has(id))),
      ...lines('warnings acknowledged and lost', told.safety.filter((id) => !ids.has(id))),
      ...lines('given without an entry', [...new Set(told.given)].filter((id) => shown.filter((each) => each === id).length < told.given.filter((each) => each === id).length)),
      ...lines('given without a proved entry of the ledger', told.asked.filter((id) => !proved.has(id))),
      ...(count === households || (name === 'sync' && count === world.homes.length) ? [] : [`${count} of ${households} households`]),
    ]
  }))
}

/** With the services, each once, and nothing that was refused. */
async function arrived(folder: string, told: Told): Promise<string[]> {
  const events = withDatabase(folder, 'kept.db', laptop.key, (kept) => readKept(kept).events.length)
  const { rows: [hub] } = await world.databases.hub.query<{ contacts: number; events: number }>(
    `select (select count(*)::int from contacts) as contacts,
            (select count(*)::int from ledger_entries where kind = 'device-event' and convert_from(leaf, 'UTF8')::jsonb #>> '{payload,deviceId}' = $1) as events`, [laptop.deviceId])
  return [
    ...lines('acknowledged and not with the services', await world.missing(told.contacts)),
    ...(hub?.contacts === told.contacts.length ? [] : [`${hub?.contacts} contacts at the hub, ${told.contacts.length} acknowledged`]),
    ...(hub?.events === events ? [] : [`${hub?.events} events in the ledger, ${events} in the chain`]),
  ]
}

/** Sends everything; what waits in the end. */
async function settle(driver: StoreDriver): Promise<void> {
  world.heal()
  await driver.until(async () => {
    await driver.call('sync', 'syncNow', {}).catch(() => undefined)
    const { waitingToSend, needsAttention } = await driver.call('sync', 'getStatus', {})
    return waitingToSend + needsAttention === 0
  })
}

/** One full disk: told, whole, nothing without an entry, readable; and after room is made, done and sent. */
async function makePoint({ name, how, more, isKilled }: Point, folder: string, told: Told, isSent: boolean): Promise<string[]> {
  const action = actions[name]
  action.prepare?.(folder)
  world.cut()
  const driver = await world.start(folder, { persona: laptop.persona, ...(how === 'pages' ? { preload: FEW_PAGES } : {}) })
  if (name !== 'unlock') await driver.unlock()
  if (action.isOnline) world.heal()
  const problems: string[] = []
  fill(driver, how, more)
  const code = await untilRefused(action, driver, told)
  if (code !== 'STORE_DISK_FULL') problems.push(`told ${code}`)
  if (name !== 'unlock') problems.push(...(await unreadable(driver)))
  else if ((await driver.call('access', 'getState', {})).phase !== 'locked') problems.push('open, and not opened')
  if (isKilled) {
    await driver.kill()
    problems.push(...filesOf(folder, told, name))
    makeRoom(folder, null)
    await driver.start()
  } else makeRoom(folder, driver.pid)
  if (isKilled || name === 'unlock') await driver.unlock()
  if (action.isOnline) world.heal()
  await action.once(driver, told).catch((error: unknown) => problems.push(`not with room either: ${codeOf(error)}`))
  if (isSent) await settle(driver)
  await driver.stop()
  problems.push(...filesOf(folder, told, isSent ? 'unlock' : name), ...(isSent ? await arrived(folder, told) : []))
  return problems
}

/** Emergencies first, each on a copy that never sends, since a laptop may open three a day; the last one on the laptop itself, which goes on. */
function pointsOf(random: Random): Point[] {
  const names = Object.keys(actions) as ActionName[]
  return Array.from({ length: POINTS }, (_, n) => {
    const name = names[n % names.length] ?? 'contact'
    const { ways, mostRoom = 60_000 } = actions[name]
    return { name, how: ways[Math.floor(n / names.length) % ways.length] ?? 'nothing', more: random.whole(0, mostRoom), isKilled: random.next() < 0.5 }
  }).toSorted((a, b) => Number(b.name === 'emergency') - Number(a.name === 'emergency'))
}

it(`disk full at ${POINTS} points of writing, opening, syncing, the lease and unlocking: it is said, reading goes on, nothing is lost or half done, and nothing is revealed without an entry`, async () => {
  const points = pointsOf(createRandom(SEED, 'full disks'))
  const emergencies = points.filter(({ name }) => name === 'emergency').length
  const told = nothingTold()
  const problems: string[] = []
  for (const [n, point] of points.entries()) {
    const isCopy = n < emergencies - 1
    const folder = isCopy ? world.copy(laptop) : laptop.folder
    const found = await makePoint(point, folder, isCopy ? nothingTold() : told, !isCopy)
    problems.push(...found.map((words) => `point ${n + 1} (${JSON.stringify(point)}): ${words}`))
    if (isCopy) world.forget(folder)
  }
  const count = (key: 'name' | 'how', of: string): string => `${of} ${points.filter((point) => point[key] === of).length}`
  const counts = `${Object.keys(actions).map((of) => count('name', of)).join(', ')}; full by ${FULLNESS.map((of) => count('how', of)).join(', ')}; ${points.filter(({ isKilled }) => isKilled).length} killed while full`
  console.log(`disk full: ${POINTS} points (seed ${SEED}): ${counts}; ${told.contacts.length} contacts, ${told.given.length} openings; ${problems.length} problems`)
  expect(problems).toEqual([])
}, 120_000 + POINTS * 20_000)

it('the check finds a laptop that gives an opening before its entry is durable', async () => {
  const folder = world.copy(laptop)
  world.cut()
  const driver = await world.start(folder, { persona: laptop.persona, preload: CARELESS })
  await driver.unlock()
  const [revealId = ''] = await world.permits(driver)
  const { packs } = await driver.call('visitPack', 'list', { refresh: false })
  const before = packs.flatMap(({ permits }) => permits).find((permit) => permit.revealId === revealId)?.displays ?? 0
  limitFiles(driver.pid, 0)
  const told = nothingTold()
  await world.openPermit(driver, revealId)
  told.given.push(...Array.from({ length: before + 1 }, () => revealId))
  await driver.kill()
  expect(filesOf(folder, told, 'door')).toContain('given without an entry: 1')
})
