import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { AccessStatementSchema } from '../../shared/model/access-statement'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, enrolAndUnlock, signIn } from '../support/screens/access-screens'
import { axeLine } from '../support/screens/accessibility'
import { findHousehold } from '../support/screens/find-screen'
import { lookAt } from '../support/screens/look-at'
import { expectNowhere, GOOD_REASON, revealed, stateNeed } from '../support/screens/reveal-screen'

const WHY = 'The other parent must not learn that somebody looked'
const YES = 'The social worker in charge agrees with this'

test.describe.serial('a resident asks who has looked at their data', () => {
  const apps: CasementApp[] = []
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-statement-'))
  let lead: CasementApp
  let second: CasementApp
  let reference = ''

  const startAs = async (persona: 'ig-lead' | 'second-ig-lead'): Promise<CasementApp> => {
    const app = await startCasement({ persona })
    apps.push(app)
    await signIn(app.page())
    await enrol(app.page())
    await expect(app.page().getByRole('heading', { level: 1, name: 'Who looked' })).toBeVisible({ timeout: 30_000 })
    return app
  }
  const go = (app: CasementApp): Promise<void> => app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Statements', exact: true }).click()
  const openFirst = (app: CasementApp): Promise<void> => app.page().getByRole('button', { name: new RegExp(`^Open the statement for ${reference}`) }).first().click()
  /** The system's own dialog is no page of ours: it answers as if somebody had chosen this file, or closed it. */
  const choose = (app: CasementApp, filePath: string | null): Promise<void> =>
    app.electron.evaluate(({ dialog }, chosen) => { dialog.showSaveDialog = () => Promise.resolve(chosen === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: chosen }) }, filePath)

  test.afterAll(async () => {
    for (const app of apps) await app.close()
    process.stdout.write(axeLine())
  })

  test('an officer looks at a household', async () => {
    const officer = await startCasement()
    apps.push(officer)
    const page = await enrolAndUnlock(officer)
    reference = await findHousehold(page, SCRIPTED.councilTax)
    await stateNeed(page)
    await expect(revealed(page)).toContainText('Hartfield')
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText(/waiting to send/)).toHaveCount(0)
  })

  test('the lead prepares a statement, each line proved, and asks a second person to agree that one is left out', async () => {
    lead = await startAs('ig-lead')
    const page = lead.page()
    await go(lead)
    await expect(page.getByRole('heading', { level: 1, name: 'Statements for residents' })).toBeVisible()
    await expect(page.getByText('Each step is recorded.')).toBeVisible()
    await page.getByLabel('Household reference').fill('K7M')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.getByLabel('Household reference').fill(reference)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Prepare the statement' }).click()
    await expect(page.getByText('Choose whom the statement is about').first()).toBeVisible()
    await page.getByLabel('Everybody in the household').check()
    await lookAt(lead, '100-statement-form')
    await page.getByRole('button', { name: 'Prepare the statement' }).click()
    await expect(page.getByRole('heading', { name: `Statement for household ${reference}` })).toBeVisible()
    await expect(page.getByText(/proved\. This laptop|(?:is|are) proved\./).first()).toBeVisible()
    await expect(page.getByRole('cell', { name: /Shown on the officer’s screen/ }).first()).toBeVisible()
    await lookAt(lead, '101-statement')
    await expectNowhere(page, ['Hartfield', 'Okafor', GOOD_REASON])
    await page.getByRole('checkbox', { name: /^Leave out the line of/ }).first().check()
    await page.getByRole('button', { name: 'Leave 1 line out…' }).click()
    await page.getByRole('button', { name: 'Ask a second person' }).click()
    await expect(page.getByRole('dialog').getByRole('alert').first()).toBeVisible()
    await page.getByLabel('What the law lets you leave it out for').selectOption({ label: 'Serious harm to somebody’s health (social work data): DPA 2018 Sch. 3 para. 11' })
    await page.getByLabel('Why it applies here, and whose opinion you asked').fill(WHY)
    await lookAt(lead, '102-statement-leave-out')
    await page.getByRole('button', { name: 'Ask a second person' }).click()
    await expect(page.getByText('It waits for a second person now.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Issue the statement…' })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Leave it out…' })).toHaveCount(0)
    await lookAt(lead, '103-statement-waits')
  })

  test('a second lead reads why, and decides', async () => {
    second = await startAs('second-ig-lead')
    const page = second.page()
    await go(second)
    await expect(page.getByText('Waits for your decision').first()).toBeVisible()
    await openFirst(second)
    await expect(page.getByText(WHY)).toBeVisible()
    await page.getByRole('button', { name: 'Leave it out…' }).click()
    await page.getByLabel('Why you agree').fill(YES)
    await lookAt(second, '104-statement-decide')
    await page.getByRole('button', { name: 'Leave it out', exact: true }).click()
    await expect(page.getByText('It is left out.')).toBeVisible()
    await lookAt(second, '105-statement-decided')
  })

  test('it is issued, and saved as a tagged PDF and as JSON, for the owner of the files only', async () => {
    const page = lead.page()
    await page.getByRole('button', { name: 'All statements' }).click()
    await openFirst(lead)
    await page.getByRole('button', { name: 'Issue the statement…' }).click()
    await lookAt(lead, '106-statement-issue')
    await page.getByRole('button', { name: 'Issue it', exact: true }).click()
    await expect(page.getByText('The statement is issued.')).toBeVisible()
    await choose(lead, null)
    await page.getByRole('button', { name: 'Save the PDF…' }).click()
    await expect(page.getByRole('button', { name: 'Save the PDF…' })).not.toHaveAttribute('aria-disabled', 'true')
    expect(readdirSync(folder)).toEqual([])
    await lead.electron.evaluate(({ app }) => {
      app.once('browser-window-created', (_event, { webContents }) => {
        Reflect.set(globalThis, 'printed', (webContents as unknown as { getLastWebPreferences(): unknown }).getLastWebPreferences())
      })
    })
    await choose(lead, path.join(folder, 'statement.pdf'))
    await page.getByRole('button', { name: 'Save the PDF…' }).click()
    await expect(page.getByText('Saved as a PDF.')).toBeVisible()
    expect(await lead.electron.evaluate(() => Reflect.get(globalThis, 'printed') as unknown)).toMatchObject({ javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
    await choose(lead, path.join(folder, 'statement.json'))
    await page.getByRole('button', { name: 'Save the JSON file…' }).click()
    await expect(page.getByText('Saved as a JSON file.')).toBeVisible()
    await lookAt(lead, '106-statement-issued')

    expect(readdirSync(folder).toSorted()).toEqual(['statement.json', 'statement.pdf'])
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
    const pdf = readFileSync(path.join(folder, 'statement.pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    // The runtime that users get writes the tags; the out-of-support one that stands in for it on a machine without a download cannot.
    const major = Number((await lead.electron.evaluate(() => process.versions.electron)).split('.')[0])
    for (const part of ['/StructTreeRoot', '/Marked true', '/Lang']) expect(pdf.includes(part), part).toBe(major >= 45)
    copyFileSync(path.join(folder, 'statement.pdf'), path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'screens', '108-statement.pdf'))
    const json = readFileSync(path.join(folder, 'statement.json'), 'utf8')
    const statement = AccessStatementSchema.parse(JSON.parse(json))
    expect(Buffer.from(canonicalBytes(statement)).toString('utf8'), 'canonical').toBe(json)
    expect(statement.reference).toBe(reference)
    for (const hidden of ['Hartfield', 'Okafor', 'Marsh', GOOD_REASON, WHY]) expect(json).not.toContain(hidden)

    await choose(lead, path.join(folder, 'no', 'such', 'folder.pdf'))
    await page.getByRole('button', { name: 'Save the PDF…' }).click()
    await expect(page.getByText('The file could not be written there.')).toBeVisible()
    expect(lead.electron.windows()).toHaveLength(1)
    await second.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Use of these tools' }).click()
    await expect(second.page().getByRole('cell', { name: 'Statements for residents' }).first()).toBeVisible()
    await lookAt(second, '107-tool-use')
    expect([...lead.complaints, ...second.complaints]).toEqual([])
  })
})
