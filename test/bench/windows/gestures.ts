import { expect, type Page } from '@playwright/test'
import { REFERENCE_ALPHABET } from '../../../shared/model/reference'
import { worklistGrid } from '../../support/screens/worklist-screen'
import { fromEventToFrame } from './probes'

const DEBTS = ['', '50000', '100000', '250000'] as const
const CONTACTS = ['', '30', '90'] as const
const KEYSTROKES = 2
/** A gesture that changes nothing is not counted; so many in a row mean that something is wrong. */
const MOST_WITHOUT_CHANGE = 200

/** Keystrokes in *Reference starts with* while other filters are set, each from its event to the frame with the rows that fit. No query twice: `from` is the first one's number. */
export async function search(page: Page, from: number, samples: number): Promise<number[]> {
  const field = page.getByLabel('Reference starts with')
  const took: number[] = []
  for (let n = from; took.length < samples; n += 1) {
    if (n - from > samples + MOST_WITHOUT_CHANGE) throw new Error('the keystrokes change nothing')
    await page.getByLabel('Owes in all', { exact: true }).selectOption(DEBTS[n % DEBTS.length] ?? '')
    await page.getByLabel('No contact for', { exact: true }).selectOption(CONTACTS[n % CONTACTS.length] ?? '')
    await field.fill('')
    await field.focus()
    await settled(page)
    for (const key of charactersOf(n).slice(0, KEYSTROKES)) {
      // With nothing to leave out a key changes nothing, and that is only known after a long wait.
      if ((await page.locator('.grid__body [data-index]').count()) < 2) break
      const one = await fromEventToFrame(page, 'input', 'rows', () => page.keyboard.press(key))
      if (one === null) break
      if (took.length < samples) took.push(one)
    }
  }
  await field.fill('')
  return took
}

/** The beginning of the n-th reference that is asked for: all of them in turn, first and second character alike. */
const charactersOf = (n: number): string[] => [n, Math.floor(n / REFERENCE_ALPHABET.length) * 7 + n * 3].map((index) => REFERENCE_ALPHABET.charAt(index % REFERENCE_ALPHABET.length))

/** Two frames in which nothing is fetched any more. */
async function settled(page: Page): Promise<void> {
  let before = ''
  await expect.poll(async () => {
    const now = await page.locator('.worklist__list').innerText()
    const isSame = now === before
    before = now
    return isSame
  }, { intervals: [40] }).toBe(true)
}

/** From the click on a line of the worklist to the frame with the household's page; the next line each time. */
export async function openHouseholds(page: Page, samples: number): Promise<number[]> {
  const took: number[] = []
  while (took.length < samples) {
    await worklistGrid(page).press('ArrowDown')
    const line = page.locator('.grid__body [aria-selected=true] .reference')
    const one = await fromEventToFrame(page, 'click', 'household', () => line.click())
    if (one === null) throw new Error('the household did not open')
    took.push(one)
    await page.getByRole('button', { name: '‹ Worklist' }).click()
    await expect(worklistGrid(page)).toBeVisible()
  }
  return took
}

/** Scrolls the worklist until its last household is drawn. Asked anew each time: after unlock the list may still become another. */
export async function scrollToTheEnd(page: Page): Promise<void> {
  const scroll = () => {
    const grid = document.querySelector('[role=grid]')
    if (grid === null) return false
    grid.scrollTop += 20 * grid.clientHeight
    return document.querySelector(`.grid__body [data-index="${Number(grid.getAttribute('aria-rowcount')) - 2}"]`) !== null
  }
  await expect.poll(() => page.evaluate(scroll), { intervals: [20], timeout: 60_000 }).toBe(true)
}
