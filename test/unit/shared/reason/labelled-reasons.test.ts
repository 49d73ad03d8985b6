import { describe, expect, it } from 'vitest'
import { checkReason } from '../../../../shared/reason/check-reason'
import purposes from '../../../../shared/purposes/purposes.json'
import { GOOD_HELD_OUT, GOOD_REASONS, POOR_HELD_OUT, POOR_REASONS } from './labelled-reasons'

const prevention = purposes.find(({ code }) => code === 'homelessness-prevention') ?? null
const isRefused = (reason: string): boolean => checkReason(reason, prevention).verdict === 'refuse'
const share = (part: readonly string[], of: readonly string[]): string => `${part.length} of ${of.length} (${((100 * part.length) / of.length).toFixed(1)} %)`

describe('the reason check on labelled reasons', () => {
  it('has two hundred good and one hundred poor ones, no two alike', () => {
    expect([GOOD_REASONS.length + GOOD_HELD_OUT.length, POOR_REASONS.length + POOR_HELD_OUT.length]).toEqual([200, 100])
    expect(new Set([...GOOD_REASONS, ...GOOD_HELD_OUT, ...POOR_REASONS, ...POOR_HELD_OUT]).size).toBe(300)
  })

  it.each([
    ['all', [...GOOD_REASONS, ...GOOD_HELD_OUT], [...POOR_REASONS, ...POOR_HELD_OUT]],
    ['held out, not looked at while tuning', GOOD_HELD_OUT, POOR_HELD_OUT],
  ])('refuses at most 2 %% of the good and catches at least 90 %% of the poor: %s', (name, good, poor) => {
    const [refused, caught] = [good.filter(isRefused), poor.filter(isRefused)]
    process.stdout.write(`reason check, ${name}: good refused ${share(refused, good)}, poor caught ${share(caught, poor)}\n`)
    expect(refused.length / good.length, refused.join(' | ')).toBeLessThanOrEqual(0.02)
    expect(caught.length / poor.length, poor.filter((reason) => !caught.includes(reason)).join(' | ')).toBeGreaterThanOrEqual(0.9)
  })
})
