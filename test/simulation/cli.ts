// `npm run simulate -- [--seeds N] [--seed FIRST] [--steps N]`: README.md beside this file.
import { parseArgs } from 'node:util'
import { simulate, type Outcome } from './simulation'
import { World } from './world'

const USAGE = 'npm run simulate -- [--seeds N] [--seed FIRST] [--steps N]\n'
const SAY_EVERY_MS = 10_000

process.exitCode = await main(process.argv.slice(2))
// Agents and pools that keep a connection open hold nobody up.
process.exit()

async function main(args: readonly string[]): Promise<number> {
  const wanted = read(args)
  if (wanted === null) {
    process.stderr.write(USAGE)
    return 2
  }
  const { seeds, seed: first, steps } = wanted
  const startedAt = performance.now()
  const world = await World.make()
  const total = { seeds: 0, steps, failed: [] as number[], calls: 0, operations: 0, faults: 0, restores: 0 }
  let saidAt = performance.now()
  for (let seed = first; seed < first + seeds; seed += 1) {
    const outcome = await simulate(world, seed, steps)
    total.seeds += 1
    for (const figure of ['calls', 'operations', 'faults', 'restores'] as const) total[figure] += outcome.figures[figure]
    if (outcome.failure !== null) {
      total.failed.push(seed)
      process.stdout.write(wordsOf(outcome))
    }
    if (performance.now() - saidAt < SAY_EVERY_MS) continue
    saidAt = performance.now()
    process.stderr.write(`${total.seeds} of ${seeds} seeds, ${total.failed.length} failed, ${((saidAt - startedAt) / 1_000 / total.seeds).toFixed(1)} s each\n`)
  }
  await world.stop()
  process.stdout.write(`${JSON.stringify({ ...total, first, seconds: Math.round((performance.now() - startedAt) / 1_000) })}\n`)
  return total.failed.length > 0 ? 1 : 0
}

/** A failure as somebody needs it who is to find out why. */
function wordsOf({ seed, steps, failure, hash }: Outcome): string {
  if (failure === null) return ''
  const command = `npm run simulate -- --seeds 1 --seed ${seed} --steps ${steps}`
  return `seed ${seed} fails at step ${failure.step}: ${failure.words}\n  ${failure.trace.join('\n  ')}\n  trace ${hash.slice(0, 16)}; once more: ${command}\n`
}

function read(args: readonly string[]): { seeds: number; seed: number; steps: number } | null {
  try {
    const number = { type: 'string' } as const
    const { values } = parseArgs({ args: [...args], options: { seeds: number, seed: number, steps: number } })
    const whole = (text: string | undefined, otherwise: number): number => {
      if (text === undefined) return otherwise
      if (!/^[1-9][0-9]{0,7}$/.test(text)) throw new RangeError('not a whole number')
      return Number(text)
    }
    return { seeds: whole(values.seeds, 200), seed: whole(values.seed, 1), steps: whole(values.steps, 200) }
  } catch {
    return null
  }
}
