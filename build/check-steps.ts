import { createRequire } from 'node:module'
import path from 'node:path'
import { repositoryRoot } from './repository-root'
import { runProgram } from './run-program'
import { total, type Counts } from './suite-report'

const PROJECTS = ['shared', 'preload', 'main', 'renderer', 'service', '.']
const require = createRequire(import.meta.url)

/** Types (one TypeScript project per process) and lint: each step counts as one test. */
export async function runChecks(): Promise<Counts> {
  const results: Counts[] = []
  for (const project of PROJECTS) {
    results.push(
      await step(`types: ${project === '.' ? 'build, test' : project}`, 'typescript', 'bin/tsc', ['-p', project]),
    )
  }
  results.push(await step('lint', 'oxlint', 'bin/oxlint', ['--type-aware', '--deny-warnings']))
  return total(results)
}

async function step(name: string, tool: string, program: string, args: readonly string[]): Promise<Counts> {
  const file = path.join(path.dirname(require.resolve(`${tool}/package.json`)), program)
  const code = await runProgram(process.execPath, [file, ...args], { cwd: repositoryRoot })
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name}\n`)
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, remarks: [] } : { passed: 0, failed: 1, skipped: 0, remarks: [`failed: ${name}`] }
}
