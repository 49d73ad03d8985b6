import { describe, expect, test } from 'vitest'
import {
  closingLine,
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
    testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
    ...over,
  })

describe('counting', () => {
  test('a vitest report is counted', () => {
    expect(vitestCounts(vitest({}))).toEqual({ passed: 3, failed: 0, skipped: 1 })
  })

  test('a test file that cannot be loaded is a failure though it holds no test', () => {
    expect(vitestCounts(vitest({ testResults: [{ status: 'failed', assertionResults: [] }] })).failed).toBe(1)
  })

  test('a failed set-up of Playwright is a failure', () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 2 }, errors: [{ message: 'set-up' }] }
    expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 0, failed: 1, skipped: 2 })
  })

  test.each([
    ['without a report', 0, undefined],
    ['that ended badly with every test passed', 1, { passed: 3, failed: 0, skipped: 0 }],
    ['that ran no test', 0, { passed: 0, failed: 0, skipped: 0 }],
  ])('a run %s is never green', (_, code, counts) => {
    expect(outcome(code, counts).failed).toBe(1)
  })

  test('outcomes add up to the closing line', () => {
    const all = total([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 3, failed: 1, skipped: 0 },
    ])
    expect(closingLine(all)).toBe('5 passed, 1 failed')
  })

  test('for the whole run a skipped test is a failed one', () => {
    expect(closingLine(withSkippedFailed({ passed: 5, failed: 0, skipped: 2 }))).toBe('5 passed, 2 failed')
  })
})
