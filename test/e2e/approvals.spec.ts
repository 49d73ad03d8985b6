import path from 'node:path'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock, lock, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import { takePicture } from '../support/screens/look-at'
import { expectNowhere, fillStatement, openRevealDialog, revealed } from '../support/screens/reveal-screen'

const REASON = 'Answering a written request of the police about a missing person'
const TOLD_MS = 10_000

test.describe.serial('a request for approval, from the officer to two supervisors and back', () => {
  let officer: CasementApp
  let first: CasementApp
  let second: CasementApp
  let reference = ''
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'approvals')
  test.beforeAll(async () => {
    ;[officer, first, second] = [await startCasement(), await startCasement({ persona: 'supervisor' }), await startCasement({ persona: 'other-supervisor' })]
    for (const app of [officer, first, second]) await enrolAndUnlock(app)
  })
  test.afterAll(async () => {
    for (const app of [officer, first, second]) await app?.close()
  })

  const look = async (app: CasementApp, name: string): Promise<void> => {
    const page = app.page()
    for (const size of [[1920, 1080], [1366, 768]] as const) await takePicture(page, folder, name, size)
    await expectAccessible(page, name)
  }
  const go = (app: CasementApp, name: RegExp): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name }).click()
  const inQueue = (app: CasementApp) => app.page().getByRole('option').filter({ hasText: reference })

  const ask = async (person: Parameters<typeof findHousehold>[1], purpose: string): Promise<void> => {
    const page = officer.page()
    reference = await findHousehold(page, person)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog, { purpose, reason: REASON, alsoOpen: purpose === 'Court or law enforcement request' ? [] : ['Address'] })
    if (purpose === 'Court or law enforcement request') {
      await dialog.getByLabel('Power it rests on').fill('Data Protection Act 2018 Sch. 2 para. 2')
      await dialog.getByLabel('Authorised by').fill('Detective Inspector, Kent Police')
    }
    await dialog.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(dialog.getByText('Somebody else must approve this first.')).toBeVisible()
  }

  test('the officer asks; nothing is shown; the request waits and says with whom', async () => {
    await ask(SCRIPTED.councilTax, 'Court or law enforcement request')
    await look(officer, '01-asked')
    await officer.page().getByRole('dialog').getByRole('button', { name: 'Close this' }).click()
    await expect(officer.page().getByText(/Your request for .* waits with a supervisor of Income and debt/)).toBeVisible()
    await expectNowhere(officer.page(), ['Denise Ann Hartfield'])
    await go(officer, /^Requests/)
    await expect(officer.page().getByText(/Waiting with a supervisor of Income and debt/)).toBeVisible()
    await look(officer, '02-requests-waiting')
  })

  test('it survives a lock', async () => {
    await lock(officer)
    await unlock(officer.page())
    await go(officer, /^Requests/)
    await expect(officer.page().getByText(/Waiting with a supervisor of Income and debt/)).toBeVisible()
    await go(officer, /^Worklist/)
  })

  test('the supervisor decides by keys alone, and the officer is told within 10 s', async () => {
    const page = first.page()
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expect(inQueue(first)).toBeVisible()
    await expect(page.getByRole('region', { name: /^Request about/ })).toContainText(REASON)
    await look(first, '03-queue')
    await page.keyboard.press('a')
    await expect(page.getByRole('dialog', { name: 'Approve this request' })).toBeVisible()
    await look(first, '04-approve')
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByText('Approved. Amara Okafor is told at once.')).toBeVisible()
    const decidedAt = Date.now()
    await expect(officer.page().getByText(/Approved by Priya Nair/)).toBeVisible({ timeout: TOLD_MS })
    process.stdout.write(`told after ${Date.now() - decidedAt} ms\n`)
    await look(officer, '05-told')
  })

  test('opened, the details are shown, once', async () => {
    const page = officer.page()
    await page.getByRole('button', { name: 'Look at your requests' }).click()
    await look(officer, '06-requests-approved')
    await page.getByRole('button', { name: 'Open…' }).click()
    const dialog = page.getByRole('dialog', { name: /^Open approved details of/ })
    await expect(dialog).toBeVisible()
    await look(officer, '07-open')
    await dialog.getByRole('button', { name: 'Open now' }).click()
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
    await expect(revealed(page)).toContainText(REASON)
    await look(officer, '08-shown')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await go(officer, /^Requests/)
    await expect(page.getByRole('region', { name: 'Closed' })).toContainText('Opened')
    await expect(page.getByRole('button', { name: 'Open…' })).toHaveCount(0)
  })

  test('a protected record needs both supervisors; what one takes away stays away', async () => {
    await ask(SCRIPTED.protected, 'Homelessness: prevention duty')
    await officer.page().getByRole('dialog').getByRole('button', { name: 'Close this' }).click()
    await expectNowhere(officer.page(), ['Castellane'])

    const page = first.page()
    await expect(inQueue(first)).toBeVisible({ timeout: 20_000 })
    await inQueue(first).click()
    await page.keyboard.press('n')
    const narrow = page.getByRole('dialog', { name: 'Approve for less' })
    await narrow.getByLabel('Address').uncheck()
    await narrow.getByLabel(/Words to the officer/).fill('A name and a phone number are enough to ring back')
    await look(first, '09-narrow')
    await narrow.getByRole('button', { name: 'Approve for less' }).click()
    await expect(page.getByText(/One more supervisor must agree/)).toBeVisible()

    await go(second, /^Approvals/)
    await expect(inQueue(second)).toBeVisible({ timeout: 20_000 })
    await inQueue(second).click()
    await expect(second.page().getByRole('region', { name: /^Request about/ })).toContainText('1 of 2 approvals')
    await look(second, '10-second-approver')
    await second.page().keyboard.press('a')
    await second.page().getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await expect(officer.page().getByText(/Approved by Priya Nair and Grace Tembo/)).toBeVisible({ timeout: TOLD_MS })
    await look(officer, '11-household-approved')
    await officer.page().getByRole('button', { name: 'Open…' }).click()
    const dialog = officer.page().getByRole('dialog', { name: /^Open approved details of/ })
    await expect(dialog).toContainText('Not approved')
    await look(officer, '12-open-narrowed')
    await dialog.getByRole('button', { name: 'Open now' }).click()
    await expect(revealed(officer.page())).toContainText('Rowan Castellane')
    await expectNowhere(officer.page(), ['9 Marlpit Drive'])
    await officer.page().getByRole('button', { name: 'Re-mask now' }).click()
  })

  test('declined, the officer reads why', async () => {
    await ask(SCRIPTED.eviction, 'Court or law enforcement request')
    await officer.page().getByRole('dialog').getByRole('button', { name: 'Close this' }).click()
    const page = first.page()
    await expect(inQueue(first)).toBeVisible({ timeout: 20_000 })
    await inQueue(first).click()
    await page.keyboard.press('d')
    const dialog = page.getByRole('dialog', { name: 'Decline this request' })
    await dialog.getByRole('button', { name: 'Decline' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Say why, in a few words')
    await look(first, '13-decline-refused')
    await dialog.getByLabel(/Why not/).fill('Ask the police for their written form first')
    await dialog.getByRole('button', { name: 'Decline' }).click()
    await expect(page.getByText(/^Declined\./)).toBeVisible()
    await look(first, '14-queue-decided')
    await expect(officer.page().getByText(/Declined by Priya Nair/)).toBeVisible({ timeout: TOLD_MS })
    await go(officer, /^Requests/)
    await expect(officer.page().getByText('Ask the police for their written form first')).toBeVisible()
    await look(officer, '15-requests-decided')
  })

  test('without a connection the requests stay readable and say what needs one', async ({ proxies }) => {
    proxies.hub.set({ kind: 'refuse' })
    await go(officer, /^Worklist/)
    await go(officer, /^Requests/)
    await expect(officer.page().getByText('The central service cannot be reached.')).toBeVisible({ timeout: 30_000 })
    await look(officer, '16-requests-offline')
  })

  test('nothing of it made a page complain, and no title says whom it is about', async () => {
    for (const app of [officer, first, second]) {
      expect(app.complaints).toEqual([])
      expect(await app.page().title()).not.toMatch(/Hartfield|Castellane|[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]/)
    }
  })
})
