import type { PersonaName } from '../../service/demo/personas'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { asSuperuser } from '../support/service-control'
import { enrol, enrolAndUnlock, signIn } from '../support/screens/access-screens'
import { axeLine } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import { lookAt } from '../support/screens/look-at'
import { fillStatement, openRevealDialog, revealed } from '../support/screens/reveal-screen'

test.describe.serial('a deputy decides while the supervisor is away', () => {
  const apps: CasementApp[] = []
  let [officer, supervisor, deputy]: CasementApp[] = []
  const start = async (persona: PersonaName): Promise<CasementApp> => {
    const app = await startCasement({ persona })
    apps.push(app)
    return app
  }
  const go = (app: CasementApp, name: RegExp): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name }).click()

  test.beforeAll(async () => {
    ;[officer, supervisor, deputy] = [await start('officer'), await start('supervisor'), await start('other-supervisor')]
    for (const app of [officer, supervisor, deputy]) await enrolAndUnlock(app)
  })
  test.afterAll(async () => {
    for (const app of apps) await app.close()
    // Other specs have their own two supervisors, neither of whom stands in for the other.
    await asSuperuser('hub', (client) => client.query(`insert into deputyship_ends select deputyship_id, supervisor_id, now() from deputyships where deputy_id = 'grace.tembo' on conflict do nothing`))
    process.stdout.write(axeLine())
  })

  test('the supervisor names one, and puts somebody on the rota', async () => {
    const page = supervisor!.page()
    await page.keyboard.press('g')
    await page.keyboard.press('y')
    await expect(page.getByRole('heading', { level: 1, name: 'Deputies and rota' })).toBeVisible()
    await expect(page.getByText('Joanna Kowal')).toBeVisible()
    await lookAt(supervisor!, '50-deputies-and-rota')
    await page.getByRole('button', { name: 'Name a deputy…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Name the deputy' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose who stands in for you')
    await lookAt(supervisor!, '51-name-a-deputy')
    await page.getByLabel('Deputy', { exact: true }).selectOption('grace.tembo')
    await page.getByRole('dialog').getByRole('button', { name: 'Name the deputy' }).click()
    await expect(page.getByText(/^Grace Tembo stands in for you until the end of/)).toBeVisible()
    await page.getByRole('button', { name: 'Put somebody on…' }).click()
    await lookAt(supervisor!, '52-put-somebody-on')
    await page.keyboard.press('Escape')
  })

  test('the officer reads with whom the request waits, the deputy decides, and the details open', async () => {
    const page = officer!.page()
    const reference = await findHousehold(page, SCRIPTED.councilTax)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog, { purpose: 'Court or law enforcement request', reason: 'Answering a written request of the police about a missing person' })
    await dialog.getByLabel('Power it rests on').fill('Data Protection Act 2018 Sch. 2 para. 2')
    await dialog.getByLabel('Authorised by').fill('Detective Inspector, Kent Police')
    await dialog.getByRole('button', { name: 'Ask for approval' }).click()
    await dialog.getByRole('button', { name: 'Close this' }).click()
    await go(officer!, /^Requests/)
    await expect(page.getByText(/at this moment Priya Nair, Grace Tembo as deputy/).first()).toBeVisible()
    await lookAt(officer!, '53-waits-with')

    await go(deputy!, /^Approvals/)
    await deputy!.page().getByRole('option').filter({ hasText: reference }).first().click()
    await expect(deputy!.page().getByRole('region', { name: /^Request about/ })).toContainText('As deputy of Priya Nair')
    await lookAt(deputy!, '54-decides-as-deputy')
    await deputy!.page().getByRole('button', { name: 'Approve…' }).click()
    await deputy!.page().getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(deputy!.page().getByText(/^Approved\./)).toBeVisible()

    await expect(page.getByText(/by Grace Tembo, as deputy of Priya Nair/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Open…' }).first().click()
    await page.getByRole('dialog', { name: /^Open approved details of/ }).getByRole('button', { name: 'Open now' }).click()
    await expect(revealed(page)).toContainText('Denise Ann Hartfield')
  })

  test('pairs and accounts have their place', async () => {
    const lead = await start('ig-lead')
    await signIn(lead.page())
    await enrol(lead.page())
    await go(lead, /^Reviews/)
    await lead.page().getByRole('heading', { name: /^Who approves each other/ }).scrollIntoViewIfNeeded()
    await expect(lead.page().getByText(/A pair is a question, not a finding/)).toBeVisible()
    await lookAt(lead, '55-pairs')
    const admin = await start('admin')
    await signIn(admin.page())
    await enrol(admin.page())
    await go(admin, /^People and roles/)
    await admin.page().getByRole('heading', { name: 'Accounts of one person' }).scrollIntoViewIfNeeded()
    await expect(admin.page().getByText('No accounts are linked.')).toBeVisible()
    await lookAt(admin, '56-accounts')
  })
})
