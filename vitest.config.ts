import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { buildConfigPlugin } from './build/build-config-plugin.ts'

const plugins = [buildConfigPlugin()]
const SLOW = { testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    projects: [
      {
        plugins,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts', 'test/structure/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
        },
      },
      {
        plugins: [react(), ...plugins],
        test: { name: 'renderer', environment: 'jsdom', include: ['test/unit/renderer/**/*.test.{ts,tsx}'] },
      },
      {
        plugins,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts', 'test/conformance/**/*.test.ts'],
          maxWorkers: 2, // two cores: more servers at once would only wait for each other
          ...SLOW,
        },
      },
    ],
  },
})
