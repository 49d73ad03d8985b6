import { PLANTED_BUGS } from '../../simulation/planted-bugs'
import { simulate } from '../../simulation/simulation'
import type { World } from '../../simulation/world'

/** Simulates seed after seed, says what there was of everything, and answers what failed with the command that repeats it. */
export async function simulateAll(world: World, { first, seeds, steps }: Readonly<{ first: number; seeds: number; steps: number }>): Promise<string[]> {
  const failed: string[] = []
  const total = { calls: 0, operations: 0, faults: 0, restores: 0 }
  for (let seed = first; seed < first + seeds; seed += 1) {
    const { failure, figures } = await simulate(world, seed, steps)
    for (const figure of Object.keys(total) as (keyof typeof total)[]) total[figure] += figures[figure]
    if (failure !== null) failed.push(`seed ${seed}, step ${failure.step}: ${failure.words} (npm run simulate -- --seeds 1 --seed ${seed} --steps ${steps})`)
  }
  process.stdout.write(`simulated ${seeds} × ${steps} steps (first seed ${first}): ${JSON.stringify(total)}\n`)
  return failed
}

const AT_MOST = 6

/** What is said of a planted bug, by the first of a few seeds that finds it; null when none does. @param first where the search begins, so that it is short */
export async function findPlanted(world: World, name: keyof typeof PLANTED_BUGS, first: number): Promise<string | null> {
  for (let seed = first; seed < first + AT_MOST; seed += 1) {
    const { failure } = await simulate(world, seed, 200, PLANTED_BUGS[name])
    if (failure !== null) return failure.words
  }
  return null
}
