import type { Locator, Page } from '@playwright/test'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { householdReference } from '../support/screens/find-screen'
import { expectNowhere, GOOD_REASON, maskedAgain, revealed } from '../support/screens/reveal-screen'
import { clipboardText } from '../support/window-focus'

const NAME = 'Denise Ann Hartfield'
const MOST_TABS = 60

test.describe.serial('a call taken by keyboard alone', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement()
    await enrolAndUnlock(app)
  })
  test.afterAll(() => app?.close())

  const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement)
  /** Tab until it has the focus, as somebody without a mouse would. */
  async function tabTo(page: Page, target: Locator): Promise<void> {
    for (let n = 0; n < MOST_TABS; n += 1) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error('not reached by Tab')
  }

  test('Find ▸ reveal ▸ copy ▸ re-mask ▸ show again, without the mouse', async () => {
    const page = app.page()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
    await tabTo(page, page.getByLabel('Account number', { exact: true }))
    await page.keyboard.type(SCRIPTED.councilTax.accountNumber ?? '')
    await page.keyboard.press('Enter')
    await householdReference(page)

    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: /^Reveal details of / })
    await expect(dialog).toBeVisible()
    const purposes = dialog.getByRole('group', { name: 'Purpose' }).getByRole('radio')
    await tabTo(page, purposes.first())
    await page.keyboard.press('Space')
    const purpose = dialog.getByLabel('Debt advice', { exact: true })
    for (let n = 0; n < (await purposes.count()) && !(await purpose.isChecked()); n += 1) await page.keyboard.press('ArrowDown')
    await expect(purpose).toBeChecked()
    await tabTo(page, dialog.getByLabel('Reason, in your own words'))
    await page.keyboard.type(GOOD_REASON)
    await tabTo(page, dialog.getByRole('button', { name: 'Reveal', exact: true }))
    await page.keyboard.press('Enter')
    await expect(revealed(page)).toContainText(NAME)
    await expect(revealed(page)).toBeFocused()

    await tabTo(page, page.getByRole('button', { name: /^Copy name of member 1/ }))
    await page.keyboard.press('Enter')
    await expect.poll(() => clipboardText(app)).toBe(NAME)
    await page.keyboard.press('m')
    await expect(maskedAgain(page)).toBeVisible()
    await expectNowhere(page, [NAME])
    await page.keyboard.press('r')
    await expect(revealed(page)).toContainText(NAME)
    await page.keyboard.press('m')
    await expect(maskedAgain(page)).toBeVisible()
  })

  test('in a contrast theme, which takes colours away, lines say where one is, what is chosen and what is hidden', async () => {
    const page = app.page()
    const lineOf = (target: Locator, side: 'border-bottom' | 'border-top' | 'outline') => target.evaluate((element, of) => {
      const style = getComputedStyle(element)
      return `${style.getPropertyValue(`${of}-style`)} ${style.getPropertyValue(`${of}-color`)}`
    }, side)
    const ground = await page.evaluate(() => { const probe = document.body.appendChild(document.createElement('i')); probe.style.color = 'Canvas'; const { color } = getComputedStyle(probe); probe.remove(); return color })
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await lineOf(page.locator('.masked').first(), 'border-top')).toBe('dashed rgb(0, 0, 0)')
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    const [here, elsewhere] = [page.getByRole('navigation').getByRole('button', { name: 'Worklist' }), page.getByRole('navigation').getByRole('button', { name: 'Find' })]
    await expect(here).toHaveAttribute('aria-current', 'page')
    expect(await lineOf(elsewhere, 'border-bottom')).toBe(`solid ${ground}`)
    expect(await lineOf(here, 'border-bottom')).not.toBe(`solid ${ground}`)
    expect(await lineOf(page.locator('.row--selected'), 'outline')).toMatch(/^solid /)
    await page.emulateMedia({ forcedColors: null })
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
