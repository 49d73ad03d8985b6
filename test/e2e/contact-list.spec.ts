import path from 'node:path'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrol, enrolAndUnlock, expectWorklist, lock, signIn, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { takePicture } from '../support/screens/look-at'
import { revealed } from '../support/screens/reveal-screen'

const REASON = 'Telling residents that the payment arrangement ends next week'
const TOLD_MS = 10_000

test.describe.serial('a contact list, from the worklist to the ledger', () => {
  let officer: CasementApp
  let supervisor: CasementApp
  let lead: CasementApp
  let references: string[] = []
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'contact-list')
  test.beforeAll(async () => {
    ;[officer, supervisor, lead] = [await startCasement(), await startCasement({ persona: 'supervisor' }), await startCasement({ persona: 'ig-lead' })]
    for (const app of [officer, supervisor]) await enrolAndUnlock(app)
    // No worklist: an IG lead starts on another screen.
    await signIn(lead.page())
    await enrol(lead.page())
    await expect(lead.page().getByRole('heading', { name: 'Who looked' })).toBeVisible({ timeout: 30_000 })
  })
  test.afterAll(async () => {
    for (const app of [officer, supervisor, lead]) await app?.close()
  })

  const look = async (app: CasementApp, name: string): Promise<void> => {
    const page = app.page()
    for (const size of [[1920, 1080], [1366, 768]] as const) await takePicture(page, folder, name, size)
    await expectAccessible(page, name)
  }
  const press = async (app: CasementApp, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await app.page().keyboard.press(key)
  }

  test('three households are chosen in the worklist by keys, and the bar says so', async () => {
    const page = officer.page()
    const grid = page.getByRole('grid', { name: 'Households' })
    await expect(grid).toBeVisible({ timeout: 60_000 })
    await press(officer, '2') // the team's households
    await grid.focus()
    await press(officer, 'Home')
    for (let at = 0; references.length < 3 && at < 40; at += 1) {
      const row = grid.locator('.row--selected')
      const words = await row.innerText()
      if (!words.includes('Protected')) {
        await press(officer, 'Space')
        references.push(await row.locator('.reference').innerText())
        await expect(page.getByText(`${references.length} chosen`)).toBeVisible()
      }
      await press(officer, 'ArrowDown')
    }
    await look(officer, '01-chosen')
    await page.getByRole('button', { name: 'Make a contact list' }).click()
    await expect(page.getByRole('heading', { name: 'Make a contact list' })).toBeVisible()
    for (const reference of references) await expect(page.getByRole('list', { name: '3 households chosen' })).toContainText(reference)
  })

  test('what is missing is said at once; asked, it waits and says with whom', async () => {
    const page = officer.page()
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose the purpose')
    await look(officer, '02-missing')
    await page.getByLabel('Debt advice').check()
    await page.getByLabel('Reason, in your own words').fill(REASON)
    await look(officer, '03-form')
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(page.getByRole('heading', { name: 'Contact lists' })).toBeVisible()
    await expect(page.getByText(/Waiting with a supervisor of Income and debt, Canterbury/)).toBeVisible()
    await look(officer, '04-waiting')
  })

  test('the supervisor sees the whole list, approves it once, and the officer is told', async () => {
    const page = supervisor.page()
    await press(supervisor, 'g', 'a')
    const list = page.getByRole('region', { name: /^Contact list of 3 households by Amara Okafor/ })
    await expect(list).toContainText(REASON)
    for (const reference of references) await expect(list).toContainText(reference)
    await look(supervisor, '05-queue')
    await list.getByRole('button', { name: /^Narrow/ }).click()
    await look(supervisor, '06-narrow')
    await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click()
    await list.getByRole('button', { name: /^Approve/ }).click()
    await page.getByRole('dialog', { name: 'Approve this contact list' }).getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByText('Contact list approved. Amara Okafor is told at once.')).toBeVisible()
    await expect(officer.page().getByRole('region', { name: 'Approved: ready to work through' })).toBeVisible({ timeout: TOLD_MS })
    await look(officer, '07-approved')
  })

  test('the first household: confirmed by a key, shown, its outcome recorded, and on to the next with nothing left on the screen', async () => {
    const page = officer.page()
    await page.getByRole('button', { name: /^Work through/ }).click()
    await expect(page.getByText('1 of 3', { exact: true })).toBeVisible()
    await expect(page.getByRole('region', { name: 'What you state for this household' })).toContainText(REASON)
    await expect(page.getByRole('button', { name: 'I confirm: show details' })).toBeEnabled()
    await look(officer, '08-first')
    await press(officer, 'r')
    await expect(revealed(page)).toBeVisible({ timeout: 20_000 })
    await expect(revealed(page)).toContainText(REASON)
    await look(officer, '09-shown')
    await press(officer, 'c')
    await page.getByLabel('Contact by').selectOption({ index: 1 })
    await page.getByLabel('Outcome', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByText('2 of 3', { exact: true })).toBeVisible()
    await expect(page.getByText(/^1 of 3 worked through: 1 done/)).toBeVisible()
    await expect(revealed(page)).toHaveCount(0)
  })

  test('the second is passed over with a reason; a lock keeps where it stood', async () => {
    const page = officer.page()
    await press(officer, 's')
    await page.getByRole('button', { name: 'Pass over', exact: true }).click()
    await expect(page.getByText('Choose why you pass this household over')).toBeVisible()
    await page.getByLabel('Why').selectOption({ label: 'Not now: later today' })
    await page.getByRole('button', { name: 'Pass over', exact: true }).click()
    await expect(page.getByText('3 of 3', { exact: true })).toBeVisible()
    await lock(officer)
    await unlock(officer.page())
    await expectWorklist(officer.page())
    await press(officer, 'g', 'c')
    await officer.page().getByRole('button', { name: /^Work through|^Go on/ }).click()
    await expect(officer.page().getByText('3 of 3', { exact: true })).toBeVisible()
    await expect(officer.page().getByText(/^2 of 3 worked through: 1 done, 1 passed over/)).toBeVisible()
  })

  test('without a connection nothing is shown and an outcome is kept all the same', async ({ proxies }) => {
    const page = officer.page()
    // A key does nothing until what it confirms has been read.
    await expect(page.getByRole('button', { name: 'I confirm: show details' })).toBeEnabled()
    proxies.hub.set({ kind: 'refuse' })
    await press(officer, 'r')
    await expect(page.getByText('Details can only be revealed with a connection.')).toBeVisible({ timeout: 30_000 })
    await look(officer, '10-offline')
    proxies.hub.heal()
    await press(officer, 'r')
    await expect(revealed(page)).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Record the outcome' }).click()
    await page.getByLabel('Contact by').selectOption({ index: 1 })
    await page.getByLabel('Outcome', { exact: true }).selectOption({ index: 2 })
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByRole('heading', { name: 'This list is worked through' })).toBeVisible()
    await look(officer, '11-done')
    await page.getByRole('button', { name: 'Back to contact lists' }).click()
    await look(officer, '12-lists')
  })

  test('the ledger has one entry for each household shown, beside the list and its decision, all proved', async () => {
    const page = lead.page()
    for (const [reference, isShown] of [[references[0], true], [references[1], false]] as const) {
      await press(lead, 'g', 'l')
      await page.getByLabel(/reference/i).first().fill(reference ?? '')
      await page.keyboard.press('Enter')
      const table = page.getByRole('table', { name: /Who looked/ })
      await expect(table).toContainText('Contact list: ')
      await expect(table).toContainText('Decision on a contact list')
      await expect.poll(() => table.getByText(REASON).count()).toBe(isShown ? 2 : 1)
    }
    await look(lead, '13-who-looked')
  })

  test('nothing of it made a page complain', () => {
    for (const app of [officer, supervisor, lead]) expect(app.complaints).toEqual([])
  })
})
