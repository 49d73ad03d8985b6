import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buildDriven, runE2e } from '../../build/e2e-suite'
import { repositoryRoot } from '../../build/repository-root'
import type { Bench, Compared, Sizes } from './bench'
import { FEWEST_ROUNDS } from './measure'
import { MeasuredSchema, type Measured, type WindowBench } from './windows/window-benches'

const KEPT_IN = 'test-results/bench'
const SMALL = 1_000
const HELLO = 'the start of a hello-world window'

const COMPARED: Readonly<Record<WindowBench, Compared>> = {
  'cold-start': { bench: 'cold-start', unit: 'ms', baseline: HELLO, goal: { atMost: 1.2 } },
  unlock: { bench: 'unlock', unit: 'ms', baseline: HELLO, goal: { atMost: 0.2 } },
  search: { bench: 'search', unit: 'ms (p95)', baseline: 'the same with 100 households', goal: { atMost: 1.3 } },
  'open-household': { bench: 'open-household', unit: 'ms (p95)', baseline: 'the same with 100 households', goal: { atMost: 1.2 } },
  memory: { bench: 'memory', unit: 'MB (PSS)', baseline: 'a hello-world window', goal: { atMost: 1.4 } },
  smooth: { bench: 'smooth', unit: 'ms', baseline: 'the same while idle', goal: { atMost: 2 } },
  'smooth-long-tasks': { bench: 'smooth-long-tasks', unit: 'ms', baseline: 'the longest that is allowed', goal: { atMost: 1 } },
  'time-to-worklist': { bench: 'time-to-worklist', unit: 'ms', baseline: `the feed’s first page and ${HELLO}`, goal: { atMost: 1.5 } },
}

/** One run of the windows for all of the benches that were asked for: service, build and laptops are made once. */
let together: { readonly key: string; readonly measured: Promise<Measured> } | null = null

async function measureWindows(names: readonly string[], { households, rounds }: Pick<Sizes, 'households' | 'rounds'>): Promise<Measured> {
  Object.assign(process.env, { CASEMENT_BENCH_NAMES: names.join(','), CASEMENT_BENCH_HOUSEHOLDS: String(households ?? SMALL), CASEMENT_BENCH_ROUNDS: String(Math.max(FEWEST_ROUNDS, rounds)) })
  const { failed } = await runE2e(['windows.spec.ts'], { config: 'test/bench/playwright.config.ts', keptIn: KEPT_IN, build: buildDriven, isUnseen: true })
  if (failed > 0) throw new Error('the windows could not be measured')
  return MeasuredSchema.parse(JSON.parse(readFileSync(path.join(repositoryRoot, KEPT_IN, 'windows.json'), 'utf8')))
}

/** In real Electron, driven by Playwright (windows/windows.spec.ts). */
const windowBench = (name: string, parts: readonly WindowBench[]): Bench => ({
  name,
  async run(sizes, _measure, report) {
    const asked = windowBenches.filter(({ name: each }) => sizes.asked.includes(each)).flatMap((bench) => PARTS.get(bench.name) ?? [])
    const key = JSON.stringify([asked, sizes.households, sizes.rounds])
    if (together?.key !== key) together = { key, measured: measureWindows(asked, sizes) }
    const measured = await together.measured
    for (const part of parts) {
      const rounds = measured[part]
      if (rounds !== undefined) report(COMPARED[part], rounds, sizes.households ?? SMALL)
    }
  },
})

const PARTS: ReadonlyMap<string, readonly WindowBench[]> = new Map([
  ['cold-start', ['cold-start']], ['unlock', ['unlock']], ['search', ['search']], ['open-household', ['open-household']], ['memory', ['memory']],
  ['smooth', ['smooth', 'smooth-long-tasks']], ['time-to-worklist', ['time-to-worklist']],
] as const)

export const windowBenches: readonly Bench[] = [...PARTS].map(([name, parts]) => windowBench(name, parts))

const GROWTH = [10_000, 50_000, 100_000] as const

/** What a search and an opened household cost as the cache grows, as a table. `--households`: the largest size, default 100,000. */
export const growth: Bench = {
  name: 'growth',
  isOnlyByName: true,
  async run({ households, rounds }, _measure, report) {
    const rows: string[] = []
    for (const size of GROWTH.filter((each) => each <= (households ?? Infinity))) {
      const measured = await measureWindows(['search', 'open-household'], { households: size, rounds })
      for (const part of ['search', 'open-household'] as const) {
        const found = measured[part]
        if (found === undefined) continue
        const result = report(COMPARED[part], found, size)
        rows.push(`| ${part} | ${size} | ${result.value} | ${result.baselineValue} | ${result.ratio} (${result.range.join(' to ')}) |`)
      }
    }
    process.stderr.write(`\n| gesture | households | ms (p95) | with 100 | ratio |\n|---|---|---|---|---|\n${rows.toSorted().join('\n')}\n`)
  },
}
