import { defineConfig } from '@playwright/test'
import base from '../../playwright.config'

// Run by `npm run tour`: build/tour.ts. One failed call ends the tour: its pictures would not be true.
export default defineConfig({ ...base, testDir: '.', globalSetup: '../e2e/global-setup.ts' })
