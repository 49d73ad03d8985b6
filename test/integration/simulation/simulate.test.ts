import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLANTED_BUGS } from '../../simulation/planted-bugs'
import { simulate } from '../../simulation/simulation'
import { World } from '../../simulation/world'
import { simulateAll } from './simulate-all'

/** A part in a normal run; CI runs more (`many-seeds.test.ts`), and `npm run simulate` as many as somebody wants. */
const SEEDS = 2
const STEPS = 200
/** No assertion: a busy machine needs a minute for each simulation. */
const TIME_LIMIT_MS = 900_000

let world: World
beforeAll(async () => {
  world = await World.make()
})
afterAll(() => world.stop())

test(`ten laptops and their hub through ${SEEDS} simulations, with cuts, kills, full disks, wrong clocks and a restored hub: all that was written ends where it belongs`, async () => {
  expect(await simulateAll(world, { first: 1, seeds: SEEDS, steps: STEPS })).toEqual([])
}, TIME_LIMIT_MS)

test('the same seed is the same simulation, to the last call', async () => {
  const [once, again, other] = [await simulate(world, 7, 40), await simulate(world, 7, 40), await simulate(world, 8, 20)]
  expect(again).toEqual(once)
  expect(other.hash).not.toBe(once.hash)
}, TIME_LIMIT_MS)

describe('a simulation can fail', () => {
  /** Where the search begins, so that a normal run is short; and how many seeds it may take. */
  const AT_MOST = 6
  test.each([['sent-is-safe', 1], ['cursor-first', 4], ['forgetful-hub', 1], ['same-hub-as-ever', 4]] as const)('%s is found', async (name, first) => {
    const found: string[] = []
    for (let seed = first; seed < first + AT_MOST && found.length === 0; seed += 1) {
      const { failure } = await simulate(world, seed, STEPS, PLANTED_BUGS[name])
      if (failure !== null) found.push(failure.words)
    }
    expect(found).toHaveLength(1)
  }, TIME_LIMIT_MS)
})
