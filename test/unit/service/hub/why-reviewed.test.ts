import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { causesOf, drawOf, isOutOfHours, riskOf } from '../../../../service/hub/domain/review/why-reviewed'
import { shippedReviewRules } from '../../../../service/hub/policy/review-rules'
import { loadTable } from '../../../../service/demo/review-load/cli'
import { simulateLoad } from '../../../../service/demo/review-load/simulate'

const rules = shippedReviewRules()
const ORDINARY = { isEmergency: false, isProtected: false, isRelated: true, isClaimed: false, at: Date.parse('2026-11-25T11:00:00Z'), revealsThatDay: 3, sameWords: 1 }

describe('why a reveal is reviewed', () => {
  it('every emergency, every one without a relationship and every claimed one, whatever the draw', () => {
    for (const draw of [0, 0.5, 0.999]) {
      expect(causesOf({ ...ORDINARY, isEmergency: true }, draw, rules)).toEqual(['emergency'])
      expect(causesOf({ ...ORDINARY, isRelated: false }, draw, rules)).toEqual(['no-relationship'])
      expect(causesOf({ ...ORDINARY, isRelated: false, isClaimed: true, isEmergency: true }, draw, rules)).toEqual(['emergency', 'claimed-relationship'])
    }
    expect(causesOf(ORDINARY, rules.sampleRate - 0.001, rules)).toEqual(['sample'])
    expect(causesOf(ORDINARY, rules.sampleRate, rules)).toEqual([])
  })

  it('the draw follows from the entry and the hub’s key: the same every time, another for another entry or key, and even', async () => {
    const signer = () => {
      const { privateKey } = generateKeyPairSync('ed25519')
      return { sign: (data: Uint8Array) => sign(null, data, privateKey) }
    }
    const [hub, other] = [signer(), signer()]
    const leaf = randomBytes(32)
    expect(await drawOf(leaf, hub)).toBe(await drawOf(leaf, hub))
    expect(await drawOf(leaf, other)).not.toBe(await drawOf(leaf, hub))
    const draws = await Promise.all(Array.from({ length: 4_000 }, () => drawOf(randomBytes(32), hub)))
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
    const sampled = draws.filter((draw) => draw < 0.25).length
    expect(sampled).toBeGreaterThan(850)
    expect(sampled).toBeLessThan(1_150)
  })
})

describe('what is looked at first', () => {
  it('each factor counts what policy gives it, and an emergency outweighs what is only unusual', () => {
    expect(riskOf(ORDINARY, rules)).toEqual({ factors: [], score: 0 })
    const emergency = riskOf({ ...ORDINARY, isEmergency: true, isProtected: true }, rules)
    expect(emergency).toEqual({ factors: ['emergency', 'protected'], score: rules.weights.emergency + rules.weights.protected })
    const unusual = riskOf({ ...ORDINARY, isRelated: false, at: Date.parse('2026-11-28T11:00:00Z'), revealsThatDay: rules.manyPerDay, sameWords: rules.repeatedReason.times }, rules)
    expect(unusual.factors).toEqual(['no-relationship', 'out-of-hours', 'many-that-day', 'repeated-reason'])
    expect(unusual.score).toBeLessThan(emergency.score)
    expect(riskOf({ ...ORDINARY, isRelated: false, isClaimed: true }, rules).factors).toEqual(['claimed-relationship'])
  })

  it.each([
    ['a working morning', '2026-11-25T07:30:00Z', false], ['a minute too early', '2026-11-25T07:29:00Z', true], ['seven in the evening', '2026-11-25T19:00:00Z', true], ['a Saturday', '2026-11-28T12:00:00Z', true],
    ['a summer morning, by the clock of London', '2026-07-01T06:45:00Z', false], ['a summer evening, by the clock of London', '2026-07-01T18:30:00Z', true], ['midnight', '2026-11-25T00:00:00Z', true],
    ['Good Friday', '2026-04-03T11:00:00Z', true], ['the Monday after Boxing Day', '2026-12-28T11:00:00Z', true], ['the Tuesday after it', '2026-12-29T11:00:00Z', false], ['a summer bank holiday’s first minutes, by the calendar of London', '2026-08-30T23:30:00Z', true],
  ])('out of hours: %s', (_, at, expected) => {
    expect(isOutOfHours(Date.parse(at), rules.workingHours)).toBe(expected)
  })
})

describe('the load of reviews', () => {
  const council = { seed: 1, officers: 40, revealsADay: 30, teamSize: 10, days: 10, unrelated: 0.03, claimed: 0.005, emergencies: 0.002 }

  it('is the same for the same seed, never over the cap, and loses nothing', () => {
    const load = simulateLoad(council, rules)
    expect(simulateLoad(council, rules)).toEqual(load)
    expect(load.reveals).toBe(40 * 30 * 10)
    expect(load.perReviewerADay).toBeLessThanOrEqual(rules.perReviewerPerDay)
    expect(Math.round(load.perReviewerADay * 4 * 10) + load.waitingAtEnd).toBe(load.tasks)
  })

  it('emergencies are reviewed within two days even where the rest piles up', () => {
    const flooded = simulateLoad({ ...council, unrelated: 0.2 }, rules)
    expect(flooded.waitingAtEnd).toBeGreaterThan(500)
    expect(flooded.emergenciesInTwoDays).toBe(1)
    expect(loadTable({ officers: 20, reveals: 10, days: 5, seed: 1 }, rules)).toHaveLength(10)
  })
})
