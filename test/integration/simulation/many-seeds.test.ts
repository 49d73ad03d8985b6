import { afterAll, beforeAll, expect, test } from 'vitest'
import { World } from '../../simulation/world'
import { findPlanted, simulateAll } from './simulate-all'

/** CI’s share, of about two minutes on two cores; thousands by `npm run simulate`. */
const SEEDS = 8
/** No assertion: a busy machine needs a minute for each simulation. */
const TIME_LIMIT_MS = SEEDS * 60_000

let world: World
beforeAll(async () => {
  world = await World.make()
})
afterAll(() => world.stop())

test(`${SEEDS} simulations come to rest with everything where it belongs`, async () => {
  expect(await simulateAll(world, { first: 1_001, seeds: SEEDS, steps: 200 })).toEqual([])
}, TIME_LIMIT_MS)

test.each([['cursor-first', 4], ['same-hub-as-ever', 4]] as const)('a simulation can fail: %s is found', async (name, first) => {
  expect(await findPlanted(world, name, first)).not.toBeNull()
}, TIME_LIMIT_MS)
