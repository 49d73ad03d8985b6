import { mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PREFERENCE_KEYS } from '../../main/settings/preferences'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, expectWorklist, lock, signIn, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { findHousehold, openFind } from '../support/screens/find-screen'
import { fillStatement, openRevealDialog, revealed, submitStatement } from '../support/screens/reveal-screen'
import { expectNothingSideways, setWindowSize } from '../support/screens/text-size'

const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'preferences')

/** Every text in a JSON value that is not the name of a key. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []

test.describe.serial('preferences', () => {
  let app: CasementApp
  const fileOf = () => path.join(app.profile.dataDir, 'preferences.json')
  const kept = () => JSON.parse(readFileSync(fileOf(), 'utf8')) as Record<string, unknown>
  const zoom = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  const go = (name: string) => app.page().getByRole('navigation').getByRole('button', { name, exact: true }).click()

  /** At 1366×768 and the chosen size: axe, nothing sideways, and a picture. */
  const look = async (name: string): Promise<void> => {
    const page = app.page()
    await expectNothingSideways(page, name)
    await page.screenshot({ path: path.join(folder, `${name}.png`) })
    await expectAccessible(page, name)
  }

  test.beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    app = await startCasement()
    await setWindowSize(app, 1366, 768)
  })
  test.afterAll(() => app?.close())

  test('text size is chosen before anybody has signed in, and takes effect at once', async () => {
    const page = app.page()
    // Nothing yet where the window has not been laid out.
    await expect.poll(() => page.evaluate(() => innerWidth)).toBeGreaterThan(0)
    const before = await page.evaluate(() => innerWidth)
    await page.getByRole('button', { name: 'Text size and other preferences' }).click()
    await page.getByRole('dialog').getByLabel('150 %, largest').check()
    await expect.poll(zoom).toBeCloseTo(1.5)
    expect(await page.evaluate(() => innerWidth)).toBeLessThan(before * 0.7)
    await look('01-before-sign-in')
    await page.keyboard.press('Escape')
    await look('02-sign-in')
  })

  test('at 150 % every screen fits 1366×768', async () => {
    const page = app.page()
    await signIn(page)
    await look('03-enrol')
    await enrol(page)
    await expectWorklist(page)
    await expect(page.getByRole('row').nth(2)).toBeVisible()
    await look('04-worklist')
    await openFind(page)
    await look('05-find')
    await findHousehold(page, SCRIPTED.eviction)
    await look('06-household')
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog, { purpose: 'Homelessness: prevention duty' })
    await look('07-reveal-dialog')
    await submitStatement(dialog)
    await expect(revealed(page)).toContainText('Asante-Boyd')
    await look('08-revealed')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await go('My reveals')
    await expect(page.getByText('Proved in the ledger', { exact: false }).first()).toBeVisible()
    await look('09-my-reveals')
    await go('Sync')
    await look('10-sync')
    await page.getByRole('button', { name: 'Keyboard help' }).click()
    await look('11-keys')
    await page.keyboard.press('Escape')
  })

  test('the preferences screen; the present filters become the default', async () => {
    const page = app.page()
    await go('Worklist')
    await page.getByLabel('Owes in all').selectOption('50000')
    await page.getByLabel('Sort by').selectOption('debt')
    await page.getByRole('button', { name: 'Save current filters as my default' }).click()
    await expect(page.getByText('Saved: your worklist opens like this from now on.')).toBeVisible()
    await look('12-default-saved')
    await go('Preferences')
    await page.getByLabel('Compact').check()
    await page.getByLabel('Nothing moves or fades').check()
    await expect(page.getByText('Saved on this laptop.')).toBeVisible()
    await look('13-preferences')
  })

  test('after a restart everything is as it was chosen, the text size before unlock', async () => {
    const { profile } = app
    await app.close()
    app = await startCasement({ profile })
    await setWindowSize(app, 1366, 768)
    await expect(app.page().getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
    await expect.poll(zoom).toBeCloseTo(1.5)
    await look('14-unlock')
    await unlock(app.page())
    await expectWorklist(app.page())
    await expect(app.page().getByRole('list', { name: 'Active filters' })).toContainText('Owes £500 or more')
    await expect(app.page().getByLabel('Sort by')).toHaveValue('debt')
    expect(await app.page().evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({ density: 'compact', motion: 'reduced' })
    await look('15-worklist-compact')
  })

  test('a lock opens a fresh window that looks the same', async () => {
    const page = await lock(app)
    await expect.poll(zoom).toBeCloseTo(1.5)
    expect(await page.evaluate(() => document.documentElement.dataset['density'])).toBe('compact')
    await unlock(page)
    await expectWorklist(page)
  })

  test('the file lies in the machine-local folder, is its owner’s only, and holds the listed keys and nothing else', () => {
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600)
    expect(Object.keys(kept()).every((key) => PREFERENCE_KEYS.includes(key))).toBe(true)
    expect(kept()).toMatchObject({ textSize: 150, density: 'compact', isMotionReduced: true, worklist: { filters: { debtAtLeastPence: 50_000 }, sort: 'debt' } })
    // No text but codes: nothing that anybody typed or that was shown could be in it.
    for (const text of textsOf(kept())) expect(text).toMatch(/^[a-z-]+$/)
  })

  test('reset brings the defaults back; at 100 % the screens are as designed', async () => {
    await go('Preferences')
    await app.page().getByRole('button', { name: 'Reset to defaults…' }).click()
    await app.page().getByRole('button', { name: 'Reset', exact: true }).click()
    await expect(app.page().getByText('Everything is back to its default.')).toBeVisible()
    await expect.poll(zoom).toBeCloseTo(1)
    await look('16-preferences-100')
    expect(Object.keys(kept())).toEqual(['bounds'])
    expect(app.complaints).toEqual([])
  })
})
