import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runProgram } from './run-program'
import { outcome, vitestCounts, type Counts } from './suite-report'

/** Runs vitest on these projects in `root`, its output passed through, and counts. `files`: vitest's further arguments. */
export async function runVitest(
  root: string,
  projects: readonly string[],
  files: readonly string[] = [],
): Promise<Counts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-vitest-'))
  const report = path.join(folder, 'report.json')
  const which = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...which, ...reporters, ...files]
  const code = await runProgram(process.execPath, args, { cwd: root })
  const counts = outcome(code, existsSync(report) ? vitestCounts(readFileSync(report, 'utf8')) : undefined)
  rmSync(folder, { recursive: true })
  return counts
}
