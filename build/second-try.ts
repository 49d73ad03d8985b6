import { afterBrokenRun, afterSecondTry, type Counts } from './suite-report'

/** So many failed files are no machine that was busy. */
const MOST_FILES = 6

/**
 * Runs tests and, in CI, the files with a failed test (or all, where the run itself broke off) once more, all their set-up new: a try in the same surroundings would meet what the
 * first left behind. `run` is given files, none for all of them.
 */
export async function withSecondTry(run: (files: readonly string[]) => Promise<Counts>): Promise<Counts> {
  const first = await run([])
  const files = (first.failedFiles ?? []).map(({ file }) => file)
  if (process.env.CI !== 'true' || first.failed === 0 || files.length > MOST_FILES) return first
  // The run broke off though no test failed (a process of the runner died): all of it once more.
  if (files.length === 0) return afterBrokenRun(first, await run([]))
  process.stdout.write(`\n── a second try: ${files.join(', ')} ──\n`)
  return afterSecondTry(first, await run(files))
}
