import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { find, findAnswer, findHousehold, householdReference, openFind } from '../support/screens/find-screen'
import { expectNowhere } from '../support/screens/reveal-screen'
import { asSuperuser, hostFacts } from '../support/service-control'

const counted = async (app: CasementApp): Promise<{ matching: number; total: number }> => {
  const words = await app.page().locator('.worklist__count').innerText()
  const [, matching = '', total = ''] = /([\d,]+) of ([\d,]+) households/.exec(words) ?? []
  return { matching: Number(matching.replace(',', '')), total: Number(total.replace(',', '')) }
}

test.describe('the worklist and Find', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement({ persona: 'supervisor' })
    await enrolAndUnlock(app)
  })
  test.afterAll(() => app?.close())
  test.beforeEach(async () => {
    await app.page().getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Worklist' }).click()
    const clear = app.page().getByRole('button', { name: 'Clear all', exact: true })
    if (await clear.isVisible()) await clear.click()
  })

  test('the first sync brings the households of the team, and never the whole county', async () => {
    await expect.poll(async () => (await counted(app)).total).toBeGreaterThanOrEqual(9)
    const { matching, total } = await counted(app)
    expect(matching).toBe(total)
    expect(total).toBeLessThan((await hostFacts()).households)
    await expect(app.page().getByRole('grid', { name: 'Households' })).toBeFocused()
    await expectAccessible(app.page(), 'worklist')
  })

  test('filters narrow it, stand as chips, and go away again', async () => {
    const page = app.page()
    await expect.poll(async () => (await counted(app)).total).toBeGreaterThanOrEqual(9)
    const before = await counted(app)
    await page.getByLabel('Owes in all').selectOption('100000')
    await expect.poll(async () => (await counted(app)).matching).toBeLessThan(before.matching)
    await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')).toHaveCount(1)
    await page.getByLabel('Severe').check()
    await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')).toHaveCount(2)
    await expectAccessible(page, 'worklist, filtered')
    await page.getByRole('button', { name: 'Clear all', exact: true }).click()
    await expect.poll(() => counted(app)).toEqual(before)
  })

  test('everything goes by keyboard: down, open, back, and the place is kept', async () => {
    const page = app.page()
    const grid = page.getByRole('grid', { name: 'Households' })
    await grid.focus()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    const selected = await grid.locator('[aria-selected=true] .reference').innerText()
    await page.keyboard.press('Enter')
    expect(await householdReference(page)).toBe(selected)
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await expect(grid.locator('[aria-selected=true] .reference')).toHaveText(selected)
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
    await page.keyboard.press('Escape')
  })

  test('Find: a caller is found by two details, by one account number, and by the reference', async () => {
    const page = app.page()
    const byName = await findHousehold(page, { name: SCRIPTED.councilTax.name, dateOfBirth: SCRIPTED.councilTax.dateOfBirth })
    expect(await findHousehold(page, { accountNumber: SCRIPTED.councilTax.accountNumber })).toBe(byName)
    expect(await findHousehold(page, { reference: byName.toLowerCase().replaceAll('-', ' ') })).toBe(byName)
    await expectNowhere(page, ['Hartfield', '79000001A'])
  })

  test('Find: two of one name are never listed: be more exact, with a count; the date of birth then decides', async () => {
    const page = app.page()
    await openFind(page)
    await find(page, SCRIPTED.twoOfOneName)
    await expect(findAnswer(page)).toContainText('Be more exact: 2 people match.')
    await expect(findAnswer(page)).toBeFocused()
    await expectAccessible(page, 'Find, be more exact')
    await find(page, SCRIPTED.father)
    await householdReference(page)
  })

  test('Find: somebody unknown is not known; too little and nonsense are said in words', async () => {
    const page = app.page()
    await openFind(page)
    await expectAccessible(page, 'Find')
    await find(page, SCRIPTED.nobody)
    await expect(findAnswer(page)).toContainText('Not known with these details.')
    await find(page, { name: 'Denise Hartfield' })
    await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeVisible()
    await find(page, { name: 'Denise Hartfield', dateOfBirth: ['31', '2', '1978'] })
    await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeVisible()
    await expectAccessible(page, 'Find, refused')
  })

  test('what the caller gave reached the vault alone: not a byte of it went to the hub', async ({ proxies }) => {
    proxies.hub.forget()
    proxies.vault.forget()
    await findHousehold(app.page(), SCRIPTED.safeguarding)
    const sent = (calls: typeof proxies.hub.passed): string => calls.map(({ body, path, headers }) => body.toString() + path + JSON.stringify(headers)).join('\n')
    expect(sent(proxies.vault.passed)).toContain('Thistlewood')
    expect(sent(proxies.hub.passed)).not.toContain('Thistlewood')
    const lookups = await asSuperuser('hub', async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM lookup_decisions')).rows[0]?.n ?? 0)
    expect(lookups).toBeGreaterThanOrEqual(5)
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
