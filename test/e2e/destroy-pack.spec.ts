import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { NO_FILTERS } from '../../shared/ipc/household-contract'
import { uuidV7 } from '../../shared/model/uuid-v7'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { enrolAndUnlock, expectWorklist, lock, unlock } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { takePicture } from '../support/screens/look-at'
import { revealed } from '../support/screens/reveal-screen'

const WORDS = 'Nobody in, left the letter about the plan'
const HOUR_MS = 3_600_000

test.describe.serial('a visit pack destroyed by hand, with the network cut', () => {
  let worker: CasementApp
  let supervisor: CasementApp
  const requestId = uuidV7(Date.now(), randomBytes(10))
  const folder = path.join(process.env.CASEMENT_E2E_OUTPUT ?? 'test-results/e2e', 'destroy-pack')
  test.beforeAll(async () => {
    ;[worker, supervisor] = [await startCasement(), await startCasement({ persona: 'supervisor' })]
    for (const app of [worker, supervisor]) await enrolAndUnlock(app)
  })
  test.afterAll(async () => {
    for (const app of [worker, supervisor]) await app?.close()
  })

  const look = async (name: string): Promise<void> => {
    for (const size of [[1920, 1080], [1366, 768]] as const) await takePicture(worker.page(), folder, name, size)
    await expectAccessible(worker.page(), name)
  }
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await worker.page().keyboard.press(key)
  }
  const button = () => worker.page().getByRole('button', { name: /^Destroy Home visit/ })
  const dialog = () => worker.page().getByRole('alertdialog', { name: 'Destroy this pack now?' })

  test('it is asked for, approved and packed', async () => {
    // By hand in visits.spec; here through the bridge, as the forms call it.
    const [from, until] = [-1, 6].map((hours) => new Date(Date.now() + hours * HOUR_MS).toISOString())
    const asked = await worker.page().evaluate(async ({ requestId, filters, from, until }) => {
      const { household, reveal, visitPack } = window.casement
      const [list, purposes] = [await household.listWorklist({ view: 'team', filters, sort: 'urgency', after: null, limit: 80 }), await reveal.listPurposes({})]
      if (!list.ok || !purposes.ok) return 'not read'
      const purpose = purposes.value.purposes.find(({ code }) => code === 'home-visit')
      const rows = list.value.rows.filter(({ isProtected }) => !isProtected)
      const homes = rows.filter(({ district }) => district === rows[0]?.district).slice(0, 2)
      if (purpose === undefined) return 'no purpose'
      const visits = homes.map(({ householdId }) => ({ householdId, reason: 'To agree the repayment plan in person' }))
      const answer = await visitPack.ask({ requestId, visits, whom: 'contactable', purpose: purpose.code, wordingHash: purpose.wordingHash, fieldGroups: ['identity', 'address', 'contact'], outing: { from, until, windowMinutes: 60 }, pack: null })
      return answer.ok ? answer.value.state : answer.error.code
    }, { requestId, filters: NO_FILTERS, from: from ?? '', until: until ?? '' })
    expect(asked).toBe('waiting')
    await supervisor.page().keyboard.press('g')
    await supervisor.page().keyboard.press('a')
    const pack = supervisor.page().getByRole('region', { name: /^Visit pack of 2 households by Amara Okafor/ })
    await pack.getByRole('button', { name: /^Approve/ }).click()
    await supervisor.page().getByRole('dialog', { name: 'Approve this visit pack' }).getByRole('button', { name: 'Approve' }).click()
    await expect(supervisor.page().getByText('Visit pack approved. Amara Okafor is told at once.')).toBeVisible()
    await press('g', 'x')
    await worker.page().getByRole('button', { name: /^Pack Home visit/ }).click({ timeout: 20_000 })
    await expect(worker.page().getByText('4 of 4 permits sealed on this laptop.')).toBeVisible({ timeout: 60_000 })
  })

  test('by the keyboard: what will happen is said, Escape keeps it and gives the focus back', async ({ proxies }) => {
    for (const proxy of [proxies.hub, proxies.vault]) proxy.set({ kind: 'refuse' })
    const page = worker.page()
    await page.getByRole('button', { name: /^Go to the outing/ }).click()
    await expect(page.getByText('Stop 1 of 2')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show the address' })).toBeEnabled()
    await press('c')
    await page.getByLabel('Contact by').selectOption({ index: 1 })
    await page.getByLabel('Outcome', { exact: true }).selectOption({ index: 1 })
    await page.getByLabel(/^Note/).fill(WORDS)
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByText('Stop 2 of 2')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Show the address' })).toBeEnabled()
    await press('r')
    await expect(revealed(page)).toBeVisible({ timeout: 20_000 })
    await button().focus()
    await press('Enter')
    await expect(dialog()).toContainText('can no longer be opened')
    await expect(dialog()).toContainText('3 permits of 4')
    await look('1-asked')
    await press('Escape')
    await expect(dialog()).toHaveCount(0)
    await expect(button()).toBeFocused()
  })

  test('destroyed: nothing stays on the screen, nothing opens, what was written waits to be sent', async ({ proxies }) => {
    for (const proxy of [proxies.hub, proxies.vault]) proxy.set({ kind: 'refuse' })
    const page = worker.page()
    await press('Enter')
    await dialog().getByRole('button', { name: 'Destroy the pack' }).focus()
    await press('Enter')
    await expect(page.getByText(/^You destroyed this pack at/)).toBeVisible()
    await expect(revealed(page)).toHaveCount(0)
    await expect(page.getByRole('heading', { name: /^Visits: / })).toBeFocused()
    for (const name of ['Show the address', 'Show details again']) await expect(page.getByRole('button', { name })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Record the outcome' })).toBeEnabled()
    await look('2-destroyed')
    await page.getByRole('button', { name: '‹ Visits' }).click()
    await expect(page.getByText(/^Destroyed on this laptop by you/)).toBeVisible()
    await expect(page.getByText('The central service cannot be reached.').first()).toBeVisible({ timeout: 30_000 })
    await expect(button()).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Pack Home visit/ })).toHaveCount(0)
    await look('3-visits')
    await lock(worker)
    await unlock(worker.page())
    await expectWorklist(worker.page())
    await press('g', 'x')
    await expect(worker.page().getByText(/^Destroyed on this laptop by you/)).toBeVisible({ timeout: 30_000 })
  })

  test('back with a connection each permit is accounted for, and the note has arrived', async () => {
    const page = worker.page()
    await expect.poll(async () => {
      await press('g', 'w')
      await expectWorklist(page)
      await press('g', 'x')
      await expect(page.getByRole('heading', { name: 'Visits', exact: true })).toBeVisible()
      return page.getByText('Permits: 1 opened; 3 destroyed unopened.').count()
    }, { timeout: 90_000 }).toBe(1)
    const outbox = await page.evaluate(() => window.casement.sync.listOutbox({}))
    expect(outbox).toEqual({ ok: true, value: { items: [] } })
    // Destroyed here, it is still approved; with a connection it can be cancelled as any pack. Other specs' packs stand in the same list.
    await page.getByRole('button', { name: /^Cancel Home visit/ }).first().click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the pack' }).click()
    await expect(page.getByRole('region', { name: 'Over' })).toBeVisible({ timeout: 20_000 })
    for (const app of [worker, supervisor]) expect(app.complaints).toEqual([])
  })
})
