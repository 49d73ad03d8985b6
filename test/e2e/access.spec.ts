import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrol, expectWorklist, lock, PASSPHRASE, signIn, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'

test.describe.serial('from signing in to starting again', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement()
  })
  test.afterAll(() => app?.close())

  test('the officer signs in through the system browser at the pinned issuer', async () => {
    const page = app.page()
    await expectAccessible(page, 'sign in')
    await signIn(page)
    const opened = app.profile.opened()
    expect(opened).toHaveLength(1)
    expect(new URL(opened[0] ?? '').pathname).toBe('/auth')
  })

  test('a weak passphrase is refused with words that help', async () => {
    const page = app.page()
    await expectAccessible(page, 'enrol')
    await enrol(page, 'password1')
    await expect(page.getByRole('alert')).toBeVisible()
    await expectAccessible(page, 'enrol, refused')
  })

  test('a good passphrase enrols the laptop and the worklist fills', async () => {
    const page = app.page()
    await enrol(page)
    await expectWorklist(page)
    await expect(page.getByText(/of \d+ households/)).toBeVisible()
    await expect(page.getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
  })

  test('a lock takes the window away and asks for the passphrase; a wrong one opens nothing and erases nothing', async () => {
    const page = await lock(app)
    await expectAccessible(page, 'unlock')
    await unlock(page, 'wrong lantern yonder pickle')
    await expect(page.getByText(/That passphrase does not open this laptop/).first()).toBeVisible()
    await expectAccessible(page, 'unlock, wrong passphrase')
    for (let attempt = 0; attempt < 4; attempt++) {
      if (await page.getByText('Too many wrong passphrases in a row').isVisible()) break
      await unlock(page, 'wrong lantern yonder pickle')
      await expect(page.getByText(/That passphrase does not open|Too many wrong/).first()).toBeVisible()
      await expect(page.getByRole('button', { name: 'Opening…' })).toHaveCount(0)
    }
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeEnabled({ timeout: 60_000 })
    await unlock(page)
    await expectWorklist(page)
  })

  test('closing the app and starting it again keeps the data and stays locked', async () => {
    const { profile } = app
    await app.close()
    app = await startCasement({ profile })
    await expect(app.page().getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
    const answer = await app.page().evaluate(() => window.casement.household.listWards({}))
    expect(answer).toMatchObject({ ok: false, error: { code: 'ACCESS_LOCKED' } })
    await unlock(app.page(), PASSPHRASE)
    await expectWorklist(app.page())
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
