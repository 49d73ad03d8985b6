import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulate } from '../../simulation/simulation'
import { World } from '../../simulation/world'
import { findPlanted, simulateAll } from './simulate-all'

/** A part in a normal run; CI runs more (`many-seeds.test.ts`), and `npm run simulate` as many as somebody wants. */
const SEEDS = 1
/** No assertion: a busy machine needs a minute for each simulation. */
const TIME_LIMIT_MS = 900_000

let world: World
beforeAll(async () => {
  world = await World.make()
})
afterAll(() => world.stop())

test(`ten laptops and their hub through ${SEEDS} simulation, with cuts, kills, full disks, wrong clocks and a restored hub: all that was written ends where it belongs`, async () => {
  expect(await simulateAll(world, { first: 1, seeds: SEEDS, steps: 200 })).toEqual([])
}, TIME_LIMIT_MS)

test('the same seed is the same simulation, to the last call', async () => {
  const [once, again, other] = [await simulate(world, 7, 30), await simulate(world, 7, 30), await simulate(world, 8, 5)]
  expect(again).toEqual(once)
  expect(other.hash).not.toBe(once.hash)
}, TIME_LIMIT_MS)

test.each([['sent-is-safe', 1], ['forgetful-hub', 1]] as const)('a simulation can fail: %s is found', async (name, first) => {
  expect(await findPlanted(world, name, first)).not.toBeNull()
}, TIME_LIMIT_MS)
