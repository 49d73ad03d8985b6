import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

let checked = 0

/** axe on the page as it is now: 0 violations of WCAG 2.2 AA. The legacy mode is the one that Electron can serve. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(' | ')}`)
  expect(found, `axe on ${screen}`).toEqual([])
  checked += 1
}

/** One line for the closing note. */
export const axeLine = (): string => `axe: ${checked} screens and states, 0 violations\n`
