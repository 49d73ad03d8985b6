// `npm run bench -- [NAME ...] [--households N] [--rounds N] [--entries N] [--seconds N] [--json]`: README.md beside this file.
import { parseArgs } from 'node:util'
import { hasPrograms } from '../../build/programs'
import type { Bench, Compared, Sizes } from './bench'
import { deltaSync } from './delta-sync'
import { durableEntry } from './durable-entry'
import { firstSync } from './first-sync'
import { hubLoad } from './hub-load'
import { hubStream } from './hub-stream'
import { ledgerVerify } from './ledger-verify'
import { compare, FEWEST_ROUNDS, meets, summarise, type Result } from './measure'
import { reveal } from './reveal'
import { growth, windowBenches } from './windows'

const BENCHES: readonly Bench[] = [ledgerVerify, hubLoad, hubStream, firstSync, deltaSync, durableEntry, reveal, ...windowBenches, growth]
const USAGE = `npm run bench -- [NAME ...] [--households N] [--rounds N] [--entries N] [--seconds N] [--json]\n  NAME: ${BENCHES.map(({ name }) => name).join(', ')}; without one all of them, small\n`

process.exitCode = await main(process.argv.slice(2))
// Agents and pools that keep a connection open hold nobody up.
process.exit()

async function main(args: readonly string[]): Promise<number> {
  const wanted = read(args)
  if (wanted === null) {
    process.stderr.write(USAGE)
    return 2
  }
  const { benches, sizes, isJsonOnly } = wanted
  const say = (words: string): void => void (isJsonOnly || process.stderr.write(`${words}\n`))
  for (const bench of benches) {
    const missing = (bench.needs ?? []).filter(({ program }) => !hasPrograms(program))
    for (const { program, package: debian } of missing) process.stderr.write(`${bench.name}: without ${program}; it is in the Debian package ${debian}\n`)
    await bench.run(
      sizes,
      async (comparison, households) => void print(await compare(comparison, sizes.rounds, households), comparison, say),
      (compared, measured, households) => print(summarise(compared, { ...measured, households }), compared, say),
    )
  }
  return 0
}

function print(result: Result, { goal }: Pick<Compared, 'goal'>, say: (words: string) => void): Result {
  process.stdout.write(`${JSON.stringify(result)}\n`)
  const wanted = 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`
  say(`  ${result.bench}: ${result.value} ${result.unit}, ${result.ratio} × ${result.baseline} (${result.range.join(' to ')}); the goal is ${wanted}: ${meets(result, goal) ? 'met' : 'missed'}`)
  return result
}

function read(args: readonly string[]): { benches: readonly Bench[]; sizes: Sizes; isJsonOnly: boolean } | null {
  try {
    const number = { type: 'string' } as const
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { households: number, rounds: number, entries: number, seconds: number, json: { type: 'boolean', default: false } } })
    const whole = (text: string | undefined): number | null => {
      if (text === undefined) return null
      if (!/^[1-9][0-9]{0,7}$/.test(text)) throw new RangeError('not a whole number')
      return Number(text)
    }
    const benches = positionals.length === 0 ? BENCHES.filter(({ isOnlyByName }) => isOnlyByName !== true) : BENCHES.filter(({ name }) => positionals.includes(name))
    if (benches.length < new Set(positionals).size) return null
    const sizes = { households: whole(values.households), rounds: whole(values.rounds) ?? FEWEST_ROUNDS, asked: benches.map((bench) => bench.name), entries: whole(values.entries), seconds: whole(values.seconds) }
    return { benches, sizes, isJsonOnly: values.json }
  } catch {
    return null
  }
}
