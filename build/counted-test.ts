// A test that a normal run makes a tenth of, in full: `tsx build/counted-test.ts attacks|points|reveals [--attacks N | --points N | --reveals N] [--seed N]`.
import { parseArgs } from 'node:util'
import { reachableRoot } from './reachable'
import { repositoryRoot } from './repository-root'
import { closingLines } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

const TESTS = {
  attacks: { file: 'test/integration/grants/grant-attacks.test.ts', variable: 'CASEMENT_ATTACKS' },
  reveals: { file: 'test/integration/hub/reveal-budget.test.ts', variable: 'CASEMENT_REVEALS' },
  points: { file: 'test/integration/kill/kill-points.test.ts', variable: 'CASEMENT_KILL_POINTS' },
} as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { attacks: { type: 'string' }, points: { type: 'string' }, reveals: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const asked = positionals[0]
const counted = asked === 'attacks' || asked === 'reveals' ? asked : 'points'
const { file, variable } = TESTS[counted]
const count = values[counted] ?? (counted === 'reveals' ? '500' : '1000')
if (![count, values.seed].every((text) => /^\d{1,9}$/.test(text))) throw new TypeError(`--${counted} and --seed are whole numbers`)

process.env[variable] = count
process.env['CASEMENT_SEED'] = values.seed
const counts = await runVitest(reachableRoot(repositoryRoot, unprivilegedAccount()), ['integration'], [file])
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
