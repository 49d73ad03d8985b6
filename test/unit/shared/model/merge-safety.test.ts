import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesOf } from '../../../../shared/model/codes'
import { joinAllSafety, mergeCodes, unionOf, withSafety } from '../../../../shared/model/merge-safety'
import { NO_SAFETY, RISK_TO_STAFF, type SafetyCode, type SafetyState } from '../../../../shared/model/safety'

const codes = fc.subarray<SafetyCode>([...codesOf(RISK_TO_STAFF)])
const holds = (all: readonly SafetyCode[], some: readonly SafetyCode[]): boolean => some.every((code) => all.includes(code))
const RUNS = { seed: 20_261_127, numRuns: Number(process.env['CASEMENT_MERGES'] ?? 500) }
let n = 0
const edit = (value: readonly SafetyCode[], base: readonly SafetyCode[], settles: string | null = null) => {
  n += 1
  return { operationId: `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`, at: '2026-11-26T09:00:00.000Z', base: [...base], value: [...value], settles }
}
const stateOf = (some: readonly SafetyCode[]): SafetyState => ({ ...NO_SAFETY.riskToStaff, codes: unionOf(some) })

describe('three-way merge of a safety field', () => {
  it('is the same whoever comes first', () => {
    fc.assert(fc.property(codes, codes, codes, (base, mine, theirs) => {
      expect(mergeCodes(base, mine, theirs)).toEqual(mergeCodes(base, theirs, mine))
      const [first, second] = [withSafety(withSafety(stateOf(base), 'a', edit(mine, base)), 'b', edit(theirs, base)), withSafety(withSafety(stateOf(base), 'b', edit(theirs, base)), 'a', edit(mine, base))]
      expect(first.codes).toEqual(second.codes)
      expect(first.conflicts).toHaveLength(second.conflicts.length)
    }), RUNS)
  })

  it('changes nothing when it is done again', () => {
    fc.assert(fc.property(codes, codes, codes, (base, mine, theirs) => {
      const once = withSafety(withSafety(stateOf(base), 'a', edit(mine, base)), 'b', edit(theirs, base))
      expect(withSafety(once, 'b', edit(theirs, base)).codes).toEqual(once.codes)
      expect(withSafety(once, 'a', edit(mine, base)).codes).toEqual(once.codes)
      expect(mergeCodes(base, once.codes, once.codes)).toEqual({ codes: once.codes, isConflict: false })
    }), RUNS)
  })

  it('whoever changed nothing yields, and two who did the same agree', () => {
    fc.assert(fc.property(codes, codes, (base, other) => {
      expect(mergeCodes(base, base, other)).toEqual({ codes: unionOf(other), isConflict: false })
      expect(mergeCodes(base, other, base)).toEqual({ codes: unionOf(other), isConflict: false })
      expect(mergeCodes(base, other, other)).toEqual({ codes: unionOf(other), isConflict: false })
    }), RUNS)
  })

  it('the cautious value never loses: what is not settled stands whole, whatever comes on top of it', () => {
    fc.assert(fc.property(codes, codes, codes, fc.array(fc.tuple(codes, codes), { maxLength: 5 }), (base, mine, theirs, later) => {
      let state = withSafety(withSafety(stateOf(base), 'a', edit(mine, base)), 'b', edit(theirs, base))
      for (const [value, seen] of later) state = withSafety(state, 'c', edit(value, later.length % 2 === 0 ? state.codes : seen))
      for (const conflict of state.conflicts) expect(holds(state.codes, unionOf(conflict.mine.codes, conflict.theirs.codes))).toBe(true)
      if (mergeCodes(base, mine, theirs).isConflict) expect(holds(state.codes, unionOf(mine, theirs))).toBe(true)
    }), RUNS)
  })

  it('settled, the value that was chosen stands with what a third person recorded and with whatever else is open', () => {
    fc.assert(fc.property(codes, codes, codes, codes, codes, (base, mine, theirs, extra, chosen) => {
      let state = withSafety(withSafety(stateOf(base), 'a', edit(mine, base)), 'b', edit(theirs, base))
      const [conflict] = state.conflicts
      fc.pre(conflict !== undefined)
      state = withSafety(state, 'c', edit(unionOf(state.codes, extra), state.codes))
      const beyond = state.codes.filter((code) => !mine.includes(code) && !theirs.includes(code))
      const settled = withSafety(state, 'd', edit(chosen, state.codes, conflict?.conflictId ?? null))
      expect(settled.codes).toEqual(unionOf(chosen, beyond))
      expect(settled.conflicts).toEqual([])
    }), RUNS)
  })

  it('of two who settle it differently the second is a conflict again, and the more cautious stands', () => {
    const open = withSafety(withSafety(stateOf([]), 'a', edit(['office-only'], [])), 'b', edit(['dog-at-property'], []))
    const conflictId = open.conflicts[0]?.conflictId ?? null
    const first = withSafety(open, 'a', edit(['office-only'], open.codes, conflictId))
    expect(first).toMatchObject({ codes: ['office-only'], conflicts: [] })
    const second = withSafety(first, 'b', edit(['dog-at-property'], open.codes, conflictId))
    expect(second.codes).toEqual(['dog-at-property', 'office-only'])
    expect(second.conflicts).toHaveLength(1)
    expect(withSafety(first, 'b', edit(['office-only'], open.codes, conflictId))).toBe(first)
  })

  it('two households that become one keep the warnings and the conflicts of both', () => {
    const open = withSafety(withSafety(stateOf([]), 'a', edit(['office-only'], [])), 'b', edit(['dog-at-property'], []))
    const moratorium = { ...stateOf(['breathing']), by: 'a' }
    expect(joinAllSafety({ ...NO_SAFETY, riskToStaff: open }, { ...NO_SAFETY, riskToStaff: stateOf(['supervisor-first']), moratorium }))
      .toMatchObject({ riskToStaff: { codes: ['dog-at-property', 'office-only', 'supervisor-first'], conflicts: [{}] }, moratorium })
  })
})
