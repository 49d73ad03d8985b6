import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Vitest's own five seconds would be a timed assertion: a busy machine fails property tests by it.
const SLOW = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts', 'test/structure/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          maxWorkers: 2,
          ...SLOW,
        },
      },
      {
        plugins: [react()],
        test: { name: 'renderer', environment: 'jsdom', include: ['test/unit/renderer/**/*.test.{ts,tsx}'], maxWorkers: 2, ...SLOW },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts', 'test/conformance/**/*.test.ts'],
          globalSetup: 'test/support/start-once.ts',
          maxWorkers: 2, // two cores: more servers at once would only wait for each other
          ...SLOW,
        },
      },
    ],
  },
})
