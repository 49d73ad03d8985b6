import { describe, expect, test } from 'vitest'
import {
  afterBrokenRun,
  afterSecondTry,
  closingLines,
  outcome,
  playwrightCounts,
  total,
  vitestCounts,
  withSkippedFailed,
} from '../../../build/suite-report'

const vitest = (over: object) =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [{ name: 'one.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a'}] }],
    ...over,
  })

describe('counting', () => {
  test('a vitest report is counted', () => {
    expect(vitestCounts(vitest({}))).toEqual({ passed: 3, failed: 0, skipped: 1, remarks: [], reasons: [], failedFiles: [] })
  })

  test('a test file that cannot be loaded is a failure though it holds no test', () => {
    const counts = vitestCounts(vitest({ testResults: [{ name: 'one.test.ts', status: 'failed', assertionResults: [] }] }))
    expect([counts.failed, counts.remarks]).toEqual([1, ['failed: one.test.ts']])
  })

  test('what failed is named, with the file that it is in', () => {
    const failureMessages = ['AssertionError: expected 1\n  to be 2']
    const assertionResults = [{ status: 'failed', fullName: 'it breaks', failureMessages }, { status: 'passed', fullName: 'it holds' }, { status: 'pending', fullName: 'it waits' }]
    const own = { passed: 1, failed: 1, skipped: 1, remarks: ['failed: it breaks', 'left out: it waits'], reasons: ['why: it breaks: AssertionError: expected 1 to be 2'] }
    expect(vitestCounts(vitest({ testResults: [{ name: 'one.test.ts', status: 'failed', assertionResults }] }))).toEqual({ ...own, passed: 3, failedFiles: [{ ...own, file: 'one.test.ts' }] })

    const message = `\u001b[31mError\u001b[39m: ${'x'.repeat(1000)}`
    const resultsOf = (status: string) => (status === 'unexpected' ? [{ errors: [{ message }] }] : [])
    const specs = ['unexpected', 'expected', 'skipped'].map((status) => ({ title: `is ${status}`, tests: [{ status, results: resultsOf(status) }] }))
    const suites = [{ title: 'a.spec.ts', suites: [{ title: 'part', specs }] }, { title: 'b.spec.ts', specs: [{ title: 'holds', tests: [{ status: 'expected' }] }] }]
    const reasons = [`why: a.spec.ts › part › is unexpected: Error: ${'x'.repeat(393)}`]
    const counts = { passed: 1, failed: 1, skipped: 1, remarks: ['failed: a.spec.ts › part › is unexpected', 'left out: a.spec.ts › part › is skipped'], reasons }
    expect(playwrightCounts(JSON.stringify({ stats: { expected: 2, unexpected: 1, skipped: 1 }, errors: [], suites }))).toEqual({
      ...counts, passed: 2, failedFiles: [{ ...counts, file: 'a.spec.ts' }],
    })
  })

  const first = {
    passed: 10, failed: 3, skipped: 2, remarks: ['failed: outside any test', 'failed: it breaks', 'failed: it wavers', 'left out: it waits'], reasons: ['why: it wavers: once'],
    failedFiles: [{ file: 'a.spec.ts', passed: 1, failed: 2, skipped: 2, remarks: ['failed: it breaks', 'failed: it wavers', 'left out: it waits'] }],
  }
  test('a second try counts in place of the first, names what passed only then, and takes nothing else away', () => {
    expect(afterSecondTry(first, { passed: 4, failed: 1, skipped: 0, remarks: ['failed: it breaks'], reasons: ['why: it breaks: again'] })).toEqual({
      passed: 13, failed: 2, skipped: 0, remarks: ['failed: outside any test', 'second try: it wavers', 'failed: it breaks'],
      reasons: ['why: it wavers: once', 'why: it breaks: again'],
    })
  })

  test('what the second try did not come to is not said to have passed', () => {
    const second = { passed: 2, failed: 1, skipped: 2, remarks: ['failed: it breaks', 'left out: it wavers', 'left out: it waits'] }
    expect(afterSecondTry(first, second).remarks).toEqual(['failed: outside any test', ...second.remarks])
  })

  test('a run that broke off is made once more whole, and that is said', () => {
    const broken = outcome(1, { passed: 3, failed: 0, skipped: 0, remarks: [] })
    const whole = { passed: 5, failed: 0, skipped: 0, remarks: [] }
    expect(afterBrokenRun(broken, whole)).toEqual({ ...whole, remarks: ['second try: the run itself, though no test did'], reasons: [] })
    expect(afterBrokenRun(broken, broken).failed).toBe(1)
  })

  test('a second try that could not be made leaves the run red', () => {
    expect(afterSecondTry(first, outcome(1, undefined)).failed).toBe(2)
  })

  test('a test that nobody ran is named, in a file where nothing failed too', () => {
    const [specs, assertionResults] = [[{ title: 'waits', tests: [{ status: 'skipped' }] }], [{ status: 'pending', fullName: 'it waits' }]]
    expect(playwrightCounts(JSON.stringify({ stats: { expected: 0, unexpected: 0, skipped: 1 }, errors: [], suites: [{ title: 'a.spec.ts', specs }] })).remarks).toEqual(['left out: a.spec.ts › waits'])
    expect(vitestCounts(vitest({ testResults: [{ name: 'one.test.ts', status: 'passed', assertionResults }] })).remarks).toEqual(['left out: it waits'])
  })

  test('a failed set-up of Playwright is a failure', () => {
    const report = { stats: { expected: 0, unexpected: 0, skipped: 2 }, errors: [{ message: 'set-up' }] }
    expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 0, failed: 1, skipped: 2, remarks: ['failed: outside any test'], reasons: ['why: outside any test: set-up'], failedFiles: [] })
  })

  test.each([
    ['without a report', 0, undefined],
    ['that ended badly with every test passed', 1, { passed: 3, failed: 0, skipped: 0, remarks: [] }],
    ['that ran no test', 0, { passed: 0, failed: 0, skipped: 0, remarks: [] }],
  ])('a run %s is never green', (_, code, counts) => {
    expect(outcome(code, counts).failed).toBe(1)
  })

  test('outcomes add up to the closing line', () => {
    const all = total([
      { passed: 2, failed: 0, skipped: 1, remarks: [] },
      { passed: 3, failed: 1, skipped: 0, remarks: ['failed: it'] },
    ])
    expect(closingLines(all)).toBe('failed: it\n5 passed, 1 failed\n')
  })

  test('for the whole run a skipped test is a failed one', () => {
    expect(closingLines(withSkippedFailed({ passed: 5, failed: 0, skipped: 2, remarks: [] }))).toBe('5 passed, 2 failed\n')
  })
})
