import { defineConfig } from '@playwright/test'
import base from '../../playwright.config'

// Run by `npm run bench -- reveal`: one app, one service, nothing else meanwhile.
export default defineConfig({ ...base, testDir: '.', globalSetup: '../e2e/global-setup.ts', timeout: 900_000 })
