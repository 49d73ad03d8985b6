import { defineConfig } from '@playwright/test'
import base from '../../playwright.config'

// Run by `npm run package -- --test`, which packs first: build/package/test-package.ts.
export default defineConfig({ ...base, testDir: '.', globalSetup: '../e2e/global-setup.ts' })
