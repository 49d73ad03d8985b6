import { expect, type Page } from '@playwright/test'
import { startCasement, type CasementApp } from '../../support/casement-app'
import type { Profile } from '../../support/profile'
import { expectWorklist, PASSPHRASE, signIn, unlock } from '../../support/screens/access-screens'
import { chooseView } from '../../support/screens/worklist-screen'
import { readBeats, readLog, startBeats, watchFirstRows } from './probes'

const WHOLE_SYNC_MS = 1_200_000
/** The metronome beats as long without anything to do. */
const IDLE_MS = 5_000
const FEED_PAGE = 'sync.households'
const SYNCED = 'sync-done'

/** What a first sync showed. */
export interface FirstSync {
  /** Milliseconds from its start to the first frame with households. */
  readonly toWorklist: number
  /** Milliseconds that its first page took over the wire. */
  readonly firstPage: number
  /** The longest that the window's main thread was busy: while it went on, and idle afterwards. */
  readonly longest: { readonly syncing: number; readonly idle: number; readonly longTask: number }
}

/** Enrols a fresh laptop and lets it sync to the end, watched from inside its window. */
export async function firstSync(): Promise<{ app: CasementApp; seen: FirstSync }> {
  const app = await startCasement()
  const page = app.page()
  await signIn(page)
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('Passphrase again').fill(PASSPHRASE)
  await startBeats(page)
  const startedAt = await watchSync(page)
  const rows = await watchFirstRows(page)
  await page.getByRole('button', { name: 'Enrol this laptop' }).click()
  const toWorklist = (await rows.at()) - (await startedAt())
  await synced(app.profile)
  const syncing = await readBeats(page)
  const firstPage = readLog(app.profile).find(({ call }) => call === FEED_PAGE)?.ms
  if (firstPage === undefined) throw new Error('the app did not say how long the first page took')
  await page.waitForTimeout(IDLE_MS / 5) // what the end of the sync still draws
  await startBeats(page)
  await page.waitForTimeout(IDLE_MS)
  const idle = await readBeats(page)
  return { app, seen: { toWorklist, firstPage, longest: { syncing: syncing.longestMs, idle: idle.longestMs, longTask: syncing.longTaskMs } } }
}

/** Asks the log, not the window: what Playwright does in a page while it waits there is the longest task of it. */
const synced = (profile: Profile): Promise<void> =>
  expect.poll(() => readLog(profile).some(({ message }) => message === SYNCED), { timeout: WHOLE_SYNC_MS, intervals: [500] }).toBe(true)

/** A laptop that has synced everything, closed again. */
export async function preparedLaptop(): Promise<Profile> {
  const { app } = await firstSync()
  await app.close()
  return app.profile
}

/** A prepared laptop, unlocked, with all households in its list. */
export async function openLaptop(profile: Profile): Promise<CasementApp> {
  const app = await startCasement({ profile })
  const page = app.page()
  await unlock(page)
  await expectWorklist(page)
  await chooseView(page, 'All')
  await expect(page.locator('.grid__body [data-index]').first()).toBeVisible()
  return app
}

/** The wall clock's time at which the app said that the first sync began. */
async function watchSync(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const stop = window.casement.on['sync:status-changed'](({ phase }) => {
      if (phase !== 'first-sync') return
      stop()
      document.body.dataset['benchSyncStarted'] = String(performance.timeOrigin + performance.now())
    })
  })
  return () => page.evaluate(() => Number(document.body.dataset['benchSyncStarted']))
}
