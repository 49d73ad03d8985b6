import { expect, type Page } from '@playwright/test'

/** One field's label and the text typed into it. */
export type SpokenDetail = readonly [label: string, text: string]

/** The fields in the order of the Tab key. */
const TAB_ORDER = ['Name', 'Day', 'Month', 'Year', 'Postcode', 'NI number', 'Phone', 'Account number', 'Or the household reference']

/**
 * Fills in and submits Find with real keys: Tab to the next field, a click to one further away, Enter. Answers how many keys and
 * clicks that took besides the text. A fresh Find has the focus in the name.
 */
export async function countedCall(page: Page, says: readonly SpokenDetail[], isFresh = true): Promise<number> {
  if (isFresh) await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  let at = isFresh ? 0 : Number.NEGATIVE_INFINITY
  let acts = 0
  for (const [label, text] of says) {
    const wanted = TAB_ORDER.indexOf(label)
    const field = page.getByLabel(label, { exact: true })
    if (wanted !== at) {
      acts += 1
      await (wanted === at + 1 ? page.keyboard.press('Tab') : field.click())
      at = wanted
    }
    await expect(field).toBeFocused()
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
  return acts + 1
}
