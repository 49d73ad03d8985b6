import { expect, test } from 'vitest'
import { Placements } from '../../../../service/vault/domain/placements'

const said = (...rows: [slot: string, householdId: string, placedOn: string][]): Placements => {
  const placements = new Placements()
  for (const [slot, householdId, placedOn] of rows) placements.set('p', slot, { householdId, placedOn })
  return placements
}

test('somebody lives where the newest word has them, in whatever order it was heard', () => {
  expect(said(['a', 'one', '2026-11-20'], ['b', 'two', '2026-11-21']).homeOf('p', 'one', 'two')).toBe('two')
  expect(said(['b', 'two', '2026-11-21'], ['a', 'one', '2026-11-20']).homeOf('p', 'two', 'one')).toBe('two')
})

test('of two words of one day they stay where they are, else go where they are said to be now', () => {
  const placements = said(['a', 'two', '2026-11-21'], ['b', 'one', '2026-11-21'])
  expect(placements.homeOf('p', 'one', 'two')).toBe('one')
  expect(placements.homeOf('p', 'three', 'two')).toBe('two')
  expect(placements.homeOf('p', 'three', 'four')).toBe('one')
})

test('a row that speaks of somebody else now places them no more, and one says the last it said', () => {
  const placements = said(['a', 'one', '2026-11-20'], ['b', 'two', '2026-11-21'], ['b', 'three', '2026-11-22'])
  expect(placements.homeOf('p', 'one', 'one')).toBe('three')
  placements.remove('p', 'b')
  expect(placements.homeOf('p', 'three', 'three')).toBe('one')
  expect(placements.homeOf('nobody', '', 'four')).toBe('four')
})
