import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { scanFolders, scanLine } from '../support/sentinel-scan'
import { enrolAndUnlock, lock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { watchBridge } from '../support/screens/bridge-watch'
import { expectNothingSideways, setWindowSize } from '../support/screens/text-size'
import { asSuperuser } from '../support/service-control'

const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'practice')
const BAND = 'Practice: nothing here is real, nothing is logged or sent'
/** Of practice's constant file, and what is typed below. */
const PRACTISED = [
  { name: 'practice name', value: 'Practice-Sample' }, { name: 'practice phone', value: '07700 900412' }, { name: 'practice reason', value: 'Ringing back about the notice he holds' },
  { name: 'practice note', value: 'He was not in, a lodger answered' },
]

test.describe.serial('help and practice', () => {
  let app: CasementApp
  let calls: () => Promise<readonly string[]>
  const decided = () => asSuperuser('hub', async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM reveal_decisions')).rows[0]?.n ?? 0)
  // After a sync the shell itself reads whether the officer stands in for somebody (it has a screen more then), and counts conflicts for its navigation.
  const others = async () => (await calls()).filter((channel) => !/^(?:access|preference):|^stand-ins:get-standing$|^safety:list-conflicts$/.test(channel))
  const press = (name: string) => app.page().getByRole('button', { name, exact: true }).click()
  const expectLabelled = () => expect(app.page().getByRole('region', { name: 'Practice', exact: true })).toContainText(BAND)
  const look = async (name: string): Promise<void> => {
    await expectNothingSideways(app.page(), name)
    await app.page().screenshot({ path: path.join(folder, `${name}.png`) })
    await expectAccessible(app.page(), name)
  }
  const zoomTo = async (words: string): Promise<void> => {
    await press('Preferences')
    await app.page().getByLabel(words).check()
  }

  test.beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    app = await startCasement()
    await setWindowSize(app, 1366, 768)
    await enrolAndUnlock(app)
  })
  test.afterAll(() => app?.close())

  test('help is the officer’s own, and a code or a word finds what it says', async () => {
    const page = app.page()
    await press('Help')
    await expect(page.getByRole('heading', { name: 'Help', level: 1 })).toBeVisible()
    await look('01-help')
    await page.getByLabel('Search help').fill('REVEAL_OFFLINE')
    await expect(page.getByRole('region', { name: 'Codes found' })).toContainText('Try again when you have signal.')
    await look('02-help-code')
    await page.getByLabel('Search help').fill('lost laptop')
    await expect(page.getByRole('region', { name: 'Topics found' })).toContainText('If your laptop is lost or stolen')
    await look('03-help-topic')
    await press('Show all help')
    await page.getByText('You need a name, a phone number or an address').click()
    await look('04-help-open')
  })

  test('practice: find, household, reveal and contact on invented people, without one call', async () => {
    const page = app.page()
    const before = await decided()
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    await press('Practise on invented people')
    await expectLabelled()
    await look('05-practice')
    await expect(page.getByText('Last synced', { exact: false })).toBeVisible()
    calls = await watchBridge(app)
    await press('Start: Open what you need, and no more')
    await page.getByLabel('Name', { exact: true }).fill('Idris Practice-Sample')
    await page.getByLabel('Day').fill('17')
    await page.getByLabel('Month').fill('9')
    await page.getByLabel('Year').fill('1991')
    await look('06-practice-find')
    await page.getByLabel('Year').press('Enter')
    await expect(page.getByText('Identity hidden')).toBeVisible()
    await expectLabelled()
    expect(await page.content()).not.toContain('07700 900412')
    await page.getByLabel('6 days', { exact: true }).check()
    await look('07-practice-household')
    await press('Reveal details…')
    const dialog = page.getByRole('dialog', { name: /^Practice: reveal details of PRA-CT4-/ })
    await expect(dialog).toContainText(BAND)
    await dialog.getByLabel('Homelessness: prevention duty', { exact: true }).check()
    await dialog.getByLabel('Reason, in your own words').fill(PRACTISED[2]?.value ?? '')
    await look('08-practice-dialog')
    await dialog.getByRole('button', { name: 'Reveal', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Revealed details, practice' })).toContainText('07700 900412')
    await look('09-practice-revealed')
    await press('Re-mask now')
    await expect(page.getByText('07700 900412')).toHaveCount(0)
    await press('Add contact outcome')
    await page.getByLabel('Contact by').selectOption('phone')
    await page.getByLabel('Outcome', { exact: true }).selectOption('no-answer')
    await page.getByLabel('Note (optional)').fill(PRACTISED[3]?.value ?? '')
    await page.getByLabel('Next action', { exact: true }).selectOption('call-back')
    await press('Tomorrow')
    await look('10-practice-contact')
    await press('Save contact')
    await expect(page.getByText('Just as it should be.')).toBeVisible()
    await look('11-practice-done')
    await expectLabelled()
    expect(await page.title()).toBe('Practice: Household – Casement')
    expect(await others()).toEqual([])
    expect(await decided()).toBe(before)
    process.stdout.write(`practice: one exercise done, ${(await calls()).length} calls on the bridge, all of them the shell's own\n`)
  })

  test('at 150 % practice and help fit as well', async () => {
    const page = app.page()
    await zoomTo('150 %, largest')
    await press('Help')
    await look('12-help-150')
    await press('Practise on invented people')
    await look('13-practice-150')
    await press('Start: Answer without opening anything')
    await page.getByLabel('Account number').fill('PRACTICE-3')
    await page.getByLabel('Account number').press('Enter')
    await expect(page.getByText('Identity hidden')).toBeVisible()
    await look('14-practice-household-150')
    await zoomTo('100 %, as designed')
  })

  test('a lock in the middle of it forgets it, and nothing of it is in any file', async () => {
    await press('Help')
    await press('Practise on invented people')
    await lock(app)
    const report = scanFolders([app.profile.folder], PRACTISED)
    process.stdout.write(scanLine('practice in the profile', report, 'files'))
    expect(report.hits).toEqual([])
    expect(report.units).toBeGreaterThan(10)
    expect(app.complaints).toEqual([])
  })
})
