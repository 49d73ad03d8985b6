import type { PersonaName } from '../../service/demo/personas'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { asSuperuser } from '../support/service-control'
import { enrol, enrolAndUnlock, signIn } from '../support/screens/access-screens'
import { axeLine } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import { lookAt } from '../support/screens/look-at'
import { expectNowhere, GOOD_REASON, revealed, stateNeed } from '../support/screens/reveal-screen'

const HIDDEN = ['Hartfield', '79000001A']

test.describe.serial('what was looked at is looked at', () => {
  const apps: CasementApp[] = []
  let officer: CasementApp
  let reference = ''

  const startAs = async (persona: PersonaName): Promise<CasementApp> => {
    const app = await startCasement({ persona })
    apps.push(app)
    await signIn(app.page())
    await enrol(app.page())
    await expect(app.page().getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
    return app
  }
  const go = (app: CasementApp, name: string): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
  const title = (app: CasementApp, name: string): Promise<void> => expect(app.page().getByRole('heading', { level: 1, name })).toBeVisible()

  test.afterAll(async () => {
    for (const app of apps) await app.close()
    // Other specs sign in as the same people.
    await asSuperuser('hub', (client) => client.query(`update officers set team = 'outreach', role = 'outreach' where officer_id = 'tom.brennan'`))
    process.stdout.write(axeLine())
  })

  test('an officer states a need, and details are shown', async () => {
    officer = await startCasement()
    apps.push(officer)
    const page = await enrolAndUnlock(officer)
    reference = await findHousehold(page, SCRIPTED.councilTax)
    await stateNeed(page)
    await expect(revealed(page)).toContainText('Hartfield')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await go(officer, 'Sync')
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText(/waiting to send/)).toHaveCount(0)
  })

  test('the supervisor sees it among the team’s reveals, by keyboard, with the officer’s words', async () => {
    const app = await startCasement({ persona: 'supervisor' })
    apps.push(app)
    const page = await enrolAndUnlock(app)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await title(app, "Team's reveals")
    const row = page.getByRole('row').filter({ hasText: reference }).filter({ hasText: GOOD_REASON }).first()
    await expect(row).toContainText('Amara Okafor')
    await expect(row).toContainText('Shown')
    await expect(page.getByText('How avoided reveals are counted.')).toBeVisible()
    await lookAt(app, '30-team-reveals')
    await page.getByRole('heading', { name: 'Reveals, newest first' }).scrollIntoViewIfNeeded()
    await lookAt(app, '31-team-reveals-list')
    await page.getByRole('button', { name: 'Only Amara Okafor' }).click()
    await expect(page.getByLabel('Officer', { exact: true })).toHaveValue('amara.okafor')
    await expectNowhere(page, HIDDEN)
    await row.getByRole('button', { name: reference }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Household ${reference}` })).toBeVisible()
  })

  test('the information governance lead sees who looked, each entry proved on the lead’s own laptop', async ({ proxies }) => {
    const app = await startAs('ig-lead')
    const page = app.page()
    await title(app, 'Who looked')
    await lookAt(app, '32-who-looked-empty')
    await page.getByLabel('Household reference').fill('K7M')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel('Household reference').fill(reference.toLowerCase().replaceAll('-', ' '))
    await page.keyboard.press('Enter')
    await expect(page.getByText(GOOD_REASON).first()).toBeVisible()
    await expect(page.getByText(/entries are proved\./)).toBeVisible()
    await page.getByText(/events? on the screen/).first().click()
    await expect(page.getByText(/After a look-up in Find/).first()).toBeVisible()
    await lookAt(app, '33-who-looked')
    await expectNowhere(page, HIDDEN)

    await go(app, 'Search the ledger')
    await page.getByLabel('Officer', { exact: true }).selectOption({ label: 'Amara Okafor' })
    await page.getByLabel('Kind of entry').selectOption({ label: 'Reveal' })
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page.getByText(/entr(?:y is|ies are) proved\./)).toBeVisible()
    await lookAt(app, '34-ledger-search')
    await page.getByRole('button', { name: `Who looked at ${reference}` }).first().click()
    await title(app, 'Who looked')
    await expect(page.getByText(GOOD_REASON).first()).toBeVisible()

    await go(app, 'Purposes')
    await expect(page.getByRole('heading', { name: /Homelessness: prevention duty/ })).toBeVisible()
    // As `npm run retention -- run` leaves it, six years on.
    await asSuperuser('hub', async (client) => {
      const id = '0193a000-0000-7000-8000-0000000000e1'
      await client.query(`insert into erasures values ($1, 'retention', null, null, $2, 'helen.marsh', null, now(), now())`, [id, '0'.repeat(64)])
      await client.query('update ledger_openings set reason = null, reason_salt = null, linked = null, linked_salt = null, authority = null, authority_salt = null, erasure_id = $1 where reason = $2', [id, GOOD_REASON])
    })
    await go(app, 'Who looked')
    await page.getByLabel('Household reference').fill(reference)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^The words were erased under the retention schedule on \d+ \w+ \d{4}\.$/).first()).toBeVisible()
    await expect(page.getByText(/entries are proved\./)).toBeVisible()
    await expect(page.getByText(GOOD_REASON)).toHaveCount(0)
    await lookAt(app, '36-who-looked-erased')

    proxies.hub.set({ kind: 'refuse' })
    await go(app, 'Purposes')
    await go(app, 'Who looked')
    await page.getByLabel('Household reference').fill(reference)
    await page.keyboard.press('Enter')
    await expect(page.getByText('This screen needs a connection.')).toBeVisible()
    await lookAt(app, '35-who-looked-offline')
    expect(app.complaints).toEqual([])
  })

  test('the administrator sees laptops, people, purposes and intake, and nothing of a case; a lost laptop is revoked', async () => {
    const app = await startAs('admin')
    const page = app.page()
    await title(app, 'Devices')
    await expect(page.getByText('This laptop', { exact: true })).toBeVisible()
    await lookAt(app, '36-devices')
    await go(app, 'People and roles')
    await page.getByRole('button', { name: 'Change Tom Brennan' }).click()
    await page.getByLabel('Team', { exact: true }).selectOption({ label: 'Housing options' })
    await lookAt(app, '37-change-person')
    await page.getByRole('button', { name: 'Continue' }).click()
    await lookAt(app, '38-change-person-confirm')
    await page.getByRole('button', { name: 'Confirm the change' }).click()
    await expect(page.getByText('Tom Brennan is now Outreach worker, Housing options, Canterbury.')).toBeVisible()
    await lookAt(app, '39-people')
    await page.getByRole('button', { name: 'Add an officer…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await lookAt(app, '39-add-person')
    await page.keyboard.press('Escape')
    await go(app, 'Purposes')
    await expect(page.getByRole('heading', { name: /Homelessness: prevention duty/ })).toBeVisible()
    await lookAt(app, '40-purposes')
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await title(app, 'Sharing agreement Version 1')
    await expect(page.getByRole('row', { name: /^Education What it says of the household That it knows the household/ })).toBeVisible()
    await lookAt(app, '40-sharing-agreement')
    await go(app, 'Partners')
    await expect(page.getByRole('heading', { level: 1, name: 'Partners and sources' })).toBeVisible()
    await expect(page.getByRole('row', { name: /^School census Education 125 days/ })).toBeVisible()
    await lookAt(app, '40-partners')
    await go(app, 'Administration log')
    await expect(page.getByRole('row', { name: /Dev Patel.*Tom Brennan.*From Outreach to Housing options/ })).toBeVisible()
    await lookAt(app, '40-administration-log')
    await go(app, 'Intake runs')
    await expect(page.getByRole('rowheader').first()).toBeVisible()
    await lookAt(app, '41-intake-runs')
    await expectNowhere(page, [...HIDDEN, reference, GOOD_REASON])

    await go(app, 'Devices')
    // The last enrolled stands first.
    await page.getByRole('button', { name: /^If .* of Amara Okafor is lost$/ }).first().click()
    await expect(page.getByText('Still in use', { exact: true })).toBeVisible()
    await lookAt(app, '42-lost-laptop')
    await page.getByRole('button', { name: /^Revoke .* of Amara Okafor$/ }).first().click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await lookAt(app, '42-revoke')
    // The officer's laptop hears of it at its next contact, by itself, and gets another window.
    const wiped = await officer.replaced(async () => {
      await page.getByRole('button', { name: 'Revoke this laptop' }).click()
      await expect(page.getByText(/is revoked/)).toBeVisible()
      await lookAt(app, '43-revoked')
    })
    await expect(wiped.getByText('This laptop was revoked, and erased what it held')).toBeVisible()
    await lookAt(officer, '43-wiped')
    const revoked = page.getByRole('row').filter({ hasText: 'Amara Okafor' }).filter({ hasText: 'Revoked' })
    await expect(async () => {
      await page.getByRole('button', { name: 'Close this panel' }).click()
      await revoked.first().getByRole('button', { name: /is lost$/ }).click()
      await expect(page.getByText(/by its own signed receipt/)).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await lookAt(app, '44-lost-laptop-erased')
    expect(app.complaints).toEqual([])
  })
})
