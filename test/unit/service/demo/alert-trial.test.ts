import { describe, expect, it } from 'vitest'
import { trialLines } from '../../../../service/demo/alert-trial/cli'
import { runTrial } from '../../../../service/demo/alert-trial/simulate'
import { shippedAlertRules } from '../../../../service/hub/policy/alert-rules'

const rules = shippedAlertRules()
const TRIAL = { seed: 3, officers: 60, snoopersOfKind: 12, days: 90 }

describe('the shipped rules for alerts', () => {
  it('find nine of ten who snoop within seven days, and flag an honest officer less than once a month', () => {
    const { caught, falseFlagsAMonth } = runTrial(TRIAL, rules)
    const snoopers = caught.reduce((sum, kind) => sum + kind.snoopers, 0)
    expect(caught.reduce((sum, kind) => sum + kind.withinSevenDays * kind.snoopers, 0) / snoopers).toBeGreaterThanOrEqual(0.9)
    expect(falseFlagsAMonth).toBeLessThanOrEqual(1)
  })

  it('each matter: with a rule off, the snoopers whom it is there for pass', () => {
    const found = (kind: string, over: Partial<typeof rules>): number => runTrial(TRIAL, { ...rules, ...over }).caught.find((one) => one.kind === kind)?.withinSevenDays ?? Number.NaN
    const never = 10_000
    expect(found('trickle', { noRelationship: { ...rules.noRelationship, inSpan: never } })).toBeLessThan(0.7)
    expect(found('acquaintance', { sameHousehold: { ...rules.sameHousehold, times: never } })).toBeLessThan(0.9)
    expect(runTrial(TRIAL, { ...rules, noRelationship: { perDay: 1, inSpan: 1, withinDays: 7 } }).falseFlagsAMonth).toBeGreaterThan(1)
  })

  it('are told as lines, the same for the same seed', () => {
    const options = { officers: 5, snoopers: 2, days: 30, seed: 1 }
    expect(trialLines(options, rules)).toEqual(trialLines(options, rules))
    expect(trialLines(options, rules)).toHaveLength(8)
  })
})
