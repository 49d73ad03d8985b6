import { expect, type Page } from '@playwright/test'
import type { CasementApp } from '../casement-app'

/** Four unrelated words. Made up for the tests; opens nothing else. */
export const PASSPHRASE = 'gravel lantern yonder pickle'

export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with your council account' }).click()
  await expect(page.getByRole('heading', { name: 'Choose a passphrase for this laptop' })).toBeVisible({ timeout: 30_000 })
}

export async function enrol(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Passphrase again').fill(passphrase)
  await page.getByRole('button', { name: 'Enrol this laptop' }).click()
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

/** From a fresh start to the synced worklist. */
export async function enrolAndUnlock(app: CasementApp): Promise<Page> {
  const page = app.page()
  await signIn(page)
  await enrol(page)
  await expectWorklist(page)
  await expect(page.getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
  return page
}

export async function expectWorklist(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Worklist' })).toBeVisible({ timeout: 30_000 })
}

/** Locks by the button; answers the fresh window, on which the passphrase is asked for. */
export async function lock(app: CasementApp): Promise<Page> {
  const old = app.page()
  const page = await app.replaced(() => old.getByRole('button', { name: 'Lock', exact: true }).click())
  await expect(page.getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
  return page
}
