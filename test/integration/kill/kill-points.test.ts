import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { rewriteJson } from '../../support/fault-proxy'
import { answersBeforeItIsDurable } from './early-hub'
import { KillWorld, TARGETS, type Target } from './kill-world'
import { LedgerWitness } from './ledger-witness'

// A few in a normal run; `npm run kill-test -- --points 1000 --seed 1` makes them all.
const POINTS = Number(process.env['CASEMENT_KILL_POINTS'] ?? 20)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const SAY_EVERY = 100
const CAPS_EVERY = 15

let world: KillWorld
beforeAll(async () => {
  world = await KillWorld.start()
}, 240_000)
afterAll(() => world.stop())

interface Point {
  readonly target: Target
  /** After so many milliseconds, or at the moment when an answer is on its way: made by the service, not yet with the laptop. */
  readonly moment: number | 'hub-answered' | 'vault-answered'
}

interface Outcome {
  readonly requestId: string
  /** Details were in clear. */
  shown: boolean
  /** The laptop acknowledged that it wrote so down. */
  recorded: boolean
}

/** How long an untouched reveal takes here and now: random moments are spread over it. */
async function usualMs(): Promise<number> {
  let longest = 0
  for (let n = 0; n < 5; n += 1) {
    const start = performance.now()
    await world.display(world.newRequestId())
    if (n > 0) longest = Math.max(longest, performance.now() - start)
  }
  return longest
}

const nextPoint = (random: Random, usual: number): Point => ({
  target: random.pick(TARGETS),
  moment: random.weighted({ time: 7, hub: 1.5, vault: 1.5 }) === 'time' ? random.next() * usual * 1.1 : random.pick(['hub-answered', 'vault-answered'] as const),
})

/** One reveal, with the kill somewhere in it. */
async function revealAndKill({ target, moment }: Point): Promise<Outcome> {
  const outcome: Outcome = { requestId: world.newRequestId(), shown: false, recorded: false }
  let killed: Promise<void> | null = null
  const kill = (): Promise<void> => (killed ??= world.kill(target))
  if (moment === 'hub-answered') world.hub.set(rewriteJson(async (body) => { await kill(); return body }), '/reveals')
  if (moment === 'vault-answered') world.vault.set(rewriteJson(async (body) => { await kill(); return body }), '/details')
  const timer = typeof moment === 'number' ? setTimeout(() => void kill(), moment) : null
  await world.display(outcome.requestId, () => { outcome.shown = true }).then(() => { outcome.recorded = true }, () => undefined)
  if (timer !== null) clearTimeout(timer)
  await kill()
  for (const proxy of [world.hub, world.vault]) proxy.heal()
  return outcome
}

/** What is wrong with a display, seen from the ledger alone. */
async function problemsOf({ requestId, shown }: Outcome, witness: LedgerWitness): Promise<string[]> {
  await witness.read()
  const entries = witness.entriesOf(requestId)
  const [index] = entries
  return [
    ...(shown && index === undefined ? ['shown without a durable entry'] : []),
    ...(shown && index !== undefined && !(await witness.isProved(index)) ? ['shown without a proof of the entry'] : []),
    ...(entries.length > 1 ? ['entered twice'] : []),
  ]
}

it(`killed at ${POINTS} random points between decision, ledger and display, nothing was shown without a durable entry`, async () => {
  const random = createRandom(SEED, 'kill points')
  const usual = await usualMs()
  const counts = { hub: 0, vault: 0, app: 0, shown: 0, 'entered and not shown': 0, 'not entered': 0 }
  const problems: string[] = []
  const shown = new Set<string>()
  const recorded = new Set<string>()
  for (let n = 1; n <= POINTS; n += 1) {
    const point = nextPoint(random, usual)
    const outcome = await revealAndKill(point)
    const found = await problemsOf(outcome, world.witness)
    const isEntered = world.witness.entriesOf(outcome.requestId).length > 0
    counts[point.target] += 1
    counts[outcome.shown ? 'shown' : isEntered ? 'entered and not shown' : 'not entered'] += 1
    await world.startAgain(point.target)
    if (!outcome.shown) {
      // Asked again with the same id, it is one entry and opens.
      const again: Outcome = { requestId: outcome.requestId, shown: false, recorded: false }
      await world.display(again.requestId, () => { again.shown = true }).then(() => { again.recorded = true })
      found.push(...(await problemsOf(again, world.witness)))
      Object.assign(outcome, again)
    }
    // Only now: a decision made older than its grant lasts would not open any more.
    if (n % CAPS_EVERY === 0) await world.forgetCaps()
    shown.add(outcome.requestId)
    if (outcome.recorded) recorded.add(outcome.requestId)
    problems.push(...found.map((words) => `point ${n} (${point.target}, ${String(point.moment)}): ${words}`))
    if (n % SAY_EVERY === 0) console.log(`${n} points, ${problems.length} problems`)
  }
  await world.settle()
  const inLedger = world.witness.shown()
  const releases = await world.databases.vault.query<{ leaf_hash: string }>('select leaf_hash from releases')
  const hashes = world.witness.leafHashes()
  const alerts = releases.rows.filter(({ leaf_hash: hash }) => !hashes.has(hash)).length
  const status = await world.driver.call('sync', 'getStatus', {})
  console.log(`kill points: ${POINTS} (seed ${SEED}; over ${Math.round(usual)} ms of a reveal): ${words(counts)}; displays without a durable entry ${problems.length}, releases without an entry ${alerts}, ${world.witness.tree.size} entries`)
  expect(problems).toEqual([])
  expect(alerts).toBe(0)
  expect([...recorded].filter((requestId) => !inLedger.has(requestId)), 'what the laptop wrote down is in the ledger').toEqual([])
  expect(await world.witness.chainProblems(await world.deviceId())).toEqual([])
  expect((await world.driver.call('reveal', 'verifyMine', {})).failed).toBe(0)
  expect(status.needsAttention).toBe(0)
  for (const target of TARGETS) expect(counts[target]).toBeGreaterThan(0)
}, 120_000 + POINTS * 6_000)

it('the same check catches a hub that answers before the entry is durable', async () => {
  world.hub.set(answersBeforeItIsDurable(new LedgerWitness(world.databases.hub, world.service.dataDir)), '/reveals')
  const outcome: Outcome = { requestId: world.newRequestId(), shown: false, recorded: false }
  await world.display(outcome.requestId, () => { outcome.shown = true })
  await world.kill('hub')
  expect(outcome.shown, 'laptop and vault believe it: only durability is missing').toBe(true)
  expect(await problemsOf(outcome, world.witness)).toEqual(['shown without a durable entry'])
})

const words = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, n]) => `${name} ${n}`).join(', ')
