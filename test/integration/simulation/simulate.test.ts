import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLANTED_BUGS, type PlantedBug } from '../../simulation/planted-bugs'
import { simulate } from '../../simulation/simulation'
import { World } from '../../simulation/world'

/** A part in a normal run; CI runs more, and `npm run simulate` as many as somebody wants. */
const SEEDS = Number(process.env['CASEMENT_SIMULATIONS'] ?? 3)
const FIRST = Number(process.env['CASEMENT_SEED'] ?? 1)
const STEPS = 200
/** No assertion: a busy machine needs some seconds for each. */
const TIME_LIMIT_MS = 300_000 + SEEDS * 60_000

let world: World
beforeAll(async () => {
  world = await World.make()
})
afterAll(() => world.stop())

test(`ten laptops and their hub through ${SEEDS} simulations of ${STEPS} steps, with cuts, kills, full disks, wrong clocks and a restored hub: all that was written ends where it belongs`, async () => {
  const failed: string[] = []
  const figures = { calls: 0, operations: 0, faults: 0, restores: 0 }
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const { failure, figures: own } = await simulate(world, seed, STEPS)
    for (const figure of Object.keys(figures) as (keyof typeof figures)[]) figures[figure] += own[figure]
    if (failure !== null) failed.push(`seed ${seed}, step ${failure.step}: ${failure.words} (npm run simulate -- --seeds 1 --seed ${seed})`)
  }
  process.stdout.write(`simulated ${SEEDS} × ${STEPS} steps (first seed ${FIRST}): ${JSON.stringify(figures)}\n`)
  expect(failed).toEqual([])
}, TIME_LIMIT_MS)

test('the same seed is the same simulation, to the last call', async () => {
  const [once, again, other] = [await simulate(world, 7, 60), await simulate(world, 7, 60), await simulate(world, 8, 60)]
  expect(again).toEqual(once)
  expect(other.hash).not.toBe(once.hash)
}, TIME_LIMIT_MS)

describe('a simulation can fail', () => {
  /** Seeds that are tried for each: the first of them that finds it ends the search. */
  const AT_MOST = 6
  test.each(Object.entries(PLANTED_BUGS) as [string, PlantedBug][])('%s is found', async (_name, bug) => {
    const found: string[] = []
    for (let seed = 1; seed <= AT_MOST && found.length === 0; seed += 1) {
      const { failure } = await simulate(world, seed, STEPS, bug)
      if (failure !== null) found.push(failure.words)
    }
    expect(found).toHaveLength(1)
  }, TIME_LIMIT_MS)
})
