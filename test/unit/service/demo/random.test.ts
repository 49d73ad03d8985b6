import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../../service/demo/synthetic/random'

describe('createRandom', () => {
  test('gives the same stream for the same seed and label, another for another', () => {
    const draw = (seed: number, label: string): number[] => Array.from({ length: 20 }, ((random) => () => random.next())(createRandom(seed, label)))
    expect(draw(1, 'a')).toEqual(draw(1, 'a'))
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'))
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'))
  })

  test('stays within its bounds and follows weights', () => {
    const random = createRandom(7, 'bounds')
    const counts = { often: 0, seldom: 0, never: 0 }
    for (let i = 0; i < 5_000; i += 1) {
      const n = random.whole(3, 5)
      expect(n).toBeGreaterThanOrEqual(3)
      expect(n).toBeLessThanOrEqual(5)
      counts[random.weighted({ often: 9, seldom: 1, never: 0 })] += 1
    }
    expect(counts.never).toBe(0)
    expect(counts.often / counts.seldom).toBeGreaterThan(6)
  })
})
