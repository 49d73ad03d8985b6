import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inBatches } from '../../../../service/intake/load/load-records'

test('batches hold every item once, in order, within both limits unless an item alone is larger', () => {
  const item = fc.record({ rows: fc.integer({ min: 1, max: 600 }), bytes: fc.integer({ min: 1, max: 2_000_000 }) })
  fc.assert(fc.property(fc.array(item, { maxLength: 60 }), (items) => {
    const batches = [...inBatches(items, ({ rows }) => rows, ({ bytes }) => bytes)]
    expect(batches.flat()).toEqual(items)
    for (const batch of batches) {
      expect(batch.length).toBeGreaterThan(0)
      if (batch.length === 1) continue
      expect(batch.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(500)
      expect(batch.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(1_500_000)
    }
  }))
})
