import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import type { Proxies } from '../support/e2e-proxies'
import { jsonAnswer, type Fault } from '../support/fault-proxy'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, enrolAndUnlock, expectWorklist, lock, signIn, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { findAnswer, find, findHousehold, householdReference, openFind } from '../support/screens/find-screen'
import { revealed, stateNeed } from '../support/screens/reveal-screen'
import { asSuperuser, controlService } from '../support/service-control'

/** What a hotel's network answers before somebody has paid. */
const wifiPage = (status: number): Fault => ({ kind: 'answer', answer: { status, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Welcome to the hotel wifi</h1>') } })

const NOTE = 'Agreed to ring back after the school run'

test.describe.serial('without a connection', () => {
  let app: CasementApp
  let reference = ''
  test.beforeAll(async () => {
    app = await startCasement({ persona: 'supervisor' })
    reference = await findHousehold(await enrolAndUnlock(app), SCRIPTED.newPhone)
  })
  test.afterAll(async () => {
    await app?.close()
    await controlService('hub', 'start')
  })

  const openByReference = async (): Promise<void> => {
    await openFind(app.page())
    await find(app.page(), { reference })
    expect(await householdReference(app.page())).toBe(reference)
  }
  const contactsOf = () => asSuperuser('hub', async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM contacts')).rows[0]?.n ?? 0)
  const writeContact = async (note: string): Promise<void> => {
    const page = app.page()
    await page.getByRole('button', { name: 'Add contact outcome' }).click()
    await page.getByLabel('Contact by').selectOption('phone')
    await page.getByLabel('Outcome', { exact: true }).selectOption('no-answer')
    await page.getByLabel('Note (optional)').fill(note)
  }

  test('the hub is stopped: a banner says so, and reading and filtering go on', async () => {
    const page = app.page()
    await controlService('hub', 'kill')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText('You are offline.')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page, 'sync status, offline')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
    await page.getByLabel('Owes in all').selectOption('50000')
    await expect(page.getByText(/of \d+ households/)).toBeVisible()
    await page.getByRole('button', { name: 'Clear all', exact: true }).click()
    await openByReference()
  })

  test('Find says that it needs a connection, and a reveal is refused in words', async () => {
    const page = app.page()
    const dialog = await stateNeed(page)
    await expect(dialog.getByRole('alert')).toContainText('Details can only be revealed with a connection.')
    await expect(dialog.getByRole('alert')).toContainText('Code REVEAL_OFFLINE')
    await expect(revealed(page)).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await openFind(page)
    await expect(page.getByText('Find needs a connection.').first()).toBeVisible()
    await find(page, SCRIPTED.councilTax)
    await expect(findAnswer(page)).toContainText('Code FIND_OFFLINE')
    await expectAccessible(page, 'Find, offline')
  })

  test('a contact and its note are kept and wait', async () => {
    const page = app.page()
    await openByReference()
    await writeContact(NOTE)
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByText('Saved on this laptop.')).toBeVisible()
    await expect(page.getByText('Waiting to send', { exact: true })).toBeVisible()
    await expect(page.getByText(/\d+ waiting to send/)).toBeVisible()
  })

  test('a half-written entry survives a lock, and the waiting one a kill of the whole app', async () => {
    const page = app.page()
    await writeContact('Half a sentence, then the phone r')
    await expect(page.getByText(/Draft saved/)).toBeVisible()
    await unlock(await lock(app))
    await expectWorklist(app.page())
    await openByReference()
    await expect(app.page().getByText('Your unfinished entry was restored')).toBeVisible()
    await expect(app.page().getByLabel('Note (optional)')).toHaveValue('Half a sentence, then the phone r')
    await expectAccessible(app.page(), 'household, contact form restored')
    await app.page().getByRole('button', { name: 'Discard' }).click()

    const { profile } = app
    app.electron.process().kill('SIGKILL')
    await app.close()
    app = await startCasement({ profile })
    await unlock(app.page())
    await expectWorklist(app.page())
    await openByReference()
    await expect(app.page().getByText('Waiting to send', { exact: true })).toBeVisible()
  })

  test('a forgotten passphrase: starting again loses nothing that was not sent', async () => {
    const page = await lock(app)
    const before = await contactsOf()
    await page.getByRole('button', { name: /forgot/i }).click()
    await expectAccessible(page, 'forgotten passphrase')
    await page.getByRole('button', { name: 'Start again', exact: true }).click()
    await page.getByRole('button', { name: 'Yes, start again' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(page.getByText(/of unsent work (is|are) kept safe/)).toBeVisible()
    await controlService('hub', 'start')
    await signIn(page)
    await enrol(page, 'orchard kettle marble sandpiper')
    await expectWorklist(page)
    await expect.poll(contactsOf, { timeout: 60_000 }).toBe(before + 1)
    await openByReference()
    await expect(page.getByRole('list', { name: 'Contact log' })).toContainText('No answer', { timeout: 30_000 })
    await expect(page.getByText('Waiting to send', { exact: true })).toHaveCount(0)
  })

  test('with a connection what is written goes by itself', async () => {
    const page = app.page()
    const before = await contactsOf()
    await writeContact('Will call again tomorrow')
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect.poll(contactsOf, { timeout: 30_000 }).toBe(before + 1)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await expect(page.getByText('Everything you wrote has been sent.')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page, 'sync status')
  })

  for (const [what, act, words] of [
    ['an expired sign-in', (proxies) => proxies.hub.set({ kind: 'answer', answer: jsonAnswer(401, { code: 'ACCESS_TOKEN_EXPIRED', detail: {} }) }, '/sync'), 'Code ACCESS_TOKEN_EXPIRED'],
    ['rubbish instead of an answer', (proxies) => proxies.hub.set(wifiPage(500), '/sync'), 'Code HUB_RUBBISH'],
    ['rubbish instead of a page of changes', (proxies) => proxies.hub.set(wifiPage(200), '/sync'), 'Code SYNC_PAGE_TRUNCATED'],
    ['a page of changes without its end record', (proxies) => proxies.hub.set({ kind: 'rewrite', rewrite: (answer) => ({ ...answer, body: Buffer.from('') }) }, '/sync/changes'), 'Code SYNC_PAGE_TRUNCATED'],
  ] as const satisfies readonly (readonly [string, (proxies: Proxies) => void, string])[]) {
    test(`${what} is said in words, and the worklist stays as it was`, async ({ proxies }) => {
      const page = app.page()
      await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
      act(proxies)
      await page.getByRole('button', { name: 'Sync now' }).click()
      await expect(page.getByText(words).first()).toBeVisible({ timeout: 30_000 })
      proxies.heal()
      await page.getByRole('button', { name: 'Sync now' }).click()
      await expect(page.getByText('Up to date', { exact: true })).toBeVisible({ timeout: 30_000 })
      await expect(page.getByText('Not up to date.')).toHaveCount(0)
      await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
      await expect(page.getByText(/of \d+ households/)).toBeVisible()
    })
  }

  test('trouble that nobody asked about is said on every screen, until a round goes through by itself', async ({ proxies }) => {
    const page = app.page()
    await openByReference()
    proxies.hub.set(wifiPage(500), '/operations')
    await writeContact('Told her about the discretionary payment')
    await page.getByRole('button', { name: 'Save contact' }).click()
    const banner = page.getByRole('region', { name: 'Status' })
    await expect(banner).toContainText('Not up to date.', { timeout: 30_000 })
    await expect(banner).toContainText('Code HUB_RUBBISH')
    await expectAccessible(page, 'household, not up to date')
    proxies.heal()
    await expect(banner).toHaveCount(0, { timeout: 60_000 })
    await expect(page.getByText('Waiting to send', { exact: true })).toHaveCount(0)
  })

  test('a hub that hangs is named as slow, and the window answers meanwhile', async ({ proxies }) => {
    const page = app.page()
    proxies.hub.set({ kind: 'hang' })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
    await page.getByLabel('Owes in all').selectOption('50000')
    await expect(page.getByText(/of \d+ households/)).toBeVisible()
    await page.getByRole('button', { name: 'Clear all', exact: true }).click()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    // A round under way may hang first, then the one that was asked for: 20 s each.
    await expect(page.getByText('Code HUB_SLOW').first()).toBeVisible({ timeout: 80_000 })
    proxies.heal()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText('Up to date', { exact: true })).toBeVisible({ timeout: 45_000 })
  })
})
