// A test that a normal run makes a tenth of, in full: `tsx build/counted-test.ts attacks|points|cuts [--attacks N | --points N | --cuts N] [--seed N]`.
import { parseArgs } from 'node:util'
import { reachableRoot } from './reachable'
import { repositoryRoot } from './repository-root'
import { closingLines } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

const TESTS = {
  attacks: { file: 'test/integration/grants/grant-attacks.test.ts', variable: 'CASEMENT_ATTACKS' },
  points: { file: 'test/integration/kill/kill-points.test.ts', variable: 'CASEMENT_KILL_POINTS' },
  cuts: { file: 'test/integration/sync/hostile-answers.test.ts', variable: 'CASEMENT_CUTS' },
} as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { attacks: { type: 'string' }, points: { type: 'string' }, cuts: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const counted = Object.keys(TESTS).find((name): name is keyof typeof TESTS => name === positionals[0]) ?? 'points'
const { file, variable } = TESTS[counted]
const count = values[counted] ?? '1000'
if (![count, values.seed].every((text) => /^\d{1,9}$/.test(text))) throw new TypeError(`--${counted} and --seed are whole numbers`)

process.env[variable] = count
process.env['CASEMENT_SEED'] = values.seed
const counts = await runVitest(reachableRoot(repositoryRoot, unprivilegedAccount()), ['integration'], [file])
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
