import { defineConfig } from '@playwright/test'
import { electronRuntime } from './build/electron-runtime.ts'
import { enterLane } from './test/support/e2e-lanes.ts'

enterLane()
electronRuntime() // sets ELECTRON_EXEC_PATH, which the tests hand to electron.launch

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './test/e2e/global-setup.ts',
  outputDir: process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e',
  timeout: 300_000,
  expect: { timeout: 10_000 },
  workers: Number(process.env.CASEMENT_E2E_LANES ?? '1'),
  forbidOnly: process.env.CI === 'true',
  reporter: process.env.CASEMENT_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.CASEMENT_E2E_REPORT }]]
    : [['list']],
})
