import { closePage } from '../../service/hub/domain/feed-lines'
import { codesOf, DISTRICTS, DOMAINS, DUTY_KINDS, RISK_BANDS, RISK_FACTORS } from '../../shared/model/codes'
import type { WorklistRow } from '../../shared/model/household'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import type { Answer } from '../support/fault-proxy'
import { enrol, enrolAndUnlock, expectWorklist, signIn } from '../support/screens/access-screens'
import { find, findHousehold, householdReference, openFind } from '../support/screens/find-screen'
import { hostFacts } from '../support/service-control'
import { activeFilters, allRows, chooseView, expectCount, openWorklist, selectedReference, shownReferences, worklistGrid } from '../support/screens/worklist-screen'

const FIRST_PAGE = 20
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
const inDays = (days: number): string => new Date(Date.parse(`${today()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A page of the feed with some of its lines, closed as the hub closes one. */
const feedPage = (lines: readonly string[], after: string | null, next: string | null): Buffer =>
  closePage(lines.map((text) => ({ text })), { after, next, more: next !== null }).held

/** The hub's one page of households cut in two: the second is given only when `until` is fulfilled. */
function inTwoPages(until: Promise<unknown>): (answer: Answer, asked: Buffer) => Promise<Answer> {
  let whole: Answer | null = null
  const linesOf = (answer: Answer): string[] => answer.body.toString().trimEnd().split('\n').slice(0, -1)
  return async (answer, asked) => {
    if (whole === null || !asked.toString().includes('second-page')) {
      whole = answer
      return { ...answer, body: feedPage(linesOf(answer).slice(0, FIRST_PAGE), null, 'second-page') }
    }
    await until
    return { ...whole, body: feedPage(linesOf(whole).slice(FIRST_PAGE), 'second-page', null) }
  }
}

test.describe.serial('the worklist', () => {
  let app: CasementApp
  let rows: readonly WorklistRow[] = []
  test.beforeAll(async () => {
    app = await startCasement()
  })
  test.afterAll(() => app?.close())

  test('is usable after the first page of the first sync, and complete after the last', async ({ proxies }) => {
    const page = app.page()
    let release = (): void => undefined
    const until = new Promise<void>((resolve) => { release = resolve })
    proxies.hub.set({ kind: 'rewrite', rewrite: inTwoPages(until) }, '/sync/households')
    await signIn(page)
    await enrol(page)
    await expectWorklist(page)
    await chooseView(page, 'All')
    await expectCount(page, FIRST_PAGE, FIRST_PAGE)
    await expect(page.getByText(/Fetching your households: 20 of \d+\. You can work with those already here\./)).toBeVisible()
    await expect.poll(async () => (await shownReferences(page)).length).toBeGreaterThan(0)
    const [first = ''] = await shownReferences(page)
    await worklistGrid(page).press('Enter')
    expect(await householdReference(page)).toBe(first)

    release()
    await expect(page.getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
    await openWorklist(page)
    rows = await allRows(page)
    expect(rows.length).toBeGreaterThan(FIRST_PAGE)
    expect(rows.length).toBeLessThan((await hostFacts()).households) // the team's, never the county
    await expectCount(page, rows.length, rows.length)
    await expect(page.getByText('Fetching your households')).toHaveCount(0)
  })

  const isIn = (values: readonly string[], value: string): boolean => values.includes(value)
  const checkboxes: readonly (readonly [group: string | null, words: string, fits: (row: WorklistRow) => boolean])[] = [
    [null, 'Due today or overdue', (row) => row.nextAction !== null && row.nextAction.dueOn <= today()],
    ...codesOf(RISK_BANDS).map((band) => [null, RISK_BANDS[band], (row: WorklistRow) => row.band === band] as const),
    ...codesOf(DUTY_KINDS).map((duty) => ['Duty', DUTY_KINDS[duty], (row: WorklistRow) => row.duty === duty] as const),
    ...codesOf(RISK_FACTORS).map((factor) => ['Factors', RISK_FACTORS[factor], (row: WorklistRow) => isIn(row.factors, factor)] as const),
    ...codesOf(DOMAINS).filter((domain) => domain !== 'open-data').map((domain) => ['Known to', DOMAINS[domain], (row: WorklistRow) => isIn(row.knownTo, domain)] as const),
  ]
  const choices: readonly (readonly [label: string, value: string, fits: (row: WorklistRow) => boolean])[] = [
    ...[0, 7, 14, 28].map((days) => ['Duty clock', String(days), (row: WorklistRow) => row.dutyDueOn !== null && row.dutyDueOn <= inDays(days)] as const),
    ...[50_000, 100_000, 250_000, 500_000].map((pence) => ['Owes in all', String(pence), (row: WorklistRow) => row.debtTotalPence >= pence] as const),
    ...[30, 90, 180].map((days) => ['No contact for', String(days), (row: WorklistRow) => row.lastContactOn === null || row.lastContactOn <= inDays(-days)] as const),
  ]

  test('every filter shows exactly the households that fit, and the count follows', async () => {
    const page = app.page()
    const filters = page.getByRole('form', { name: 'Filters' })
    let narrowed = 0
    const judge = async (fits: (row: WorklistRow) => boolean): Promise<void> => {
      const expected = rows.filter(fits).map(({ reference }) => reference)
      await expectCount(page, expected.length, rows.length)
      if (expected.length === 0) await expect(page.getByText('No household matches these filters')).toBeVisible()
      else {
        for (const reference of await shownReferences(page)) expect(expected).toContain(reference)
      }
      if (expected.length > 0 && expected.length < rows.length) narrowed += 1
    }
    for (const [label, value, fits] of choices) {
      await filters.getByLabel(label, { exact: true }).selectOption(value)
      await judge(fits)
      await filters.getByLabel(label, { exact: true }).selectOption('')
    }
    for (const [group, words, fits] of checkboxes) {
      if (group !== null) await filters.locator('details').filter({ has: page.locator('summary', { hasText: group }) }).evaluate((details) => { (details as HTMLDetailsElement).open = true })
      const box = filters.getByLabel(words, { exact: true })
      await box.check()
      await judge(fits)
      await box.uncheck()
    }
    const districts = [...new Set(rows.map(({ district }) => district))]
    for (const district of districts) {
      await filters.getByLabel('District', { exact: true }).selectOption(district)
      await judge((row) => row.district === district)
      await filters.getByLabel('District', { exact: true }).selectOption('')
    }
    for (const typed of [rows[0]?.reference.slice(0, 2).toLowerCase() ?? '', rows[1]?.reference.replace('-', ' – ') ?? '', 'O']) {
      await filters.getByLabel('Reference starts with').fill(typed)
      await judge((row) => row.reference.startsWith(typed.toUpperCase().replace(' – ', '-')))
      await filters.getByLabel('Reference starts with').fill('')
    }
    const wards = [...new Map(rows.map(({ district, ward }) => [`${district}/${ward}`, { district, ward }])).values()]
    await filters.locator('summary', { hasText: 'Ward' }).click()
    for (const { district, ward } of wards) {
      const box = filters.getByRole('group', { name: DISTRICTS[district] }).getByLabel(ward, { exact: true })
      await box.check()
      await judge((row) => row.district === district && row.ward === ward)
      await box.uncheck()
    }
    await expectCount(page, rows.length, rows.length)
    const tried = choices.length + checkboxes.length + wards.length + districts.length + 3
    expect(narrowed).toBeGreaterThan(tried / 2)
    process.stdout.write(`worklist: ${tried} filter choices shown exactly, ${narrowed} of them with some households but not all\n`)
  })

  test('several values of one filter widen, several filters narrow, each chip goes by itself, clear all empties', async () => {
    const page = app.page()
    const filters = page.getByRole('form', { name: 'Filters' })
    await filters.getByLabel('High', { exact: true }).check()
    await filters.getByLabel('Severe', { exact: true }).check()
    const isAtRisk = ({ band }: WorklistRow): boolean => band === 'high' || band === 'severe'
    await expectCount(page, rows.filter(isAtRisk).length, rows.length)
    await filters.getByLabel('Owes in all', { exact: true }).selectOption('250000')
    await expectCount(page, rows.filter((row) => isAtRisk(row) && row.debtTotalPence >= 250_000).length, rows.length)
    await expect(activeFilters(page)).toHaveCount(3)
    await activeFilters(page).filter({ hasText: 'High risk' }).getByRole('button').click()
    await expectCount(page, rows.filter((row) => row.band === 'severe' && row.debtTotalPence >= 250_000).length, rows.length)
    await page.getByRole('button', { name: 'Clear all', exact: true }).click()
    await expect(activeFilters(page)).toHaveCount(0)
    await expectCount(page, rows.length, rows.length)
  })

  const bands = codesOf(RISK_BANDS)
  const sorts: readonly (readonly [words: string, key: (row: WorklistRow) => string | number])[] = [
    ['Highest risk first', (row) => -bands.indexOf(row.band)],
    ['Most owed first', (row) => -row.debtTotalPence],
    ['Longest without contact first', (row) => row.lastContactOn ?? '0000-01-01'],
    ['Most urgent first', (row) => [row.dutyDueOn ?? '9999-12-31', row.nextAction?.dueOn ?? '9999-12-31'].toSorted()[0] ?? ''],
  ]
  for (const [words, key] of sorts) {
    test(`sorts: ${words.toLowerCase()}`, async () => {
      const page = app.page()
      await page.getByLabel('Sort by').selectOption({ label: words })
      const best = rows.map(key).toSorted((a, b) => (a < b ? -1 : Number(a > b)))
      const keysShown = async (): Promise<(string | number)[]> =>
        (await shownReferences(page)).flatMap((reference) => rows.filter((row) => row.reference === reference).map(key))
      await expect.poll(async () => {
        const shown = await keysShown()
        return shown.length > 10 && JSON.stringify(shown) === JSON.stringify(best.slice(0, shown.length))
      }).toBe(true)
    })
  }

  test('all goes by keyboard, and filter, sort and place are remembered after a household', async () => {
    const page = app.page()
    await worklistGrid(page).focus()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Due today or overdue')).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space') // the second band from the top: High
    const high = rows.filter(({ band }) => band === 'high')
    await expectCount(page, high.length, rows.length)
    await page.getByLabel('Sort by').focus()
    await page.keyboard.type('Most owed')
    await expect(page.getByLabel('Sort by')).toHaveValue('debt')
    const byDebt = high.toSorted((a, b) => b.debtTotalPence - a.debtTotalPence)
    await page.keyboard.press('Tab') // the chip
    await page.keyboard.press('Tab') // clear all
    await page.keyboard.press('Tab') // keep these filters as my default
    await page.keyboard.press('Tab')
    await expect(worklistGrid(page)).toBeFocused()
    await page.keyboard.press('End')
    await expect(selectedReference(page)).toHaveText(byDebt.at(-1)?.reference ?? '')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('k')
    const chosen = byDebt.at(-3)?.reference ?? ''
    await expect(selectedReference(page)).toHaveText(chosen)
    await page.keyboard.press('Enter')
    expect(await householdReference(page)).toBe(chosen)

    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await expect(selectedReference(page)).toHaveText(chosen)
    await expect(selectedReference(page)).toBeInViewport()
    await expect(worklistGrid(page)).toBeFocused()
    await expect(page.getByLabel('Sort by')).toHaveValue('debt')
    await expectCount(page, high.length, rows.length)

    await page.keyboard.press('Home')
    await expect(selectedReference(page)).toHaveText(byDebt[0]?.reference ?? '')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0)
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  })

  test('a contact from another laptop of the officer is there after a sync', async () => {
    const reference = rows.find(({ nextAction }) => nextAction === null)?.reference ?? ''
    const other = await startCasement()
    try {
      const there = await enrolAndUnlock(other)
      await findHousehold(there, { reference })
      await there.getByRole('button', { name: 'Add contact outcome' }).click()
      await there.getByLabel('Contact by').selectOption('phone')
      await there.getByLabel('Outcome', { exact: true }).selectOption('no-answer')
      await there.getByLabel('Next action', { exact: true }).selectOption('call-back')
      await there.getByRole('button', { name: 'Tomorrow' }).click()
      await there.getByRole('button', { name: 'Save contact' }).click()
      await expect(there.getByText('Saved on this laptop.')).toBeVisible()
      await expect(there.getByText('Waiting to send', { exact: true })).toHaveCount(0, { timeout: 30_000 })
    } finally {
      await other.close()
    }
    const page = app.page()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sync' }).click()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect.poll(async () => (await allRows(page)).find((row) => row.reference === reference)?.nextAction?.kind).toBe('call-back')
    await openFind(page)
    await find(page, { reference })
    expect(await householdReference(page)).toBe(reference)
    await expect(page.getByRole('list', { name: 'Contact log' })).toContainText('No answer')
    await openWorklist(page)
    // Read again: a contact may take the factor "no contact" away, and the household out of its band.
    const now = await allRows(page)
    await expectCount(page, now.filter(({ band }) => band === 'high').length, now.length)
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
