import { describe, expect, it } from 'vitest'
import { ALERT_KINDS, alertWords, type AlertKind } from '../../../../shared/model/alert'
import { alertsOf, type PatternFacts } from '../../../../service/hub/domain/review/why-alerted'
import { shippedAlertRules } from '../../../../service/hub/policy/alert-rules'

const rules = shippedAlertRules()
const QUIET: PatternFacts = {
  isEmergency: false, emergencies: 0, isOutOfHours: false, revealsThatDay: 8, earlier: { days: 15, reveals: 150 }, isUnrelated: false, unrelatedThatDay: 0, unrelatedInSpan: 0, outOfHoursThatDay: 0, sameHousehold: 0,
}
const kinds = (facts: Partial<PatternFacts>): AlertKind[] => alertsOf({ ...QUIET, ...facts }, rules).map(({ kind }) => kind)

describe('alerts', () => {
  it('are silent for an ordinary day', () => {
    expect(kinds({})).toEqual([])
  })

  it('measure volume against the officer’s own pattern, not against anybody else', () => {
    expect(kinds({ revealsThatDay: 19 })).toEqual([])
    expect(kinds({ revealsThatDay: 20 })).toEqual(['volume'])
    // Who always reveals 40 a day is not told of at 50; whoever reveals 2 a day is not told of at 6.
    expect(kinds({ earlier: { days: 15, reveals: 600 }, revealsThatDay: 50 })).toEqual([])
    expect(kinds({ earlier: { days: 15, reveals: 30 }, revealsThatDay: 6 })).toEqual([])
    // Somebody new has no pattern yet.
    expect(kinds({ earlier: { days: 2, reveals: 10 }, revealsThatDay: 60 })).toEqual([])
  })

  it.each([
    ['no-relationship', { isUnrelated: true, unrelatedThatDay: rules.noRelationship.perDay }, { isUnrelated: true, unrelatedThatDay: rules.noRelationship.perDay - 1 }],
    ['no-relationship', { isUnrelated: true, unrelatedInSpan: rules.noRelationship.inSpan }, { isUnrelated: true, unrelatedInSpan: rules.noRelationship.inSpan - 1 }],
    ['out-of-hours', { isOutOfHours: true, outOfHoursThatDay: rules.outOfHoursPerDay }, { isOutOfHours: false, outOfHoursThatDay: rules.outOfHoursPerDay }],
    ['never-allocated-repeats', { isUnrelated: true, sameHousehold: rules.sameHousehold.times }, { isUnrelated: false, sameHousehold: rules.sameHousehold.times }],
    ['emergency', { isEmergency: true, emergencies: 1 }, { isEmergency: false, emergencies: 1 }],
  ] as const)('%s: told of when it holds, and not before', (kind, holds, holdsNot) => {
    expect(kinds(holds)).toEqual([kind])
    expect(kinds(holdsNot)).toEqual([])
  })

  it('explain themselves: every kind has its figures in a sentence', () => {
    for (const kind of Object.keys(ALERT_KINDS) as AlertKind[]) {
      const words = alertWords(kind, { count: 24, usual: 9.5, from: 20, days: 14 })
      expect(words).toContain('24')
      expect(words).toMatch(/Somebody is told/)
    }
    expect(alertWords('volume', { count: 24, usual: 9.5, from: 20, days: 1 })).toBe('24 reveals that day; this officer\'s own average is 9.5 a day. Somebody is told from 20.')
  })
})
