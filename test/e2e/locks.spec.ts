import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock, expectWorklist, unlock } from '../support/screens/access-screens'
import { findHousehold } from '../support/screens/find-screen'
import { clipboardText } from '../support/window-focus'

const SECRET = 'What somebody copied from the details'

test.describe.serial('every way in which the laptop is left locks Casement', () => {
  let app: CasementApp
  let reference = ''
  test.beforeAll(async () => {
    app = await startCasement()
    reference = await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
  })
  test.afterAll(() => app?.close())

  /** The laptop's own event: from which on everything is real. */
  const tellPower = (event: 'suspend' | 'lock-screen'): Promise<unknown> => app.electron.evaluate(({ powerMonitor }, name) => (powerMonitor as NodeJS.EventEmitter).emit(name), event)
  /** Moves the monotonic clock of the main process on. */
  const passMinutes = (minutes: number): Promise<unknown> => app.electron.evaluate((_electron, ms) => {
    const before = performance.now.bind(performance)
    // Assigning would be passed over in silence: the property is read-only.
    Object.defineProperty(performance, 'now', { configurable: true, value: () => before() + ms })
  }, minutes * 60_000)
  const copySomething = async (page: Page): Promise<void> => {
    await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), SECRET)
    await page.evaluate((textHash) => window.casement.reveal.watchClipboard({ textHash }), createHash('sha256').update(SECRET, 'utf8').digest('hex'))
  }
  const ways: readonly (readonly [words: string, act: () => Promise<unknown>])[] = [
    ['the lid is shut', () => tellPower('suspend')],
    ['the screen is locked', () => tellPower('lock-screen')],
    ['the officer presses Lock', () => app.page().getByRole('button', { name: 'Lock', exact: true }).click()],
    ['nobody does anything for five minutes', async () => {
      await passMinutes(4.6)
      await expect(app.page().getByRole('alertdialog', { name: 'Are you still there?' })).toBeVisible()
      await passMinutes(0.5)
    }],
  ]
  for (const [words, act] of ways) {
    test(`${words}: the window goes, the clipboard is empty, and the last words that were typed are given back`, async () => {
      const left = app.page()
      const note = `Typed just before: ${words}`
      await copySomething(left)
      const field = left.getByLabel('Note (optional)')
      if (!(await field.isVisible())) await left.getByRole('button', { name: 'Add contact outcome' }).click()
      await field.fill(note)
      const fresh = await app.replaced(act) // within the two seconds in which a draft is not saved by itself
      expect(left.isClosed()).toBe(true)
      await expect(fresh.getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
      await expect.poll(() => clipboardText(app)).toBe('')
      await unlock(fresh)
      await expectWorklist(fresh)
      await findHousehold(fresh, { reference })
      await expect(fresh.getByLabel('Note (optional)')).toHaveValue(note)
    })
  }

  test('the window is closed: the app ends, and the last words that were typed are given back at the next start', async () => {
    const note = 'Typed just before the window was closed'
    await app.page().getByLabel('Note (optional)').fill(note)
    const ended = new Promise((resolve) => { app.electron.process().once('exit', resolve) })
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await ended
    app = await startCasement({ profile: app.profile })
    await unlock(app.page())
    await expectWorklist(app.page())
    await findHousehold(app.page(), { reference })
    await expect(app.page().getByLabel('Note (optional)')).toHaveValue(note)
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
