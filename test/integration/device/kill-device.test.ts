import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import type { StoreDriver } from '../desktop/store-driver'
import { DeviceWorld } from './device-world'
import { killPhases, type Attempt, type Phase, type PhaseName } from './kill-phases'

// A few in a normal run, a tenth in CI; `npm run kill-device -- --points 1000 --seed 1` makes them all.
const POINTS = Number(process.env['CASEMENT_KILL_DEVICE'] ?? 12)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const SAY_EVERY = 50
/** A phase that goes on until it is killed is killed within this. */
const ENDLESS_MS = 250
const QUARTERS = 4
const MOST_TRIES = 12

let world: DeviceWorld
let phases: Readonly<Record<PhaseName, Phase>>
beforeAll(async () => {
  world = await DeviceWorld.begin()
  const unsent = async (driver: StoreDriver): Promise<void> => {
    world.cut()
    for (let n = 0; n < 3; n += 1) await world.addContact(driver, n)
    await driver.call('household', 'saveDraft', { key: 'd', value: '0' })
  }
  const worker = await world.prepare('officer', async (driver) => {
    await world.packUp(driver)
    await unsent(driver)
  })
  const revoked = await world.prepare('officer', unsent)
  await world.revoke(revoked)
  const rekeyed = await world.prepare('supervisor')
  phases = killPhases(world, { worker, rekeyed, revoked })
}, 240_000)
afterAll(() => world.stop())

interface Point {
  readonly problems: string[]
  /** Of the phase's usual time. */
  readonly part: number
  readonly missed: number
}

async function attemptAt(phase: Phase): Promise<Attempt> {
  const folder = phase.goesOn === true ? phase.laptop.folder : world.copy(phase.laptop)
  const attempt = { folder, laptop: phase.laptop, acknowledged: { contacts: [], draft: 0, openings: 0 }, driver: await world.start(folder, { persona: phase.laptop.persona }) }
  await phase.prepare(attempt)
  return attempt
}

/** Runs the phase; answers whether it was over before the kill, and how long it ran from the moment that counts. */
async function runAndKill(phase: Phase, attempt: Attempt, afterMs: number): Promise<{ isOver: boolean; ms: number }> {
  let start = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const kill = (): void => {
    start = performance.now()
    timer = setTimeout(() => void attempt.driver.kill(), afterMs)
  }
  const { begun } = phase
  if (begun === undefined) kill()
  const watch = begun === undefined ? undefined : setInterval(() => {
    if (!begun(attempt)) return
    clearInterval(watch)
    kill()
  }, 1)
  const isOver = await phase.run(attempt).then(() => true, () => false)
  const ms = performance.now() - start
  clearInterval(watch)
  clearTimeout(timer)
  await attempt.driver.kill()
  return { isOver, ms }
}

/** How long the phase takes here and now. Endless ones have no time of their own. */
async function usualMs(name: PhaseName, phase: Phase): Promise<number> {
  if (name === 'write' || name === 'pack open') return ENDLESS_MS
  const attempt = await attemptAt(phase)
  const { ms, isOver } = await runAndKill(phase, attempt, 120_000)
  if (!isOver) throw new Error(`${name} does not come to its end`)
  expect(await phase.check(attempt), `${name}, not killed`).toEqual([])
  expect(await phase.after(attempt), `${name}, not killed`).toEqual([])
  return ms
}

/** One kill that falls into the phase: one that comes too late is checked as well, and made again earlier. */
async function makePoint(phase: Phase, random: Random, usual: number): Promise<Point> {
  const problems: string[] = []
  let part = random.next()
  for (let missed = 0; missed < MOST_TRIES; missed += 1, part /= 2) {
    const attempt = await attemptAt(phase)
    const { isOver } = await runAndKill(phase, attempt, part * usual)
    problems.push(...(await phase.check(attempt)), ...(await phase.after(attempt)))
    if (phase.goesOn !== true) world.forget(attempt.folder)
    if (!isOver) return { problems, part, missed }
  }
  return { problems: [...problems, 'no kill ever fell into it'], part, missed: MOST_TRIES }
}

it(`killed at ${POINTS} random points of write, sync, rekey, migration, pack open and wipe: nothing damaged, nothing acknowledged lost, nothing half done`, async () => {
  const random = createRandom(SEED, 'device kills')
  const names = Object.keys(phases) as PhaseName[]
  const usual = new Map<PhaseName, number>()
  for (const name of names) usual.set(name, await usualMs(name, phases[name]))
  const inside = new Map(names.map((name) => [name, Array.from({ length: QUARTERS }, () => 0)]))
  const problems: string[] = []
  let missed = 0
  for (let n = 0; n < POINTS; n += 1) {
    const name = names[n % names.length] ?? 'write'
    const point = await makePoint(phases[name], random, usual.get(name) ?? 0)
    const quarters = inside.get(name) ?? []
    const quarter = Math.min(QUARTERS - 1, Math.floor(point.part * QUARTERS))
    quarters[quarter] = (quarters[quarter] ?? 0) + 1
    missed += point.missed
    problems.push(...point.problems.map((words) => `point ${n + 1} (${name}, ${point.part.toFixed(3)} of it): ${words}`))
    if ((n + 1) % SAY_EVERY === 0) console.log(`${n + 1} points, ${problems.length} problems`)
  }
  const words = names.map((name) => `${name} ${(inside.get(name) ?? []).join('+')} (of ${Math.round(usual.get(name) ?? 0)} ms)`).join(', ')
  console.log(`device kills: ${POINTS} points (seed ${SEED}), by quarters of each phase: ${words}; ${missed} came too late and were made again; ${problems.length} problems`)
  expect(problems).toEqual([])
  for (const [name, quarters] of inside) {
    const whole = quarters.reduce((sum, each) => sum + each, 0)
    expect(whole, `${name} was killed`).toBeGreaterThan(0)
    if (whole >= 40) expect(Math.min(...quarters.slice(0, 2)), `${name} was killed early and late`).toBeGreaterThan(0)
  }
}, 240_000 + POINTS * 20_000)
