import { expect, type Page } from '@playwright/test'
import type { CasementApp } from '../casement-app'

/** The window's real size: Playwright's own viewport knows nothing of the window's zoom, by which text grows. */
export async function setWindowSize(app: CasementApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height })
  await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentSize())).toEqual([width, height])
}

/** Neither the page nor a part of it is wider than its place, and no letter is cut off but where three dots say so. */
export async function expectNothingSideways(page: Page, screen: string): Promise<void> {
  const found = await page.evaluate(() => {
    const said = (element: Element): string => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} ${element.scrollWidth} > ${element.clientWidth}`
    const wide = [document.documentElement, ...document.querySelectorAll('body *')].filter((element) => {
      const style = getComputedStyle(element)
      if (element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1 || style.textOverflow === 'ellipsis') return false
      // The watermark runs over its edge on purpose; what it lies on is checked part by part.
      const isHidden = element.closest('.govuk-visually-hidden, [aria-hidden=true], .govuk-skip-link') !== null || element.matches('.revealed__body')
      return !isHidden && (style.overflowX !== 'visible' || element === document.documentElement)
    })
    return wide.map(said)
  })
  expect.soft(found, `${screen} is not wider than its place`).toEqual([])
}
