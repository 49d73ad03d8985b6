// `npm test`: everything but what takes long (build/e2e-specs.ts, build/integration-files.ts), on this machine as it is. The last line is `N passed, N failed`.
import { runChecks } from './check-steps'
import { LANES, normalSpecs, specsAt } from './e2e-specs'
import { runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { reachableRoot } from './reachable'
import { normalIntegration } from './integration-files'
import { repositoryRoot } from './repository-root'
import { withSecondTry } from './second-try'
import { closingLines, total, withSkippedFailed, type Counts } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

const SUITES: readonly (readonly [name: string, run: () => Promise<Counts>])[] = [
  ['check', runChecks],
  ['unit', () => withSecondTry((files) => runVitest(repositoryRoot, ['unit', 'renderer'], files))],
  // PostgreSQL refuses to run as root: its files must be within reach of the account it runs as.
  ['integration', () => withSecondTry((files) => runVitest(reachableRoot(repositoryRoot, unprivilegedAccount()), ['integration'], files.length === 0 ? normalIntegration() : files))],
  ['e2e', () => withSecondTry((files) => runE2e(files.length === 0 ? normalSpecs() : specsAt(files), { lanes: LANES }))],
]

const results: [string, Counts, number][] = []
if (!preflight()) results.push(['preflight', { passed: 0, failed: 1, skipped: 0, remarks: [] }, 0])
else for (const [name, run] of SUITES) results.push(await timed(name, run))

process.stdout.write('\n')
for (const [name, counts, seconds] of results) process.stdout.write(summary(name, counts, seconds))
const all = withSkippedFailed(total(results.map(([, counts]) => counts)))
process.exitCode = all.failed > 0 ? 1 : 0
process.stdout.write(closingLines(all))

async function timed(name: string, run: () => Promise<Counts>): Promise<[string, Counts, number]> {
  process.stdout.write(`\n── ${name} ──\n`)
  const start = performance.now()
  const counts = await run().catch((error: unknown) => {
    process.stderr.write(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return { passed: 0, failed: 1, skipped: 0, remarks: [`failed: ${name}, outside any test`] }
  })
  return [name, counts, (performance.now() - start) / 1000]
}

function summary(name: string, { passed, failed, skipped }: Counts, seconds: number): string {
  const left = `${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`
  return `${left} ${String(skipped).padStart(4)} skipped ${seconds.toFixed(1).padStart(7)} s\n`
}
