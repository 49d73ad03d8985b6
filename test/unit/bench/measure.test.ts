import { expect, test } from 'vitest'
import { compare, median, meets, percentile, summarise } from '../../bench/measure'

const of = { bench: 'b', unit: 'ms', baseline: 'something else' }

test('the ratio is the median of the rounds, and its range is of the rounds too', () => {
  const result = summarise({ ...of, size: { entries: 7 } }, { values: [10, 20, 60], baselines: [10, 10, 20], households: 5 })
  expect(result).toEqual({ bench: 'b', households: 5, entries: 7, value: 20, unit: 'ms', baseline: 'something else', baselineValue: 10, ratio: 2, range: [1, 3], rounds: 3 })
})

test('there are at least five rounds, each with both, and a first turn that does not count', async () => {
  const turns: string[] = []
  const measured = (name: string, first: number) => async () => (turns.push(name), turns.filter((turn) => turn === name).length === 1 ? first : 4)
  const result = await compare({ ...of, goal: { atMost: 1 }, value: measured('value', 999), baselineValue: measured('baseline', 999) }, 1, null)
  expect(result).toMatchObject({ rounds: 5, value: 4, baselineValue: 4, ratio: 1, range: [1, 1] })
  expect(turns.filter((turn) => turn === 'value')).toHaveLength(6)
  expect(turns.filter((turn) => turn === 'baseline')).toHaveLength(6)
})

test('a goal is a most or a least', () => {
  const result = summarise(of, { values: [8], baselines: [10], households: null })
  expect([meets(result, { atMost: 0.8 }), meets(result, { atMost: 0.7 }), meets(result, { atLeast: 0.8 }), meets(result, { atLeast: 0.9 })]).toEqual([true, false, true, false])
})

test('median and percentile', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1)
  expect([percentile(hundred, 0.95), percentile(hundred, 1), percentile([7], 0.5)]).toEqual([95, 100, 7])
})
