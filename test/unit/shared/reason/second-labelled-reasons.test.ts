import { describe, expect, it } from 'vitest'
import { checkReason } from '../../../../shared/reason/check-reason'
import purposes from '../../../../shared/purposes/purposes.json'
import { GOOD_BLIND, GOOD_SEEN } from './second-good-reasons'
import { POOR_BLIND, POOR_SEEN } from './second-poor-reasons'

const prevention = purposes.find(({ code }) => code === 'homelessness-prevention') ?? null
const isRefused = (reason: string): boolean => checkReason(reason, prevention).verdict === 'refuse'

type ByKind = Readonly<Record<string, string>>
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
const all = (kinds: ByKind): string[] => Object.values(kinds).flatMap(linesOf)
const share = (part: number, of: number): string => `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`

/** Refused of each kind, for whoever reads why a rate moved. */
const byKind = (kinds: ByKind): string => Object.entries(kinds).map(([kind, text]) => `${kind} ${linesOf(text).filter(isRefused).length}/${linesOf(text).length}`).join(', ')

describe('the reason check on a second labelled set', () => {
  it('holds no reason twice', () => {
    const every = [GOOD_SEEN, GOOD_BLIND, POOR_SEEN, POOR_BLIND].flatMap(all)
    expect(every.filter((reason, i) => every.indexOf(reason) !== i)).toEqual([])
  })

  it.each([
    { name: 'mended by', good: GOOD_SEEN, poor: POOR_SEEN },
    { name: 'written after the mending', good: GOOD_BLIND, poor: POOR_BLIND },
  ])('refuses at most two in a hundred good ones and catches at least nine in ten poor: $name', ({ name, good, poor }) => {
    const [refused, passed] = [all(good).filter(isRefused), all(poor).filter((reason) => !isRefused(reason))]
    process.stdout.write(`reason check, second set, ${name}: good refused ${share(refused.length, all(good).length)} [${byKind(good)}]; `
      + `poor caught ${share(all(poor).length - passed.length, all(poor).length)} [${byKind(poor)}]\n`)
    expect(refused.length / all(good).length, refused.join(' | ')).toBeLessThanOrEqual(0.02)
    expect(passed.length / all(poor).length, passed.join(' | ')).toBeLessThanOrEqual(0.1)
  })

  it('catches nine in ten of every kind that is poor', () => {
    for (const kinds of [POOR_SEEN, POOR_BLIND]) {
      for (const [kind, text] of Object.entries(kinds)) {
        const poor = linesOf(text)
        expect(poor.filter(isRefused).length / poor.length, kind).toBeGreaterThanOrEqual(0.9)
      }
    }
  })
})
