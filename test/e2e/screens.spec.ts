import path from 'node:path'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { jsonAnswer } from '../support/fault-proxy'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, expectWorklist, lock, signIn, unlock } from '../support/screens/access-screens'
import { axeLine, expectAccessible } from '../support/screens/accessibility'
import { find, findHousehold, openFind } from '../support/screens/find-screen'
import { takePicture } from '../support/screens/look-at'
import { fillStatement, openRevealDialog, revealed, submitStatement } from '../support/screens/reveal-screen'
import { tellFocus } from '../support/window-focus'

const SIZES = [[1366, 768], [1920, 1080]] as const

test.describe.serial('every screen', () => {
  let app: CasementApp
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'screens')
  test.beforeAll(async () => {
    app = await startCasement()
  })
  test.afterAll(async () => {
    await app?.close()
    process.stdout.write(axeLine())
  })

  /** axe, no sideways scrolling, and a picture at both sizes. */
  const look = async (name: string): Promise<void> => {
    const page = app.page()
    for (const size of SIZES) await takePicture(page, folder, name, size)
    await expectAccessible(page, name)
    expect(await page.title()).not.toMatch(/Hartfield|Wainscott|[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]/)
  }
  const go = (name: string): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name }).click()

  test('access: sign in, enrol', async () => {
    await look('01-sign-in')
    await signIn(app.page())
    await app.page().getByLabel('Passphrase', { exact: true }).fill('gravel lantern')
    await look('02-enrol')
    await enrol(app.page())
    await expectWorklist(app.page())
  })

  test('worklist, plain and filtered', async () => {
    await expect(app.page().getByRole('row').nth(3)).toBeVisible()
    await look('03-worklist')
    await app.page().getByLabel('Owes in all').selectOption('50000')
    await expect(app.page().getByRole('list', { name: 'Active filters' })).toBeVisible()
    await look('04-worklist-filtered')
    await app.page().keyboard.press('?')
    await expect(app.page().getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await look('05-keys')
    await app.page().keyboard.press('Escape')
  })

  test('Find, empty and with an answer', async () => {
    await openFind(app.page())
    await look('06-find')
    await find(app.page(), SCRIPTED.twoOfOneName)
    await expect(app.page().getByText('Be more exact: 2 people match.')).toBeVisible()
    await look('07-find-be-more-exact')
  })

  test('households: with warnings, paused recovery, an open duty', async () => {
    await findHousehold(app.page(), SCRIPTED.safeguarding)
    await look('08-household-safe-contact')
    await findHousehold(app.page(), SCRIPTED.breathingSpace)
    await look('09-household-recovery-paused')
    await findHousehold(app.page(), SCRIPTED.eviction)
    await look('10-household-duty')
    await app.page().getByRole('button', { name: 'Add contact outcome' }).click()
    await app.page().getByLabel('Next action', { exact: true }).selectOption('call-back')
    await app.page().getByRole('button', { name: 'Save contact' }).click()
    await expect(app.page().getByRole('alert').first()).toBeVisible()
    await look('11-contact-form-refused')
    await app.page().getByRole('button', { name: 'Discard' }).click()
  })

  test('reveal: the statement, shown, covered, masked again, my reveals', async () => {
    const page = app.page()
    await findHousehold(page, SCRIPTED.councilTax)
    const dialog = await openRevealDialog(page)
    await look('12-reveal-dialog')
    await fillStatement(dialog, { reason: 'rent' })
    await submitStatement(dialog)
    await look('13-reveal-refused')
    await fillStatement(dialog, { alsoOpen: ['Address'] })
    await look('14-reveal-stated')
    await submitStatement(dialog)
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await look('15-revealed')
    await tellFocus(app, false)
    await expect(page.getByText('because you are not looking at Casement')).toBeVisible()
    await look('16-covered')
    await tellFocus(app, true)
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await look('17-masked-again')
    await go('My reveals')
    await expect(page.getByText('Proved in the ledger', { exact: false }).first()).toBeVisible()
    await look('18-my-reveals')
  })

  test('above the budget: sign in again, what was stated is still there', async ({ proxies }) => {
    const page = app.page()
    await findHousehold(page, SCRIPTED.councilTax)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog)
    proxies.hub.set({ kind: 'answer', answer: jsonAnswer(403, { code: 'REVEAL_SIGN_IN_NEEDED', detail: {} }) }, '/reveals')
    await submitStatement(dialog)
    await expect(dialog.getByText('above your budget of reveals', { exact: false })).toBeVisible()
    await look('24-above-budget')
    proxies.heal()
    await dialog.getByRole('button', { name: 'Sign in again' }).click()
    await expect(dialog.getByText('You are signed in.')).toBeVisible()
    await submitStatement(dialog)
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
  })

  test('people I know: why, what is asked, and that it stands', async () => {
    const page = app.page()
    await page.getByRole('navigation', { name: 'Tools' }).getByRole('button', { name: 'People I know' }).click()
    await expect(page.getByText('You have declared nobody')).toBeVisible()
    await look('25-people-i-know')
    await page.getByRole('button', { name: 'Declare' }).click()
    await expect(page.getByText('There is a problem')).toBeVisible()
    await look('26-people-i-know-missing')
    await page.getByLabel('How you know them').selectOption('neighbour')
    await page.getByLabel('Name', { exact: true }).fill('Winifred Knownley')
    for (const [part, value] of [['Day', '5'], ['Month', '4'], ['Year', '1971']] as const) await page.getByLabel(part).fill(value)
    await page.getByRole('button', { name: 'Declare' }).click()
    await expect(page.getByText('Your declarations (1 stands)')).toBeVisible()
    await page.getByRole('button', { name: 'Ask to withdraw' }).click()
    await expect(page.getByText('Withdrawal waits for somebody else')).toBeVisible()
    await look('27-people-i-know-asked')
  })

  test('sync status; offline; locked', async ({ proxies }) => {
    await go('Sync')
    await look('19-sync')
    proxies.hub.set({ kind: 'refuse' })
    await app.page().getByRole('button', { name: 'Sync now' }).click()
    await expect(app.page().getByText('You are offline.')).toBeVisible()
    await look('20-offline')
    proxies.heal()
    await lock(app)
    await look('21-unlock')
    await unlock(app.page(), 'not the right words')
    await expect(app.page().getByText(/does not open this laptop/).first()).toBeVisible()
    await look('22-unlock-wrong')
    await app.page().getByRole('button', { name: /forgot/i }).click()
    await look('23-forgotten')
  })
})
