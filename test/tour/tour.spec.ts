import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrol, enrolAndUnlock, expectWorklist, lock, PASSPHRASE, signIn } from '../support/screens/access-screens'
import { Album } from './album'
import { figuresAsText, isWithinLimit, type CallFigures } from './call-figures'
import { CALLS } from './calls'
import { Desk } from './desk'
import { SUPERVISOR_MORNING } from './supervisor-morning'

test.describe.serial('the tour', () => {
  const album = new Album(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/tour')
  const figures: CallFigures[] = []
  const complaints: string[] = []
  let officer: CasementApp
  test.beforeAll(async () => {
    officer = await startCasement()
  })
  test.afterAll(async () => {
    await officer?.close()
    process.stdout.write(`\n${figuresAsText(figures)}${album.finish(figures)} pictures\n`)
  })

  test('the officer starts the day', async () => {
    const desk = new Desk(officer, album)
    album.begin('Starting the day', 'A new laptop, the officer\'s first morning with it.')
    await expect(desk.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await desk.picture('Sign in', 'Signing in happens in the council\'s own browser and with the council\'s own account.')
    await signIn(desk.page())
    await desk.page().getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await desk.picture('Enrol this laptop', 'A passphrase of their own opens the encrypted records on this laptop, and nothing without it.')
    await enrol(desk.page())
    await expectWorklist(desk.page())
    await expect(desk.page().getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
    await expect(desk.page().getByRole('row').nth(3)).toBeVisible()
    await desk.picture('Worklist', 'References, risk, duty clock and debts; no names. Most calls are answered from here.')
  })

  for (const { title, story, take } of CALLS) {
    test(title, async () => {
      const desk = new Desk(officer, album)
      album.begin(title, story)
      await take(desk)
      figures.push(desk.figures(title))
    })
  }

  test('the officer ends the morning', async () => {
    const desk = new Desk(officer, album)
    album.begin('The end of the morning', 'What was opened stands in the officer\'s own list, and the laptop is left locked.')
    await desk.hand.press('g', 'm')
    await expect(desk.page().getByText('Proved in the ledger', { exact: false }).first()).toBeVisible({ timeout: 30_000 })
    await desk.picture('My reveals', 'Eight calls, and this is all that was opened. Each has its reason and its proof.')
    await lock(officer)
    await desk.picture('Locked', 'Locked: the keys and every decrypted row have left the memory.')
    complaints.push(...officer.complaints)
  })

  test('a morning as supervisor', async () => {
    await officer.close() // two windows on one screen take the focus from each other, and details are covered without it
    const supervisor = await startCasement({ persona: 'supervisor' })
    try {
      await enrolAndUnlock(supervisor)
      const desk = new Desk(supervisor, album)
      album.begin('A morning as supervisor', 'The supervisor of the team looks after its households, and after its reveals.')
      for (const { title, caption, go } of SUPERVISOR_MORNING) {
        await test.step(title, async () => {
          await go(desk)
          await desk.picture(title, caption)
        })
      }
      complaints.push(...supervisor.complaints)
    } finally {
      await supervisor.close()
    }
  })

  test('every call is answered within the limit, and nothing made the page complain', () => {
    expect(figures).toHaveLength(CALLS.length)
    expect(figures.filter((call) => !isWithinLimit(call)).map(({ title }) => title)).toEqual([])
    expect(complaints).toEqual([])
  })
})
