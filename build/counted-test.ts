// A test that a normal run makes a part of, in full: `tsx build/counted-test.ts NAME [--NAME N] [--seed N]`, NAME being one of TESTS.
import { parseArgs } from 'node:util'
import { reachableRoot } from './reachable'
import { repositoryRoot } from './repository-root'
import { closingLines } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

/** What is counted: the test, the variable that it reads the count from, the whole count, and the option where it is not the name. */
const TESTS: Readonly<Record<string, Readonly<{ file: string; variable: string; full: string; option?: string }>>> = {
  attacks: { file: 'test/integration/grants/grant-attacks.test.ts', variable: 'CASEMENT_ATTACKS', full: '1000' },
  reveals: { file: 'test/integration/hub/reveal-budget.test.ts', variable: 'CASEMENT_REVEALS', full: '500' },
  points: { file: 'test/integration/kill/kill-points.test.ts', variable: 'CASEMENT_KILL_POINTS', full: '1000' },
  traces: { file: 'test/integration/device/clock-traces.test.ts', variable: 'CASEMENT_TRACES', full: '100000' },
  rollbacks: { file: 'test/integration/device/rollback.test.ts', variable: 'CASEMENT_ROLLBACKS', full: '200' },
  kills: { file: 'test/integration/device/kill-device.test.ts', variable: 'CASEMENT_KILL_DEVICE', full: '1000', option: 'points' },
  'full-disks': { file: 'test/integration/device/disk-full.test.ts', variable: 'CASEMENT_DISK_FULL', full: '50', option: 'points' },
  restores: { file: 'test/integration/sync/restore-points.test.ts', variable: 'CASEMENT_RESTORES', full: '100' },
  cuts: { file: 'test/integration/sync/hostile-answers.test.ts', variable: 'CASEMENT_CUTS', full: '500' },
  rows: { file: 'test/integration/hub/feed-writers.test.ts', variable: 'CASEMENT_FEED_ROWS', full: '50000' },
  runs: { file: 'test/integration/hub/push-schedules.test.ts', variable: 'CASEMENT_PUSH_RUNS', full: '10000' },
}

const [name = '', ...args] = process.argv.slice(2)
const test = TESTS[name]
if (test === undefined) throw new TypeError(`one of ${Object.keys(TESTS).join(', ')}`)
const counted = test.option ?? name
const { values } = parseArgs({ args, options: { [counted]: { type: 'string', default: test.full }, seed: { type: 'string', default: '1' } } })
for (const [option, text] of Object.entries(values)) if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${option} is a whole number`)

process.env[test.variable] = String(values[counted])
process.env['CASEMENT_SEED'] = values.seed
const counts = await runVitest(reachableRoot(repositoryRoot, unprivilegedAccount()), ['integration'], [test.file])
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
