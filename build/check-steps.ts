import { createRequire } from 'node:module'
import path from 'node:path'
import { repositoryRoot } from './repository-root'
import { runProgram } from './run-program'
import type { Counts } from './suite-report'

const PROJECTS = ['shared', 'preload', 'main', 'renderer', 'service', '.']
const require = createRequire(import.meta.url)

/** Types (one TypeScript project per process) and lint: each step counts as one test. */
export async function runChecks(): Promise<Counts> {
  const results: boolean[] = []
  for (const project of PROJECTS) {
    results.push(
      await step(`types: ${project === '.' ? 'build, test' : project}`, 'typescript', 'bin/tsc', ['-p', project]),
    )
  }
  results.push(await step('lint', 'oxlint', 'bin/oxlint', ['--type-aware', '--deny-warnings']))
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

async function step(name: string, tool: string, program: string, args: readonly string[]): Promise<boolean> {
  const file = path.join(path.dirname(require.resolve(`${tool}/package.json`)), program)
  const code = await runProgram(process.execPath, [file, ...args], { cwd: repositoryRoot })
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name}\n`)
  return code === 0
}
