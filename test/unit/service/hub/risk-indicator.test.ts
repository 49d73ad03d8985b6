import { describe, expect, it } from 'vitest'
import { computeRisk } from '../../../../service/hub/domain/risk-indicator'

type Facts = Parameters<typeof computeRisk>[0]
const CALM: Facts = { members: [], lastContactOn: '2026-11-20', duty: null, debts: [], benefits: [], chronology: [], services: [], housingSituation: null, sources: [{ source: 'housing', asAt: '2026-11-20' }] }
const NOTICE: Facts = {
  ...CALM,
  chronology: [{ on: '2026-11-19', event: 'eviction-notice', domain: 'housing', amountPence: null, source: 'housing', asAt: '2026-11-20' }],
}

describe('computeRisk', () => {
  it('when the band changes from one day to the next, the earlier one goes into the history', () => {
    const before = computeRisk(CALM, '2026-11-21', null)
    const after = computeRisk(NOTICE, '2026-11-22', before)
    expect(after.band).not.toBe(before.band)
    expect(after.history).toEqual([{ on: '2026-11-21', band: before.band }])
  })

  it('when two sources are loaded on one day, what the first said alone is no history', () => {
    const first = computeRisk(CALM, '2026-11-21', null)
    expect(computeRisk(NOTICE, '2026-11-21', first).history).toEqual([])
  })
})
