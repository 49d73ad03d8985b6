import path from 'node:path'
import type { Page } from '@playwright/test'
import type { WorklistRow } from '../../shared/model/household'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { caseloadPanel, openReferrals, pullNow, referredOf, rowsOf, syncNow } from '../support/screens/caseload-screen'
import { find, householdReference, openFind } from '../support/screens/find-screen'
import { takePicture } from '../support/screens/look-at'
import { chooseView, openWorklist, worklistGrid } from '../support/screens/worklist-screen'

const SIZES = [[1366, 768], [1920, 1080]] as const

test.describe.serial('a caseload', () => {
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'screens')
  let officer: CasementApp
  let outreach: CasementApp
  let supervisor: CasementApp
  test.beforeAll(async () => {
    officer = await startCasement()
    await enrolAndUnlock(officer)
  })
  test.afterAll(async () => {
    for (const app of [officer, outreach, supervisor]) await app?.close()
  })

  const look = async (page: Page, name: string): Promise<void> => {
    for (const size of SIZES) await takePicture(page, folder, name, size)
    await expectAccessible(page, name)
  }
  const openHousehold = async (page: Page, reference: string): Promise<void> => {
    await openFind(page)
    await find(page, { reference })
    expect(await householdReference(page)).toBe(reference)
  }
  const isFree = ({ allocation, isProtected, nextAction }: WorklistRow): boolean => (allocation?.officerId ?? null) === null && !isProtected && nextAction === null
  const freeHousehold = async (page: Page, fits: (row: WorklistRow) => boolean = () => true): Promise<string> => {
    await pullNow(page) // a colleague may have taken one since
    const row = (await rowsOf(page, 'team')).find((candidate) => isFree(candidate) && fits(candidate))
    if (row === undefined) throw new Error('no such household in the team')
    return row.reference
  }

  test('opens at my caseload, with counts, owners and what is new; views go by key', async () => {
    const page = officer.page()
    const views = page.getByRole('navigation', { name: 'Views of the worklist' })
    await expect(views.getByRole('button', { name: /^My caseload/ })).toHaveAttribute('aria-current', 'true')
    await expect(page.locator('.worklist__count')).toHaveText(new RegExp(`of ${(await rowsOf(page, 'mine')).length} households`))
    await expect(worklistGrid(page).getByText('New to you').first()).toBeVisible()
    await look(page, '30-my-caseload')
    await worklistGrid(page).press('2')
    await expect(views.getByRole('button', { name: /^Team/ })).toHaveAttribute('aria-current', 'true')
    await expect(worklistGrid(page).getByText('Nobody').first()).toBeVisible()
    await look(page, '31-team')
    await page.keyboard.press('3')
    await expect(views.getByRole('button', { name: /^Due today/ })).toHaveAttribute('aria-current', 'true')
    await look(page, '32-due-today')
    await chooseView(page, 'At risk')
    await openFind(page)
    await openWorklist(page)
    await expect(views.getByRole('button', { name: /^At risk/ })).toHaveAttribute('aria-current', 'true')
  })

  test('a household is taken by one key, planned, and handed over', async () => {
    const page = officer.page()
    await openHousehold(page, await freeHousehold(page))
    const panel = caseloadPanel(page)
    await expect(panel).toContainText('In nobody’s caseload')
    await page.keyboard.press('t')
    await expect(panel).toContainText('In your caseload')
    await page.keyboard.press('n')
    await panel.getByRole('button', { name: 'Save next action' }).click()
    await expect(panel.getByRole('alert')).toContainText('Choose what is to be done')
    await look(page, '33-next-action-refused')
    await panel.getByLabel('What is to be done').selectOption('visit')
    await panel.getByRole('button', { name: 'Today', exact: true }).click()
    await panel.getByRole('button', { name: 'Save next action' }).click()
    await expect(panel).toContainText('Next: Visit')
    await expect(panel).toContainText('due today')
    await look(page, '34-household-mine')
    await panel.getByRole('button', { name: 'Next action is done' }).click()
    await expect(panel).toContainText('No next action set.')
    await panel.getByRole('button', { name: 'Hand over…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Hand over' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Choose a colleague')
    await dialog.getByLabel('Colleague').selectOption({ label: 'Leila Haddad' })
    await dialog.getByLabel('Why (optional)').selectOption('leave')
    await look(page, '35-hand-over')
    await dialog.getByRole('button', { name: 'Hand over' }).click()
    await expect(panel).toContainText('In the caseload of Leila Haddad')
    await expect(panel.getByText('Waiting to send')).toHaveCount(0, { timeout: 30_000 })
    await expect(panel).toContainText('Handed over by you')
  })

  test('of two who take a household without signal one has it; the other is told why, and puts it away', async ({ proxies }) => {
    const page = officer.page()
    const reference = await freeHousehold(page)
    supervisor = await startCasement({ persona: 'supervisor' })
    const other = await enrolAndUnlock(supervisor)
    for (const laptop of [page, other]) await openHousehold(laptop, reference)
    proxies.hub.set({ kind: 'refuse' })
    for (const laptop of [page, other]) {
      await caseloadPanel(laptop).getByRole('button', { name: 'Take into my caseload' }).click()
      await expect(caseloadPanel(laptop)).toContainText('In your caseload')
      await expect(caseloadPanel(laptop).getByText('Waiting to send', { exact: true })).toBeVisible()
    }
    await look(page, '36-claim-waits')
    proxies.heal()
    await syncNow(page)
    await syncNow(other)
    const isTold = async (laptop: Page): Promise<boolean> => (await laptop.getByRole('button', { name: /^Put away: / }).count()) > 0
    await expect.poll(async () => [await isTold(page), await isTold(other)].filter(Boolean).length).toBe(1)
    const loser = (await isTold(page)) ? page : other
    await expect(loser.getByRole('region', { name: 'Needs attention' })).toContainText('Somebody else has this household in their caseload already.')
    await look(loser, '37-claim-refused')
    await openHousehold(loser, reference)
    await expect(caseloadPanel(loser)).toContainText('In the caseload of')
    await expect(caseloadPanel(loser)).toContainText('was not accepted')
    await loser.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await loser.getByRole('button', { name: /^Put away: / }).click()
    await expect(loser.getByText('Nothing needs you.')).toBeVisible()
  })

  test('a supervisor sees the team, unallocated first, and allocates', async () => {
    const page = supervisor.page()
    await openWorklist(page)
    await chooseView(page, 'Team')
    await expect(page.getByLabel('Sort by')).toHaveValue('unallocated')
    await expect(worklistGrid(page).getByText('Nobody').first()).toBeVisible()
    await look(page, '43-supervisor-team')
    await openHousehold(page, await freeHousehold(page))
    await caseloadPanel(page).getByRole('button', { name: 'Allocate…' }).click()
    await page.getByRole('dialog').getByLabel('To whom').selectOption({ label: 'Owen Pritchard' })
    await page.getByRole('dialog').getByRole('button', { name: 'Allocate' }).click()
    await expect(caseloadPanel(page)).toContainText('In the caseload of Owen Pritchard')
    await syncNow(page)
  })

  test('a referral is sent, seen and accepted on the other side, and gone from here', async () => {
    const page = officer.page()
    const referred = await referredOf(page)
    const reference = await freeHousehold(page, ({ band, householdId }) => (band === 'low' || band === 'moderate') && !referred.includes(householdId))
    await openHousehold(page, reference)
    await caseloadPanel(page).getByRole('button', { name: 'Refer to another team…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Team', { exact: true }).selectOption('outreach')
    await dialog.getByLabel('Why').selectOption('home-visit')
    await look(page, '38-refer')
    await dialog.getByRole('button', { name: 'Refer', exact: true }).click()
    await expect(caseloadPanel(page)).toContainText('Waiting for Outreach, Canterbury')
    await look(page, '39-household-referred')
    await syncNow(page)
    await openReferrals(page)
    await expect(page.getByRole('region', { name: 'Sent by your team' })).toContainText(reference)
    await look(page, '40-referrals')

    outreach = await startCasement({ persona: 'outreach' })
    const other = await enrolAndUnlock(outreach)
    await openReferrals(other)
    await other.getByRole('button', { name: `Open ${reference}` }).click()
    await expect(caseloadPanel(other)).toContainText('Referred to your team by Amara Okafor, Income and debt, Canterbury')
    await look(other, '41-referral-to-answer')
    await caseloadPanel(other).getByRole('button', { name: 'Accept', exact: true }).click()
    await expect(caseloadPanel(other)).toContainText('In your caseload')
    await syncNow(other)

    await syncNow(page)
    await openReferrals(page)
    const answered = page.getByRole('region', { name: 'Answered in the last 30 days' }).getByRole('row').filter({ hasText: reference }).filter({ hasText: 'To Outreach' })
    await expect(answered).toContainText('Accepted')
    await expect(answered).toContainText('Tom Brennan')
    expect((await rowsOf(page, 'all')).some((row) => row.reference === reference)).toBe(false)
    await openReferrals(other)
    await other.getByRole('button', { name: /^Decline / }).first().click()
    await other.getByRole('dialog').getByRole('button', { name: 'Decline', exact: true }).click()
    await expect(other.getByRole('dialog')).toContainText('Choose a reason')
    await look(other, '42-decline')
    await other.keyboard.press('Escape')
  })

  test('nothing of it made the page complain', () => {
    for (const app of [officer, outreach, supervisor]) expect(app.complaints.filter((words) => !words.includes('ERR_'))).toEqual([])
  })
})
