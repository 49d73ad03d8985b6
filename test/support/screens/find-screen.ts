import { expect, type Locator, type Page } from '@playwright/test'

/** What a caller gives. */
export interface CallerGives {
  readonly name?: string
  readonly dateOfBirth?: readonly [day: string, month: string, year: string]
  readonly postcode?: string
  readonly niNumber?: string
  readonly phone?: string
  readonly accountNumber?: string
  readonly reference?: string
}

export async function openFind(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Find' }).click()
  await expect(page.getByRole('heading', { name: 'Find a household' })).toBeVisible()
  await expect(page.getByLabel('Why you are looking')).toHaveValue('own-contact')
}

/** Fills in what is given and submits with Enter, as an officer on the phone does. */
export async function find(page: Page, gives: CallerGives): Promise<void> {
  const fields: [string, string | undefined][] = [
    ['Name', gives.name], ['Postcode', gives.postcode], ['NI number', gives.niNumber], ['Phone', gives.phone],
    ['Account number', gives.accountNumber], ['Or the household reference', gives.reference],
  ]
  for (const [label, value] of fields) await page.getByLabel(label, { exact: true }).fill(value ?? '')
  const [day = '', month = '', year = ''] = gives.dateOfBirth ?? []
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill(month)
  await page.getByLabel('Year').fill(year)
  await page.getByLabel('Name', { exact: true }).press('Enter')
}

export const findAnswer = (page: Page): Locator => page.locator('.find__answer')

/** Opens the household of the one person who fits. Answers its reference. */
export async function findHousehold(page: Page, gives: CallerGives): Promise<string> {
  await openFind(page)
  await find(page, gives)
  return householdReference(page)
}

/** The reference on the household's page, once it is there. */
export async function householdReference(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1, name: /^Household / })
  await expect(heading).toBeVisible({ timeout: 20_000 })
  return (await heading.innerText()).replace(/^Household\s*/, '').trim()
}
