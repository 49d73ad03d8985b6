import type { MessageBoxOptions } from 'electron'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'

/** Stands in main for the tests: windows opened, questions asked, and what ends each page. */
interface Watch {
  windows: number
  isBroken: boolean
  asked: MessageBoxOptions[]
  answer: ((response: number) => void) | null
}
const LONG_ENOUGH_MS = 3_000 // for half a dozen windows, as it once was

test.describe.serial('a page process that ends by itself', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement()
    await expect(app.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await app.electron.evaluate(({ app: electronApp, dialog }) => {
      const watch: Watch = { windows: 0, isBroken: false, asked: [], answer: null }
      Object.assign(globalThis, { watch })
      electronApp.on('browser-window-created', (_event, { webContents }) => {
        watch.windows += 1
        webContents.on('dom-ready', () => { if (watch.isBroken) webContents.forcefullyCrashRenderer() })
      })
      // The system's box is not ours to press: the test answers in its place.
      dialog.showMessageBox = (...given: unknown[]) => {
        watch.asked.push(given.at(-1) as MessageBoxOptions)
        return new Promise((resolve) => { watch.answer = (response) => resolve({ response, checkboxChecked: false }) })
      }
    })
  })
  test.afterAll(() => app?.close())

  const watched = (): Promise<{ windows: number; asked: number }> =>
    app.electron.evaluate(() => {
      const { windows, asked } = (globalThis as unknown as { watch: Watch }).watch
      return { windows, asked: asked.length }
    })
  const breakPages = (isBroken: boolean): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }, given) => {
      (globalThis as unknown as { watch: Watch }).watch.isBroken = given
      if (given) BrowserWindow.getAllWindows().forEach(({ webContents }) => webContents.forcefullyCrashRenderer())
    }, isBroken)
  const answer = (button: string): Promise<void> =>
    app.electron.evaluate((_electron, wanted) => {
      const { asked, answer: give } = (globalThis as unknown as { watch: Watch }).watch
      give?.(asked.at(-1)?.buttons?.indexOf(wanted) ?? -1)
    }, button)
  /** Asked, with no window behind it, and nothing is opened, whatever the laptop does meanwhile. */
  async function expectAsked(times: number, windows: number): Promise<void> {
    await expect.poll(watched, { timeout: 30_000 }).toEqual({ windows, asked: times })
    await app.electron.evaluate(({ powerMonitor }) => (powerMonitor as NodeJS.EventEmitter).emit('suspend'))
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH_MS))
    expect(await watched()).toEqual({ windows, asked: times })
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  }

  test('it ends at each load: after the third nothing is opened, and the system’s own box asks', async () => {
    await breakPages(true)
    await expectAsked(1, 2)
  })

  test('another try is one try', async () => {
    await answer('Try again')
    await expectAsked(2, 3)
  })

  test('another try really opens a window that works', async () => {
    await breakPages(false)
    const page = await app.replaced(() => answer('Try again'))
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  test('closing is closing', async () => {
    await breakPages(true)
    await expectAsked(3, 4)
    const ended = new Promise((resolve) => app.electron.process().once('exit', resolve))
    await answer('Close Casement').catch(() => undefined)
    await ended
  })
})
