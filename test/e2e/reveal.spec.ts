import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import {
  expectNowhere, fillStatement, GOOD_REASON, maskedAgain, openRevealDialog, revealed, stateNeed, submitStatement,
} from '../support/screens/reveal-screen'
import { clipboardText, tellFocus } from '../support/window-focus'

const SHOWN = ['Denise Ann Hartfield', '79000001A']

test.describe.serial('one reveal, from the reason to the proof', () => {
  let app: CasementApp
  let reference = ''
  test.beforeAll(async () => {
    app = await startCasement()
    reference = await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
  })
  test.afterAll(() => app?.close())

  test('the household is useful while masked, and holds no identity', async () => {
    const page = app.page()
    await expect(page.getByText('£1,284.60').first()).toBeVisible()
    await expect(page.getByText('Identity hidden')).toBeVisible()
    await expectNowhere(page, SHOWN)
    await expectAccessible(page, 'household')
  })

  for (const [kind, reason, words] of [
    ['too short', 'rent', 'A little more'],
    ['filler', 'just checking something for work', 'This does not say why'],
    ['an identifier', 'Calling back about account QQ 12 34 56 C as agreed', 'This seems to hold a number'],
  ] as const) {
    test(`a reason that is ${kind} is refused with words, and nothing reaches the hub`, async ({ proxies }) => {
      const page = app.page()
      const dialog = await openRevealDialog(page)
      await fillStatement(dialog, { reason })
      proxies.hub.forget()
      await submitStatement(dialog)
      await expect(dialog.getByRole('alert')).toContainText(words)
      expect(proxies.hub.passed.filter(({ path }) => path === '/reveals')).toEqual([])
      await dialog.getByRole('button', { name: 'Close' }).click()
      await expectNowhere(page, SHOWN)
    })
  }

  test('a stated need opens the details, marked as revealed, with countdown, reason and watermark', async () => {
    const page = app.page()
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog)
    await expectAccessible(page, 'reveal dialog')
    await submitStatement(dialog)
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await expect(revealed(page)).toContainText('79000001A')
    await expect(revealed(page)).toContainText(GOOD_REASON)
    await expect(revealed(page)).toContainText(/Masked again in \d:\d\d/)
    await expect(revealed(page)).toContainText(/Ledger entry \d+/)
    expect(await page.locator('.watermark__text').first().textContent()).toContain('Amara Okafor')
    const boxes = await Promise.all(['.watermark rect', '.revealed__body'].map((each) => page.locator(each).boundingBox()))
    expect(boxes[0], 'the watermark lies on all that is shown').toEqual(boxes[1])
    expect(await page.title()).not.toContain('Hartfield')
    await expectAccessible(page, 'household, revealed')
  })

  test('revealed details are neither selected nor dragged nor printed', async () => {
    const page = app.page()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    // The rest of the page was copied: the keys work, and the details were left out.
    await expect.poll(() => clipboardText(app)).toContain('Household members')
    for (const text of SHOWN) expect(await clipboardText(app)).not.toContain(text)
    await page.emulateMedia({ media: 'print' })
    await expect(revealed(page)).toBeHidden()
    await page.emulateMedia({ media: null })
    const isPrevented = await page.evaluate(() => {
      const value = document.querySelector('.revealed__value')
      const dragged = new DragEvent('dragstart', { bubbles: true, cancelable: true })
      value?.dispatchEvent(dragged)
      return value !== null && dragged.defaultPrevented
    })
    expect(isPrevented).toBe(true)
  })

  test('losing the focus covers them: the text leaves the document, and comes back with the focus', async () => {
    const page = app.page()
    await tellFocus(app, false)
    await expect(page.getByText('because you are not looking at Casement')).toBeVisible()
    await expectNowhere(page, SHOWN)
    await tellFocus(app, true)
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
  })

  test('one field is copied as a recorded act, and the clipboard is emptied again', async () => {
    const page = app.page()
    await page.getByRole('button', { name: /^Copy name of member 1/ }).click()
    await expect.poll(() => clipboardText(app)).toBe('Denise Ann Hartfield')
    await expect(page.getByText('The clipboard is cleared in 30 seconds.')).toBeVisible()
    await expect.poll(() => clipboardText(app), { timeout: 45_000 }).toBe('')
  })

  test('masking again drops them; showing again needs no new reason while the grant lives', async () => {
    const page = app.page()
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await expect(maskedAgain(page)).toBeVisible()
    await expectNowhere(page, SHOWN)
    await expectAccessible(page, 'household, masked again')
    await page.getByRole('button', { name: 'Show again' }).click()
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
  })

  test('half a minute in the background drops them; the time of a showing ends it; the grant ends for good', async () => {
    const page = app.page()
    await page.clock.install()
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await page.getByRole('button', { name: 'Show again' }).click()
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await tellFocus(app, false)
    await page.clock.runFor(31_000)
    await expect(page.getByText('in the background for 30 seconds')).toBeVisible()
    await tellFocus(app, true)
    await expectNowhere(page, SHOWN)

    await page.getByRole('button', { name: 'Show again' }).click()
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await page.clock.runFor(241_000)
    await expect(page.getByText('The time of this showing is over.')).toBeVisible()
    await expectNowhere(page, SHOWN)

    await page.clock.runFor(600_000)
    await expect(page.getByText('The time for opening these details has passed.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show again' })).toHaveCount(0)
  })

  test('my reveals shows it with its reason, its displays and its proof, and proves it once more', async () => {
    const page = app.page()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'My reveals' }).click()
    const row = page.getByRole('row').filter({ hasText: reference })
    await expect(row).toContainText(GOOD_REASON)
    await expect(row).toContainText(/Shown 4 times, 1 field copied/)
    await expect(row).toContainText(/Proved in the ledger, entry \d+/)
    await page.getByRole('button', { name: 'Check again' }).click()
    await expect(page.getByText(/entries are proved/)).toBeVisible()
    await expectAccessible(page, 'my reveals')
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})

test.describe('a protected record', () => {
  test('is found like anybody, and a reveal asks for a supervisor', async () => {
    const app = await startCasement()
    try {
      const page = await enrolAndUnlock(app)
      await findHousehold(page, SCRIPTED.protected)
      const dialog = await stateNeed(page)
      await expect(dialog.getByText('Somebody else must approve this first.')).toBeVisible()
      await expectNowhere(page, ['Castellane'])
      await expectAccessible(page, 'reveal dialog, needs approval')
    } finally {
      await app.close()
    }
  })
})
