import { describe, expect, test } from 'vitest'
import {
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
    testResults: [{ name: 'one.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a', failureMessages: [] }] }],
    ...over,
  })

describe('counting', () => {
  test('a vitest report is counted', () => {
    expect(vitestCounts(vitest({}))).toEqual({ passed: 3, failed: 0, skipped: 1, remarks: [] })
  })

  test('a test file that cannot be loaded is a failure though it holds no test', () => {
    const counts = vitestCounts(vitest({ testResults: [{ name: 'one.test.ts', status: 'failed', assertionResults: [] }] }))
    expect([counts.failed, counts.remarks]).toEqual([1, ['failed: one.test.ts']])
  })

  test('what failed is named, and what passed at the second try only', () => {
    const assertionResults = [
      { status: 'failed', fullName: 'it breaks', failureMessages: ['why', 'why'] },
      { status: 'passed', fullName: 'it wavers', failureMessages: ['why'] },
      { status: 'passed', fullName: 'it holds', failureMessages: [] },
    ]
    const { remarks } = vitestCounts(vitest({ numFailedTests: 1, testResults: [{ name: 'one.test.ts', status: 'failed', assertionResults }] }))
    expect(remarks).toEqual(['failed: it breaks', 'second try: it wavers'])

    const specs = [
      { title: 'breaks', tests: [{ status: 'unexpected' }] },
      { title: 'wavers', tests: [{ status: 'flaky' }] },
      { title: 'holds', tests: [{ status: 'expected' }] },
    ]
    const report = { stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }, errors: [], suites: [{ title: 'a.spec.ts', suites: [{ title: 'part', specs }] }] }
    expect(playwrightCounts(JSON.stringify(report))).toEqual({
      passed: 2, failed: 1, skipped: 0, remarks: ['failed: a.spec.ts › part › breaks', 'second try: a.spec.ts › part › wavers'],
    })
  })

  test('a failed set-up of Playwright is a failure', () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 2 }, errors: [{ message: 'set-up' }] }
    expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 0, failed: 1, skipped: 2, remarks: ['failed: outside any test'] })
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
