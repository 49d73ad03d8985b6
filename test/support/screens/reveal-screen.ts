import { expect, type Locator, type Page } from '@playwright/test'

export const GOOD_REASON = 'Agreeing a payment arrangement over the phone with the resident'

export interface Statement {
  readonly purpose?: string
  readonly reason?: string
  /** Further groups to tick, by their words. */
  readonly alsoOpen?: readonly string[]
}

/** The dialog in which the need is stated, for the member of this number. */
export async function openRevealDialog(page: Page, member = 1): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^Reveal member ${member},`) }).click()
  const dialog = page.getByRole('dialog', { name: /^Reveal details of / })
  await expect(dialog).toBeVisible()
  return dialog
}

export async function fillStatement(dialog: Locator, { purpose = 'Debt advice', reason = GOOD_REASON, alsoOpen = [] }: Statement = {}): Promise<void> {
  await dialog.getByLabel(purpose, { exact: true }).check()
  for (const group of alsoOpen) await dialog.getByLabel(group, { exact: true }).check()
  await dialog.getByLabel('Reason, in your own words').fill(reason)
}

export const submitStatement = (dialog: Locator): Promise<void> => dialog.getByRole('button', { name: /^(Reveal|Ask for approval)$/ }).click()

/** States a need from the household's page; the caller expects what comes of it. */
export async function stateNeed(page: Page, statement: Statement = {}, member = 1): Promise<Locator> {
  const dialog = await openRevealDialog(page, member)
  await fillStatement(dialog, statement)
  await submitStatement(dialog)
  return dialog
}

export const revealed = (page: Page): Locator => page.getByRole('region', { name: 'Revealed details' })
export const maskedAgain = (page: Page): Locator => page.getByRole('region', { name: 'Masked again' })

/** Nothing of these texts is anywhere in the document, shown or hidden. */
export async function expectNowhere(page: Page, texts: readonly string[]): Promise<void> {
  const document = await page.content()
  const values = await page.evaluate(() => Array.from(globalThis.document.querySelectorAll('input, textarea'), (field) => (field as HTMLInputElement).value).join('\n'))
  for (const text of texts) {
    expect(document).not.toContain(text)
    expect(values).not.toContain(text)
  }
}
