import { expect, type Locator, type Page } from '@playwright/test'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { WorklistRow } from '../../../shared/model/household'

export const worklistGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Households' })
export const activeFilters = (page: Page): Locator => page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
export const selectedReference = (page: Page): Locator => worklistGrid(page).locator('[aria-selected=true] .reference')

export async function openWorklist(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
  await expect(page.getByRole('heading', { name: 'Worklist' })).toBeVisible()
}

/** Chooses a view at the head of the worklist. */
export async function chooseView(page: Page, words: 'My caseload' | 'Team' | 'Due today' | 'At risk' | 'All'): Promise<void> {
  const view = page.getByRole('navigation', { name: 'Views of the worklist' }).getByRole('button', { name: new RegExp(`^${words}`) })
  await view.click()
  await expect(view).toHaveAttribute('aria-current', 'true')
}

/** The words of the count, once it says this. */
export const expectCount = (page: Page, matching: number, total: number): Promise<void> =>
  expect(page.locator('.worklist__count')).toHaveText(`${matching} of ${total} households`)

/** All rows of the laptop's cache, unfiltered, as the bridge gives them: what the filters are judged by. */
export function allRows(page: Page): Promise<readonly WorklistRow[]> {
  return page.evaluate(async (filters) => {
    const answer = await window.casement.household.listWorklist({ filters, sort: 'urgency', after: null, limit: 500 })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.rows
  }, NO_FILTERS)
}

/** The references drawn now, from the top of the list. */
export async function shownReferences(page: Page): Promise<string[]> {
  const rows = await worklistGrid(page).locator('[data-index]').evaluateAll((elements) =>
    elements.map((element) => [Number(element.getAttribute('data-index')), element.querySelector('.reference')?.textContent ?? ''] as const))
  return rows.toSorted(([a], [b]) => a - b).map(([, reference]) => reference)
}
