import { expect, test } from 'vitest'
import { runFleet } from '../../fleet/fleet'

// In full: npm run fleet (500 laptops, 2,000 households, 40 minutes).
test('a small fleet syncs for the first time and sends contacts at once: every household and every contact arrives', async () => {
  const report = await runFleet({ devices: 12, households: 120, rampSeconds: 1, pushSeconds: 3, pushesPerSecond: 10 }, () => undefined)
  expect(report.problems).toEqual({})
  expect([report.firstSync.count, report.push.count]).toEqual([12, 30])
})
