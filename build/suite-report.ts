// What the runners' JSON reports say, as counts. No effects here.
import { stripVTControlCharacters } from 'node:util'

/** The outcome of one suite. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Which failed, which nobody ran, and which passed at the second try only: one line each, for the end of the output. */
  readonly remarks: readonly string[]
  /** Why each failed, at both tries: one line each. */
  readonly reasons?: readonly string[]
  /** The files with a failed test, for a second try. */
  readonly failedFiles?: readonly FileCounts[]
}

/** What a report says of one file. */
export interface FileCounts extends Omit<Counts, 'failedFiles'> {
  /** As the runner takes it: relative to its folder of tests. */
  readonly file: string
}

const failed = (name: string): string => `failed: ${name}`
const leftOut = (name: string): string => `left out: ${name}`

/** So much of what a test says of its failure stands at the end of the output. */
const MOST_OF_A_REASON = 400

/** On one line and without the colours: of a run elsewhere the end of the output may be all that anybody is shown. */
const reason = (name: string, message: string): string => `why: ${name}: ${stripVTControlCharacters(message).replace(/\s+/g, ' ').trim().slice(0, MOST_OF_A_REASON)}`

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
  readonly failureMessages?: readonly string[]
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly skipped: number }
  readonly errors: readonly PlaywrightError[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[]
}

interface PlaywrightTest {
  readonly status: string
  readonly results?: readonly { readonly errors?: readonly PlaywrightError[] }[]
}

interface PlaywrightError {
  readonly message?: string
}

/** Counts of a vitest report. A file that could not be loaded holds no failed test and is a failure all the same. */
export function vitestCounts(json: string): Counts {
  const report = JSON.parse(json) as VitestReport
  const files = report.testResults.map(vitestFile)
  return {
    passed: report.numPassedTests,
    failed: files.reduce((all, file) => all + file.failed, 0),
    skipped: report.numPendingTests + report.numTodoTests,
    remarks: files.flatMap(({ remarks }) => remarks),
    reasons: files.flatMap(({ reasons = [] }) => reasons),
    failedFiles: files.filter((file) => file.failed > 0),
  }
}

function vitestFile({ name: file, status, assertionResults }: VitestReport['testResults'][number]): FileCounts {
  const tests = assertionResults.map(({ status, fullName, failureMessages = [] }) => ({ name: fullName, isPassed: status === 'passed', isFailed: status === 'failed', messages: failureMessages }))
  const counts = fileCounts(file, tests)
  return status === 'failed' && counts.failed === 0 ? { ...counts, failed: 1, remarks: [...counts.remarks, failed(file)] } : counts
}

/** Counts of a Playwright report. An error outside any test (set-up, a file that cannot be loaded) is a failure. */
export function playwrightCounts(json: string): Counts {
  const { stats, errors, suites = [] } = JSON.parse(json) as PlaywrightReport
  const files = suites.map((suite) => fileCounts(suite.title, testsIn(suite, '')))
  return {
    passed: stats.expected,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    remarks: [...errors.map(() => failed('outside any test')), ...files.flatMap(({ remarks }) => remarks)],
    reasons: [...errors.map(({ message = '' }) => reason('outside any test', message)), ...files.flatMap(({ reasons = [] }) => reasons)],
    failedFiles: files.filter((file) => file.failed > 0),
  }
}

interface ReportedTest {
  readonly name: string
  readonly isPassed: boolean
  readonly isFailed: boolean
  readonly messages: readonly string[]
}

function testsIn({ title, suites = [], specs = [] }: PlaywrightSuite, above: string): ReportedTest[] {
  const name = `${above}${title} › `
  const own = specs.flatMap((spec) => spec.tests.map(({ status, results = [] }) => ({
    name: name + spec.title, isPassed: status === 'expected', isFailed: status === 'unexpected',
    messages: results.flatMap(({ errors = [] }) => errors.map(({ message = '' }) => message)),
  })))
  return [...own, ...suites.flatMap((suite) => testsIn(suite, name))]
}

function fileCounts(file: string, tests: readonly ReportedTest[]): FileCounts {
  const bad = tests.filter(({ isFailed }) => isFailed)
  const unrun = tests.filter(({ isPassed, isFailed }) => !isPassed && !isFailed)
  return {
    file, passed: tests.length - bad.length - unrun.length, failed: bad.length, skipped: unrun.length,
    remarks: [...bad.map(({ name }) => failed(name)), ...unrun.map(({ name }) => leftOut(name))],
    reasons: bad.flatMap(({ name, messages }) => messages.map((message) => reason(name, message))),
  }
}

/** What stands after the failed files ran once more: their second counts in place of the first, and what passed only then is named. */
export function afterSecondTry(first: Counts, second: Counts): Counts {
  const again = total(first.failedFiles ?? [])
  const isStillOpen = (remark: string): boolean => second.remarks.some((other) => other === remark || other === remark.replace(/^failed/, 'left out'))
  const passedNow = again.remarks.filter((remark) => remark.startsWith('failed') && !isStillOpen(remark))
  return {
    passed: first.passed - again.passed + second.passed,
    failed: first.failed - again.failed + second.failed,
    skipped: first.skipped - again.skipped + second.skipped,
    remarks: [
      ...first.remarks.filter((remark) => !again.remarks.includes(remark)),
      ...passedNow.map((remark) => remark.replace(/^failed/, 'second try')),
      ...second.remarks,
    ],
    reasons: [...(first.reasons ?? []), ...(second.reasons ?? [])],
  }
}

/** What stands after a run that broke off was made once more: the second alone, and that there was a first. */
export function afterBrokenRun(first: Counts, second: Counts): Counts {
  return { ...second, remarks: [...first.remarks.map((remark) => remark.replace(/^failed/, second.failed === 0 ? 'second try' : 'first try')), ...second.remarks], reasons: [...(first.reasons ?? []), ...(second.reasons ?? [])] }
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
export function total(counts: readonly Omit<Counts, 'failedFiles'>[]): Counts {
  const sum = (pick: (one: Omit<Counts, 'failedFiles'>) => number) => counts.reduce((all, one) => all + pick(one), 0)
  return {
    passed: sum((one) => one.passed), failed: sum((one) => one.failed), skipped: sum((one) => one.skipped),
    remarks: counts.flatMap(({ remarks }) => remarks),
    reasons: counts.flatMap(({ reasons = [] }) => reasons),
  }
}

/** The remarks, the reasons, and as the last line the one that CI reads. */
export function closingLines(counts: Counts): string {
  return [...counts.remarks, ...(counts.reasons ?? []), `${counts.passed} passed, ${counts.failed} failed`].map((line) => `${line}\n`).join('')
}
