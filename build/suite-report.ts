// What the runners' JSON reports say, as counts. No effects here.

/** The outcome of one suite. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Which failed, and which passed at the second try only: one line each, for the end of the output. */
  readonly remarks: readonly string[]
}

const failed = (name: string): string => `failed: ${name}`
const secondTry = (name: string): string => `second try: ${name}`

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly VitestTest[] }[]
}

interface VitestTest {
  readonly status: string
  readonly fullName: string
  /** Of the tries; a passed test that has some passed at the second. */
  readonly failureMessages: readonly string[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; skipped: number }
  readonly errors: readonly unknown[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[]
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
    remarks: [...unloaded.map(({ name }) => failed(name)), ...report.testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(remarkOn))],
  }
}

function remarkOn({ status, fullName, failureMessages }: VitestTest): string[] {
  if (status === 'failed') return [failed(fullName)]
  return status === 'passed' && failureMessages.length > 0 ? [secondTry(fullName)] : []
}

/** Counts of a Playwright report. An error outside any test (set-up, a file that cannot be loaded) is a failure. */
export function playwrightCounts(json: string): Counts {
  const { stats, errors, suites = [] } = JSON.parse(json) as PlaywrightReport
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    remarks: [...errors.map(() => failed('outside any test')), ...suites.flatMap((suite) => remarksIn(suite, ''))],
  }
}

function remarksIn({ title, suites = [], specs = [] }: PlaywrightSuite, above: string): string[] {
  const name = `${above}${title} › `
  const own = specs.flatMap((spec) =>
    spec.tests.flatMap(({ status }) => {
      if (status === 'unexpected') return [failed(name + spec.title)]
      return status === 'flaky' ? [secondTry(name + spec.title)] : []
    }),
  )
  return [...own, ...suites.flatMap((suite) => remarksIn(suite, name))]
}

/** The outcome of a run: what was reported, and never green where the runner ended badly or said nothing. */
export function outcome(exitCode: number | null, reported: Counts | undefined): Counts {
  if (reported === undefined) return { passed: 0, failed: 1, skipped: 0, remarks: [failed('the run itself, which reported nothing')] }
  const silent = reported.failed === 0 && (exitCode !== 0 || reported.passed === 0)
  return silent ? { ...reported, failed: 1, remarks: [...reported.remarks, failed('the run itself, though no test did')] } : reported
}

/** For the whole run a test that was left out is a failed one: a guard that nobody tried must not look as if it held. */
export function withSkippedFailed(counts: Counts): Counts {
  return { ...counts, failed: counts.failed + counts.skipped, skipped: 0 }
}

/** Several outcomes as one. */
export function total(counts: readonly Counts[]): Counts {
  const sum = (pick: (one: Counts) => number) => counts.reduce((all, one) => all + pick(one), 0)
  return {
    passed: sum((one) => one.passed), failed: sum((one) => one.failed), skipped: sum((one) => one.skipped),
    remarks: counts.flatMap(({ remarks }) => remarks),
  }
}

/** The remarks, and as the last line the one that CI reads. */
export function closingLines(counts: Counts): string {
  return [...counts.remarks, `${counts.passed} passed, ${counts.failed} failed`].map((line) => `${line}\n`).join('')
}
