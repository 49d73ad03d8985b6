// What the runners' JSON reports say, as counts. No effects here.

/** The outcome of one suite. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { status: string }[] }[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; skipped: number }
  readonly errors: readonly unknown[]
}

/** Counts of a vitest report. A file that could not be loaded holds no failed test and is a failure all the same. */
export function vitestCounts(json: string): Counts {
  const report = JSON.parse(json) as VitestReport
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Counts of a Playwright report. An error outside any test (set-up, a file that cannot be loaded) is a failure. */
export function playwrightCounts(json: string): Counts {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}

/** The outcome of a run: what was reported, and never green where the runner ended badly or said nothing. */
export function outcome(exitCode: number | null, reported: Counts | undefined): Counts {
  if (reported === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const silent = reported.failed === 0 && (exitCode !== 0 || reported.passed === 0)
  return silent ? { ...reported, failed: 1 } : reported
}

/** For the whole run a test that was left out is a failed one: a guard that nobody tried must not look as if it held. */
export function withSkippedFailed({ passed, failed, skipped }: Counts): Counts {
  return { passed, failed: failed + skipped, skipped: 0 }
}

/** Several outcomes as one. */
export function total(counts: readonly Counts[]): Counts {
  const sum = (pick: (one: Counts) => number) => counts.reduce((all, one) => all + pick(one), 0)
  return { passed: sum((one) => one.passed), failed: sum((one) => one.failed), skipped: sum((one) => one.skipped) }
}

/** The line that CI reads. */
export function closingLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}
