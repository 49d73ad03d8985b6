import { test as base } from '@playwright/test'
import { startProxies, type Proxies } from './e2e-proxies'

/** Playwright's test with the proxies in front of the service, which pass everything again after each test. */
export const test = base.extend<{ healed: undefined }, { proxies: Proxies }>({
  proxies: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const proxies = await startProxies()
      await use(proxies)
      await proxies.close()
    },
    { scope: 'worker', auto: true },
  ],
  healed: [
    async ({ proxies }, use) => {
      await use(undefined)
      proxies.heal()
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
