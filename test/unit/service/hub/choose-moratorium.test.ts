import { expect, test } from 'vitest'
import { chooseMoratorium } from '../../../../service/hub/domain/choose-moratorium'
import type { CodedFacts } from '../../../../shared/model/coded-facts'

const TODAY = '2026-11-26'
const says = (startsOn: string, endsOn: string | null): CodedFacts => ({ moratorium: { kind: 'breathing', startsOn, endsOn, source: 'housing', asAt: TODAY } }) as unknown as CodedFacts
const chosen = (...facts: CodedFacts[]): string | null | undefined => [chooseMoratorium(facts, TODAY), chooseMoratorium(facts.toReversed(), TODAY)].map((one) => (one === null ? undefined : one.endsOn)).reduce((a, b) => (a === b ? a : 'differs'))

test('of what sources say of a pause of recovery the one that keeps it paused stands, in whatever order they speak', () => {
  const [active, later, over, open, planned] = [says('2026-11-01', '2026-12-30'), says('2026-11-10', '2026-12-01'), says('2026-11-12', '2026-11-15'), says('2026-10-01', null), says('2026-12-15', '2027-02-13')]
  expect(chosen(active, over)).toBe('2026-12-30') // the later start is over: by the start alone recovery would go on
  expect(chosen(active, later)).toBe('2026-12-30')
  expect(chosen(active, open)).toBeNull()
  expect(chosen(active, planned)).toBe('2026-12-30')
  expect(chosen(over, planned)).toBe('2027-02-13')
  expect(chosen({ moratorium: null } as CodedFacts)).toBeUndefined()
})
