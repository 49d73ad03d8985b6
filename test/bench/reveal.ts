import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { buildDriven, runE2e } from '../../build/e2e-suite'
import { repositoryRoot } from '../../build/repository-root'
import type { Bench } from './bench'

const KEPT_IN = 'test-results/bench'
const MeasuredSchema = z.strictObject({ values: z.array(z.number()), baselines: z.array(z.number()) })

/** One reveal in real Electron, from the click to the details. The rounds are made in Playwright's process (reveal/reveal.spec.ts). */
export const reveal: Bench = {
  name: 'reveal',
  async run({ rounds }, _measure, report) {
    process.env['CASEMENT_BENCH_ROUNDS'] = String(rounds)
    const { failed } = await runE2e(['reveal.spec.ts'], { config: 'test/bench/playwright.config.ts', keptIn: KEPT_IN, build: buildDriven })
    if (failed > 0) throw new Error('the reveals could not be measured')
    const measured = MeasuredSchema.parse(JSON.parse(readFileSync(path.join(repositoryRoot, KEPT_IN, 'reveal.json'), 'utf8')))
    report({ bench: 'reveal', unit: 'ms (p95)', baseline: 'two bare requests with one durable INSERT each, and a frame', goal: { atMost: 1.5 } }, measured, null)
  },
}
