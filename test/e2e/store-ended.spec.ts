import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { UtilityProcess } from 'electron'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { lookAt } from '../support/screens/look-at'

/** Stands in main for the tests: how often a store process was started, which is the last, and what is started in its place. */
interface Watch {
  starts: number
  last: UtilityProcess | null
  /** Null: the real one. */
  inItsPlace: string | null
}
const LONG_ENOUGH_MS = 3_000 // for half a dozen windows, as it once was

test.describe.serial('a store process that ends by itself', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement()
    await expect(app.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await app.electron.evaluate(({ utilityProcess }) => {
      const watch: Watch = { starts: 0, last: null, inItsPlace: null }
      const fork = utilityProcess.fork.bind(utilityProcess)
      utilityProcess.fork = (file, ...rest) => {
        watch.starts += 1
        watch.last = fork(watch.inItsPlace ?? file, ...rest)
        return watch.last
      }
      Object.assign(globalThis, { watch })
    })
  })
  test.afterAll(() => app?.close())

  const starts = (): Promise<number> => app.electron.evaluate(() => (globalThis as unknown as { watch: Watch }).watch.starts)
  const startInItsPlace = (file: string | null): Promise<void> =>
    app.electron.evaluate((_electron, given) => {
      (globalThis as unknown as { watch: Watch }).watch.inItsPlace = given
    }, file)
  /** The laptop wakes up: a lock, whatever is shown, and with it a fresh store process. */
  const lock = (): Promise<unknown> => app.replaced(() => app.electron.evaluate(({ powerMonitor }) => (powerMonitor as NodeJS.EventEmitter).emit('suspend')))
  const crash = (): Promise<unknown> =>
    app.replaced(() => app.electron.evaluate(() => process.kill((globalThis as unknown as { watch: Watch }).watch.last?.pid ?? 0, 'SIGKILL')))

  /** The window that is shown stays the one window, and nothing is started behind it. */
  async function expectStill(startedSoFar: number): Promise<void> {
    const page = app.page()
    await page.waitForTimeout(LONG_ENOUGH_MS)
    expect(page.isClosed()).toBe(false)
    expect(app.electron.windows()).toHaveLength(1)
    expect(await starts()).toBe(startedSoFar)
  }

  test('it cannot start: one window says so and stays; another try really starts it', async () => {
    const broken = path.join(mkdtempSync(path.join(tmpdir(), 'casement-broken-')), 'store-process.cjs')
    writeFileSync(broken, 'process.exit(1)\n')
    await startInItsPlace(broken)
    await lock()
    const page = app.page()
    await expect(page.getByRole('heading', { name: 'Casement could not start' })).toBeVisible()
    await expect(page.getByText('Nothing is lost.')).toBeVisible()
    await expectStill(1)
    await page.keyboard.press('Enter')
    await expect(page.getByText('It did not start.')).toBeVisible()
    await expectStill(2)
    await lookAt(app, 'store-not-started')
    await startInItsPlace(null)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(await starts()).toBe(3)
    expect(app.page()).toBe(page)
  })

  test('it starts and stops three times within a minute: the third window stays and says so; another try really starts it', async () => {
    await crash()
    await expect(app.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await crash()
    await expect(app.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await crash()
    const page = app.page()
    await expect(page.getByRole('heading', { name: 'Casement keeps stopping' })).toBeVisible()
    await expectStill(5)
    await lookAt(app, 'store-keeps-stopping')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(await starts()).toBe(6)
  })

  test('nothing of it made the page complain', () => {
    expect(app.complaints).toEqual([])
  })
})
