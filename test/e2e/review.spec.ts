import type { PersonaName } from '../../service/demo/personas'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, enrolAndUnlock, signIn } from '../support/screens/access-screens'
import { axeLine } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import { lookAt } from '../support/screens/look-at'
import { expectNowhere, fillStatement, openRevealDialog, revealed } from '../support/screens/reveal-screen'

const REASON = 'A neighbour rang: shouting and a child crying behind the door'
const LEARNING = 'Ring the duty desk as well while the details are open'
const CONCERN = 'No call is in the contact log for that afternoon'

test.describe.serial('emergency access, and somebody else who reviews it', () => {
  const apps: CasementApp[] = []
  let officer: CasementApp
  let reference = ''

  test.afterAll(async () => {
    for (const app of apps) await app.close()
    process.stdout.write(axeLine())
  })
  const start = async (persona: PersonaName): Promise<CasementApp> => {
    const app = await startCasement({ persona })
    apps.push(app)
    return app
  }
  const go = (app: CasementApp, name: string): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click()
  const openNow = async (): Promise<void> => {
    const dialog = await openRevealDialog(officer.page())
    await fillStatement(dialog, { purpose: 'Safeguarding a child', reason: REASON })
    await dialog.getByLabel('Emergency access: open now').check()
    await dialog.getByRole('button', { name: 'Open now: emergency access' }).click()
    await expect(revealed(officer.page())).toContainText('Castellane')
  }

  test('an officer is told what it means, opens a protected record at once, and sees that the review is open', async () => {
    officer = await start('officer')
    const page = await enrolAndUnlock(officer)
    reference = await findHousehold(page, SCRIPTED.protected)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog, { purpose: 'Safeguarding a child', reason: REASON })
    await expect(dialog.getByRole('button', { name: 'Ask for approval' })).toBeVisible()
    await dialog.getByLabel('Emergency access: open now').check()
    await expect(dialog.getByText(/You have 3 of 3 left in 24 hours/)).toBeVisible()
    await lookAt(officer, '70-emergency-dialog')
    await dialog.getByRole('button', { name: 'Open now: emergency access' }).click()
    await expect(revealed(page)).toContainText('Castellane')
    await lookAt(officer, '71-emergency-shown')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await go(officer, 'My reveals')
    await expect(page.getByText('Review open').first()).toBeVisible()
    await lookAt(officer, '72-my-reveals-review-open')
  })

  test('three in a day are all: then the duty desk is named, and nothing opens', async () => {
    const page = officer.page()
    for (let n = 0; n < 2; n += 1) {
      await findHousehold(page, SCRIPTED.protected)
      await openNow()
      await page.getByRole('button', { name: 'Re-mask now' }).click()
    }
    await findHousehold(page, SCRIPTED.protected)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog, { purpose: 'Safeguarding a child', reason: REASON })
    await expect(dialog.getByText(/ring the duty desk/)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Ask for approval' })).toBeVisible()
    await lookAt(officer, '73-emergency-used-up')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expectNowhere(page, ['Castellane'])
  })

  test('the supervisor reviews by keys alone: riskiest first, words needed, signed and closed', async () => {
    const app = await start('supervisor')
    const page = await enrolAndUnlock(app)
    await page.keyboard.press('g')
    await page.keyboard.press('v')
    await expect(page.getByRole('heading', { level: 1, name: 'Reviews' })).toBeVisible()
    const first = page.getByRole('option').filter({ hasText: reference }).first()
    await expect(first).toContainText('Emergency')
    await expect(page.getByRole('region', { name: /^Reveal of/ })).toContainText(REASON)
    await lookAt(app, '74-reviews')
    await page.keyboard.press('2')
    await expect(page.getByRole('dialog', { name: 'There is something to learn' })).toBeVisible()
    await page.keyboard.type(LEARNING)
    await lookAt(app, '75-review-learning')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/sees that the review is closed, and your words/)).toBeVisible()
    await page.keyboard.press('3')
    await expect(page.getByRole('dialog', { name: 'Raise a concern' })).toBeVisible()
    await page.keyboard.type(CONCERN)
    await page.getByRole('button', { name: 'Close the review' }).click()
    await expect(page.getByText(/go to the information governance lead/)).toBeVisible()
    await expectNowhere(page, ['Castellane'])
    await lookAt(app, '76-reviews-closed')
    expect(app.complaints).toEqual([])
  })

  test('the information governance lead follows the concern up', async () => {
    const app = await start('ig-lead')
    const page = app.page()
    await signIn(page)
    await enrol(page)
    await expect(page.getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
    await go(app, 'Reviews')
    await page.getByRole('option').filter({ hasText: 'Concern' }).first().click() // other specs' reveals may wait here too
    await expect(page.getByText(`Concern raised: ${CONCERN}`)).toBeVisible()
    await lookAt(app, '77-reviews-lead')
    await page.keyboard.press('1')
    await page.getByLabel('What shows that it was needed?').fill('The call came in on the shared line of the team')
    await page.getByRole('button', { name: 'Close the review' }).click()
    await expect(page.getByText(/^Justified\./)).toBeVisible()
    expect(app.complaints).toEqual([])
  })

  test('the officer sees the outcomes, and the words of what is to be learnt', async () => {
    await go(officer, 'Worklist')
    await go(officer, 'My reveals')
    await expect(officer.page().getByText('Review closed: Learning').first()).toBeVisible()
    await expect(officer.page().getByText(LEARNING).first()).toBeVisible()
    await expect(officer.page().getByText(CONCERN)).toHaveCount(0)
    await lookAt(officer, '78-my-reveals-review-closed')
    expect(officer.complaints).toEqual([])
  })
})
