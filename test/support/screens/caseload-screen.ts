import { expect, type Locator, type Page } from '@playwright/test'
import type { WorklistView } from '../../../shared/ipc/household-contract'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { WorklistRow } from '../../../shared/model/household'

export const caseloadPanel = (page: Page): Locator => page.getByRole('region', { name: /^Caseload/ })

/** The rows of a view as the bridge gives them. */
export function rowsOf(page: Page, view: WorklistView): Promise<readonly WorklistRow[]> {
  return page.evaluate(async ([name, filters]) => {
    const answer = await window.casement.household.listWorklist({ view: name, filters, sort: 'urgency', after: null, limit: 500 })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.rows
  }, [view, NO_FILTERS] as const)
}

/** Households of the team with a referral that nobody has answered: they cannot be referred once more. */
export function referredOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const answer = await window.casement.caseload.listReferrals({})
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.referrals.filter(({ state }) => state === 'pending').map(({ householdId }) => householdId)
  })
}

/** Waits until nothing waits to be sent, syncing as an officer would. */
export async function syncNow(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText('Everything you wrote has been sent.')).toBeVisible({ timeout: 30_000 })
}

/** One whole round of sync, through the bridge: afterwards the laptop knows what the hub knew. */
export async function pullNow(page: Page): Promise<void> {
  const answer = await page.evaluate(() => window.casement.sync.syncNow({}))
  if (!answer.ok) throw new Error(answer.error.code)
}

export async function openReferrals(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
  await page.getByRole('navigation', { name: 'Views of the worklist' }).getByRole('button', { name: /^Referrals/ }).click()
  await expect(page.getByRole('heading', { name: 'Referrals', exact: true })).toBeVisible()
}
