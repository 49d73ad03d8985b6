import type { Page } from '@playwright/test'
import pg from 'pg'
import { createRandom } from '../../service/demo/synthetic/random'
import { LedgerWitness } from '../integration/kill/ledger-witness'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock, unlock } from '../support/screens/access-screens'
import { findHousehold } from '../support/screens/find-screen'
import { fillStatement, openRevealDialog, revealed, submitStatement } from '../support/screens/reveal-screen'
import { asSuperuser, controlService, hostFacts } from '../support/service-control'

const KILLS = 20
const SEED = 1
const TARGETS = ['hub', 'vault', 'store', 'app'] as const
type Target = (typeof TARGETS)[number]

test.describe.serial('killed at any point between decision, ledger and display, the app shows nothing that the ledger does not hold', () => {
  let app: CasementApp
  let hub: pg.Client
  let witness: LedgerWitness

  test.beforeAll(async () => {
    const { databases, dataDir } = await hostFacts()
    hub = new pg.Client({ connectionString: databases.hub })
    await hub.connect()
    witness = new LedgerWitness(hub, dataDir)
    await forgetCaps()
    app = await startCasement({ persona: 'outreach' })
    await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
  })
  test.afterAll(async () => {
    await app?.close()
    await hub?.end()
  })

  /** What was decided until now counts no more against the caps of an hour or a day. */
  const forgetCaps = async (): Promise<void> => {
    await asSuperuser('hub', (client) => client.query("update reveal_decisions set decided_at = decided_at - interval '25 hours'"))
    await asSuperuser('hub', (client) => client.query("update lookup_decisions set decided_at = decided_at - interval '25 hours'"))
    await asSuperuser('vault', (client) => client.query("update releases set released_at = released_at - interval '25 hours'"))
    await asSuperuser('vault', (client) => client.query("update lookups set answered_at = answered_at - interval '25 hours'"))
  }

  const kill = async (target: Target): Promise<void> => {
    if (target === 'app') return void app.electron.process().kill('SIGKILL')
    if (target !== 'store') return controlService(target, 'kill')
    const pid = await app.electron.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Casement store')?.pid ?? null)
    if (pid === null) throw new Error('the store process is not there')
    await app.replaced(async () => process.kill(pid, 'SIGKILL'))
  }

  /** Until the reveal has come to its end: details, a refusal in words, or a window that is gone. Answers whether details were shown. */
  const settled = (page: Page): Promise<boolean> =>
    Promise.race([
      revealed(page).waitFor({ timeout: 60_000 }).then(() => true, () => false),
      page.getByRole('dialog').getByRole('alert').first().waitFor({ timeout: 60_000 }).then(() => false, () => false),
    ])

  /** How long an untouched reveal takes here, from the key that is pressed to the details that are painted: kills are spread over it and a little beyond. */
  const usualMs = async (): Promise<number> => {
    const page = app.page()
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog)
    const start = performance.now()
    await submitStatement(dialog)
    await revealed(page).waitFor()
    const took = performance.now() - start
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    return took
  }

  const carryOn = async (target: Target): Promise<void> => {
    if (target === 'hub' || target === 'vault') {
      await controlService(target, 'start')
      const again = app.page().getByRole('button', { name: 'Re-mask now' })
      if (await again.isVisible()) await again.click()
      return app.page().getByRole('button', { name: 'Close', exact: true }).click()
    }
    if (target === 'app') app = await startCasement({ persona: 'outreach', profile: app.profile })
    await unlock(app.page())
    await findHousehold(app.page(), SCRIPTED.councilTax)
  }

  test(`${KILLS} kills: hub, vault, store process and the whole app`, async ({ proxies }) => {
    test.setTimeout(900_000)
    const random = createRandom(SEED, 'kills')
    const usual = Math.min(await usualMs(), await usualMs())
    const counts = { hub: 0, vault: 0, store: 0, app: 0, shown: 0, 'not shown': 0 }
    for (let n = 0; n < KILLS; n += 1) {
      const target = TARGETS[n % TARGETS.length] ?? 'hub'
      const page = app.page()
      const dialog = await openRevealDialog(page)
      await fillStatement(dialog)
      proxies.hub.forget()
      const end = settled(page)
      await submitStatement(dialog)
      await new Promise((resolve) => setTimeout(resolve, random.next() * usual * 2.5))
      await kill(target)
      const isShown = await end
      const asked = proxies.hub.passed.findLast(({ path }) => path === '/reveals')
      counts[target] += 1
      counts[isShown ? 'shown' : 'not shown'] += 1
      if (isShown) {
        const { signed } = JSON.parse(asked?.body.toString('utf8') ?? '{}') as { signed: { payload: { requestId: string } } }
        await witness.read()
        const [index, ...more] = witness.entriesOf(signed.payload.requestId)
        expect(index, `kill ${n} (${target}): shown without a durable entry`).toBeDefined()
        expect(more).toEqual([])
        expect(await witness.isProved(index ?? -1)).toBe(true)
      }
      await carryOn(target)
      if (n % 8 === 7) await forgetCaps()
    }
    process.stdout.write(`kills through real Electron: ${Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ')}; displays without a durable entry 0\n`)
    expect(counts.shown).toBeGreaterThan(0)
    expect(counts['not shown']).toBeGreaterThan(0)
    // Afterwards everything is as it was: a reveal opens.
    const dialog = await openRevealDialog(app.page())
    await fillStatement(dialog)
    await submitStatement(dialog)
    await expect(revealed(app.page())).toBeVisible()
  })
})
