import type { Page } from '@playwright/test'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { caseloadPanel, rowsOf, syncNow } from '../support/screens/caseload-screen'
import { find, householdReference, openFind } from '../support/screens/find-screen'
import { lookAt } from '../support/screens/look-at'

test.describe.serial('two officers who do not know of each other', () => {
  let officer: CasementApp
  let supervisor: CasementApp
  let reference = ''
  test.beforeAll(async () => {
    officer = await startCasement()
    supervisor = await startCasement({ persona: 'supervisor' })
    for (const app of [officer, supervisor]) await enrolAndUnlock(app)
  })
  test.afterAll(async () => {
    for (const app of [officer, supervisor]) await app?.close()
  })

  const safety = (page: Page) => page.getByRole('region', { name: 'Safe contact, risk to staff and moratorium' })
  const inbox = (page: Page) => page.getByRole('region', { name: 'Conflict inbox' })
  const openHousehold = async (page: Page): Promise<void> => {
    await openFind(page)
    await find(page, { reference })
    expect(await householdReference(page)).toBe(reference)
  }
  const record = async (page: Page, ...codes: readonly string[]): Promise<void> => {
    await safety(page).getByRole('button', { name: 'Change safe contact, risk to staff and moratorium' }).click()
    for (const code of codes) await safety(page).getByLabel(code, { exact: true }).check()
    await safety(page).getByRole('button', { name: 'Save' }).click()
    await expect(safety(page).getByRole('status')).toContainText('Saved on this laptop')
  }

  test('without signal each records a warning and a next action; each sees their own at once', async ({ proxies }) => {
    const [mine, theirs] = [officer.page(), supervisor.page()]
    const row = (await rowsOf(mine, 'team')).find((one) => !one.isProtected && !one.hasSafeContactWarning && one.nextAction === null)
    if (row === undefined) throw new Error('every household of the team has a warning or a next action')
    reference = row.reference
    for (const page of [mine, theirs]) await openHousehold(page)
    proxies.hub.set({ kind: 'refuse' })
    await safety(mine).getByRole('button', { name: 'Change safe contact, risk to staff and moratorium' }).click()
    await safety(mine).getByRole('group', { name: 'Safe contact' }).scrollIntoViewIfNeeded()
    await lookAt(officer, '90-safety-form')
    await safety(mine).getByRole('button', { name: 'Cancel' }).click()
    await record(mine, 'Meet at the office only', 'Do not send letters', 'Breathing Space')
    await record(theirs, 'Dog at the property')
    await expect(mine.getByText('Risk to staff. Meet at the office only.')).toBeVisible()
    await expect(theirs.getByText('Risk to staff. Dog at the property.')).toBeVisible()
    await expect(mine.getByText('Recovery is paused: a moratorium was reported to an officer.')).toBeVisible()
    await lookAt(officer, '90-warnings-recorded')
    for (const [page, kind] of [[mine, 'visit'], [theirs, 'call-back']] as const) {
      const panel = caseloadPanel(page)
      await panel.getByRole('button', { name: /next action/i }).first().click()
      await panel.getByLabel('What is to be done').selectOption(kind)
      await panel.getByRole('button', { name: 'In a week', exact: true }).click()
      await panel.getByRole('button', { name: 'Save next action' }).click()
    }
  })

  test('with signal again both warnings stand on both laptops, and the inbox says what each did, who and when', async ({ proxies }) => {
    proxies.hub.heal()
    const [mine, theirs] = [officer.page(), supervisor.page()]
    await syncNow(theirs)
    await syncNow(mine)
    await expect(inbox(mine).getByRole('listitem')).toHaveCount(2)
    await expect(inbox(mine)).toContainText('Dog at the property. Meet at the office only')
    await lookAt(officer, '91-conflict-inbox')
    await inbox(mine).getByRole('button', { name: `Open household ${reference}` }).first().click()
    await expect(mine.getByText('Warnings not settled.')).toBeVisible()
    await expect(mine.getByText('Risk to staff. Dog at the property. Meet at the office only.')).toBeVisible()
    await lookAt(officer, '92-household-not-settled')
  })

  test('settled by one it is settled for both; the next action that came second is kept or let go', async () => {
    const [mine, theirs] = [officer.page(), supervisor.page()]
    await safety(mine).getByRole('button', { name: 'See the conflict inbox' }).click()
    await inbox(mine).getByRole('button', { name: `Keep both: Risk to staff of ${reference}` }).click()
    await expect(inbox(mine).getByRole('status')).toContainText('is settled')
    await inbox(mine).getByRole('button', { name: `Keep yours: Next action of ${reference}` }).click()
    await expect(inbox(mine)).toContainText('No two people have decided differently')
    await syncNow(mine)
    await syncNow(theirs)
    await expect(inbox(theirs)).toContainText('No two people have decided differently')
    await lookAt(supervisor, '93-nothing-to-settle')
    await openHousehold(theirs)
    await expect(caseloadPanel(theirs)).toContainText('Next: Visit')
    await expect(theirs.getByText('Risk to staff. Dog at the property. Meet at the office only.')).toBeVisible()
    await lookAt(supervisor, '94-household-settled')
  })
})
