import path from 'node:path'
import type { Page } from '@playwright/test'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrol, enrolAndUnlock, expectWorklist, lock, signIn, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { takePicture } from '../support/screens/look-at'
import { revealed } from '../support/screens/reveal-screen'

const REASONS = ['To agree the repayment plan in person', 'To check the heating after the repair', 'To help with the benefit form'] as const
const WORDS = 'Shouting inside, and a child is crying'
const TOLD_MS = 20_000
const HOUR_MS = 3_600_000

const london = (at: number) => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: parts['day'] ?? '', month: parts['month'] ?? '', year: parts['year'] ?? '', time: `${parts['hour']}:${parts['minute']}` }
}

test.describe.serial('a visit pack, from the plan to the ledger', () => {
  let worker: CasementApp
  let supervisor: CasementApp
  let lead: CasementApp
  let references: string[] = []
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'visits')
  test.beforeAll(async () => {
    ;[worker, supervisor, lead] = [await startCasement(), await startCasement({ persona: 'supervisor' }), await startCasement({ persona: 'ig-lead' })]
    for (const app of [worker, supervisor]) await enrolAndUnlock(app)
    await signIn(lead.page())
    await enrol(lead.page())
    await expect(lead.page().getByRole('heading', { name: 'Who looked' })).toBeVisible({ timeout: 30_000 })
  })
  test.afterAll(async () => {
    for (const app of [worker, supervisor, lead]) await app?.close()
  })

  const look = async (app: CasementApp, name: string): Promise<void> => {
    const page = app.page()
    for (const size of [[1920, 1080], [1366, 768]] as const) await takePicture(page, folder, `8${name}`, size)
    await expectAccessible(page, name)
  }
  const press = async (app: CasementApp, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await app.page().keyboard.press(key)
  }
  const stops = (page: Page) => page.getByRole('list', { name: '3 visits planned' })
  const order = async (page: Page): Promise<string[]> => stops(page).locator('.reference').allInnerTexts()

  test('three households are chosen in the worklist and put in order by the keyboard', async () => {
    const page = worker.page()
    const grid = page.getByRole('grid', { name: 'Households' })
    await expect(grid).toBeVisible({ timeout: 60_000 })
    await press(worker, '2') // the team's households
    await grid.focus()
    await press(worker, 'Home')
    for (let at = 0; references.length < 3 && at < 40; at += 1) {
      const row = grid.locator('.row--selected')
      const words = await row.innerText()
      if (!words.includes('Protected')) {
        await press(worker, 'Space')
        references.push(await row.locator('.reference').innerText())
        await expect(page.getByText(`${references.length} chosen`)).toBeVisible()
      }
      await press(worker, 'ArrowDown')
    }
    await page.getByRole('button', { name: 'Plan visits' }).click()
    await expect(page.getByRole('heading', { name: 'Plan visits' })).toBeVisible()
    await expect.poll(() => order(page)).toEqual(references)
    await page.getByLabel(`Why you visit ${references[2]}`).focus()
    await press(worker, 'Alt+ArrowUp', 'Alt+ArrowUp')
    references = [references[2] ?? '', references[0] ?? '', references[1] ?? '']
    await expect.poll(() => order(page)).toEqual(references)
    await expect(page.getByRole('button', { name: `Move ${references[0]} up` })).toBeDisabled()
  })

  test('what is missing is said at once; asked, it waits and says with whom', async () => {
    const page = worker.page()
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose the purpose')
    await look(worker, '0-missing')
    const [begins, ends] = [london(Date.now() - HOUR_MS), london(Date.now() + 6 * HOUR_MS)]
    for (const [at, reference] of references.entries()) await page.getByLabel(`Why you visit ${reference}`).fill(REASONS[at] ?? '')
    for (const part of ['Day', 'Month', 'Year'] as const) await page.getByLabel(part, { exact: true }).fill(begins[part.toLowerCase() as 'day' | 'month' | 'year'])
    await page.getByLabel('From', { exact: true }).fill(begins.time)
    await page.getByLabel('Until', { exact: true }).fill(ends.time)
    await page.getByLabel('Home visit').check()
    await page.getByRole('group', { name: /for an emergency without signal/ }).getByLabel(/adult/i).check()
    await look(worker, '1-plan')
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(page.getByRole('heading', { name: 'Visits', exact: true })).toBeVisible()
    await expect(page.getByText(/Waiting with a supervisor of Income and debt, Canterbury/)).toHaveCount(2)
    await look(worker, '2-waiting')
  })

  test('the supervisor reads the reason of each visit, approves the pack once, and the officer is told', async () => {
    const page = supervisor.page()
    await press(supervisor, 'g', 'a')
    const pack = page.getByRole('region', { name: /^Visit pack of 3 households by Amara Okafor/ })
    for (const words of [...REASONS, ...references]) await expect(pack).toContainText(words)
    await look(supervisor, '3-queue')
    await pack.getByRole('button', { name: /^Approve/ }).click()
    await page.getByRole('dialog', { name: 'Approve this visit pack' }).getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByText('Visit pack approved. Amara Okafor is told at once.')).toBeVisible()
    const emergencies = page.getByRole('region', { name: /^Emergency permits of 3 households by Amara Okafor/ })
    await expect(emergencies).toContainText('in an emergency only')
    await look(supervisor, 'a-emergency-queue')
    await emergencies.getByRole('button', { name: /^Approve/ }).click()
    await page.getByRole('dialog', { name: 'Approve this request for emergency permits' }).getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByText('Emergency permits approved. Amara Okafor is told at once.')).toBeVisible()
    await expect(worker.page().getByRole('region', { name: 'Approved: pack, and go' })).toBeVisible({ timeout: TOLD_MS })
  })

  test('it is packed permit by permit', async () => {
    const page = worker.page()
    await page.getByRole('button', { name: /^Pack Home visit/ }).click()
    await expect(page.getByText('6 of 6 permits sealed on this laptop.')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: /^Pack emergency permits/ }).click()
    await expect(page.getByText('3 of 3 permits sealed on this laptop.')).toBeVisible({ timeout: 60_000 })
    await page.getByText('Every permit of this pack (6)').click()
    await expect(page.getByRole('table', { name: /^Permits of Home visit/ }).getByText('Sealed, not opened')).toHaveCount(6)
    await look(worker, '4-packed')
  })

  test('with the network cut: the address for travel, the details at the door, an outcome, and the next stop with nothing left on the screen', async ({ proxies }) => {
    const page = worker.page()
    for (const proxy of [proxies.hub, proxies.vault]) proxy.set({ kind: 'refuse' })
    await page.getByRole('button', { name: /^Go to the outing/ }).click()
    await expect(page.getByText('Stop 1 of 3')).toBeVisible()
    const statement = page.getByRole('region', { name: 'What you state for this visit' })
    await expect(statement).toContainText(REASONS[0])
    await expect(page.getByRole('button', { name: 'Show the address' })).toBeEnabled()
    await look(worker, '5-stop')
    await press(worker, 'a')
    await expect(revealed(page)).toBeVisible({ timeout: 20_000 })
    await expect(revealed(page)).toContainText(REASONS[0])
    await look(worker, '6-address')
    await press(worker, 'm')
    await expect(page.getByRole('region', { name: 'Masked again' })).toBeVisible()
    await press(worker, 'r')
    await expect(revealed(page)).toBeVisible({ timeout: 20_000 })
    await expect(statement).toContainText('shown once')
    await look(worker, '7-door')
    await press(worker, 'm', 'r')
    await expect(statement).toContainText('shown 2 times')
    await press(worker, 'c')
    await page.getByLabel('Contact by').selectOption({ index: 1 })
    await page.getByLabel('Outcome', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByText('Stop 2 of 3')).toBeVisible()
    await expect(revealed(page)).toHaveCount(0)
    await expect(page.getByText('1 of 3 visits done')).toBeVisible()
    await lock(worker)
    await unlock(worker.page())
    await expectWorklist(worker.page())
    await press(worker, 'g', 'x')
    await expect(worker.page().getByText('The central service cannot be reached.').first()).toBeVisible({ timeout: 30_000 })
    await worker.page().getByRole('button', { name: /^Go to the outing/ }).click()
    await expect(worker.page().getByText('Stop 2 of 3')).toBeVisible()
  })

  test('told of a new number at the second door: it is sealed, waits, and cannot be read on this laptop again', async ({ proxies }) => {
    const page = worker.page()
    for (const proxy of [proxies.hub, proxies.vault]) proxy.set({ kind: 'refuse' })
    await page.getByRole('button', { name: 'New contact details' }).click()
    const form = page.getByRole('form', { name: 'New contact details' })
    await form.getByLabel('What you were given').selectOption('mobile')
    await form.getByRole('button', { name: 'Seal and save' }).click()
    await expect(form.getByRole('alert')).toContainText('Enter a mobile number')
    await look(worker, 'b-details-missing')
    await form.getByLabel('Whose').selectOption({ index: 1 })
    await form.getByLabel(/^Mobile number/).fill('+44 (0)7700 900982')
    await form.getByLabel('Not safe to use').check()
    await form.getByLabel('The resident').check()
    await look(worker, 'c-details')
    await form.getByRole('button', { name: 'Seal and save' }).click()
    await expect(page.getByText('Mobile number sealed on this laptop.')).toBeVisible()
    expect(await page.content()).not.toContain('900982')
    await press(worker, 'c')
    await page.getByLabel(/^Note/).fill('Calls from 01632 960001 after six, asks for letters in large print')
    await expect(page.getByText(/looks like a landline number/)).toBeVisible()
    await look(worker, 'd-note-offer')
    await page.getByRole('button', { name: 'Leave it in the note' }).click()
    await page.getByRole('button', { name: 'Discard' }).click()
  })

  test('somebody may come to harm and there is no signal: the emergency permit opens for a reason of its own', async ({ proxies }) => {
    const page = worker.page()
    for (const proxy of [proxies.hub, proxies.vault]) proxy.set({ kind: 'refuse' })
    const emergency = page.getByRole('region', { name: 'In an emergency, without signal' })
    await expect(emergency).toContainText('01632 960700')
    await emergency.getByRole('button', { name: 'Emergency access…' }).click()
    await emergency.getByRole('button', { name: 'Open in an emergency' }).click()
    await expect(emergency).toContainText('Say in a few words why it cannot wait')
    await emergency.getByLabel('Why it cannot wait').fill(WORDS)
    await look(worker, 'e-emergency')
    await emergency.getByRole('button', { name: 'Open in an emergency' }).click()
    await expect(revealed(page)).toBeVisible({ timeout: 20_000 })
    await expect(revealed(page)).toContainText(WORDS)
    await look(worker, 'f-emergency-open')
    await press(worker, 'm')
    await expect(emergency.getByRole('button', { name: 'Show emergency details again' })).toBeVisible()
    await page.getByRole('button', { name: 'Next stop ›' }).click()
    await expect(page.getByText('Stop 3 of 3')).toBeVisible()
    await expect(emergency.getByRole('button', { name: 'Emergency access…' })).toBeVisible()
  })

  test('back with a connection every opening is in the ledger, and what was cancelled unopened is proved so', async () => {
    const page = worker.page()
    await page.getByRole('button', { name: '‹ Visits' }).click()
    await page.getByRole('button', { name: /^Cancel Home visit/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the pack' }).click()
    await expect(page.getByRole('region', { name: 'Over' })).toBeVisible({ timeout: TOLD_MS })
    await expect.poll(async () => {
      await press(worker, 'g', 'w')
      await expectWorklist(page)
      await press(worker, 'g', 'x')
      await expect(page.getByRole('heading', { name: 'Visits', exact: true })).toBeVisible()
      return page.getByText('Permits: 2 opened; 4 destroyed unopened.').count()
    }, { timeout: 90_000 }).toBe(1)
    await expect(page.getByText('Permits: 1 opened; 2 destroyed unopened.')).toBeVisible()
    await page.getByText('Every permit of this pack (6)').click()
    await look(worker, '8-account')
    await press(supervisor, 'g', 'v')
    // Other specs' reveals wait here too: this one is known by its household.
    await supervisor.page().getByRole('option').filter({ hasText: references[1] ?? '' }).filter({ hasText: 'Emergency' }).first().click({ timeout: TOLD_MS })
    await expect(supervisor.page().getByText(WORDS).first()).toBeVisible({ timeout: TOLD_MS })
    await look(supervisor, 'g-review')
    await press(lead, 'g', 'l')
    await lead.page().getByLabel(/reference/i).first().fill(references[0] ?? '')
    await press(lead, 'Enter')
    const table = lead.page().getByRole('table', { name: /Who looked/ })
    await expect(table).toContainText(REASONS[0])
    await look(lead, '9-who-looked')
  })

  test('nothing of it made a page complain', () => {
    for (const app of [worker, supervisor, lead]) expect(app.complaints).toEqual([])
  })
})
