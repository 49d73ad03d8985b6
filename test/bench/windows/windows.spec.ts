import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { electronLaunch } from '../../../build/electron-launch'
import { PERSONAS } from '../../../service/demo/personas'
import type { CasementApp } from '../../support/casement-app'
import { readE2eFacts } from '../../support/e2e-facts'
import type { Profile } from '../../support/profile'
import { lock, PASSPHRASE } from '../../support/screens/access-screens'
import { hostFacts } from '../../support/service-control'
import { fillHub } from '../fill-hub'
import { percentile } from '../measure'
import { barePipe } from './bare-pipe'
import { openHouseholds, scrollToTheEnd, search } from './gestures'
import { firstSync, openLaptop, preparedLaptop, type FirstSync } from './laptops'
import { readLog, watchFirstRows } from './probes'
import { pssOfTree } from './process-memory'
import { HELLO, helloStart, startRaw } from './raw-window'
import { MeasuredSchema, type WindowBench } from './window-benches'

const NAMES = (process.env['CASEMENT_BENCH_NAMES'] ?? '').split(',')
const HOUSEHOLDS = Number(process.env['CASEMENT_BENCH_HOUSEHOLDS'] ?? 1_000)
const ROUNDS = Number(process.env['CASEMENT_BENCH_ROUNDS'] ?? 5)
const QUERIES = Number(process.env['CASEMENT_BENCH_QUERIES'] ?? 100)
const FEW = 100
const OPENED = 16
/** After which the memory of a window that was just drawn, or scrolled, is what it goes on needing. */
const SETTLING_MS = 2_000
const UNLOCK_SCREEN = `() => document.querySelector('main h1')?.textContent === 'Unlock Casement'`

const wants = (...names: WindowBench[]): boolean => names.some((name) => NAMES.includes(name))
const measured: Partial<Record<WindowBench, { values: number[]; baselines: number[] }>> = {}
const note = (name: WindowBench, value: number, baseline: number): void => {
  if (!NAMES.includes(name)) return
  const rounds = (measured[name] ??= { values: [], baselines: [] })
  rounds.values.push(value)
  rounds.baselines.push(baseline)
}
/** Rounds whose two sides take turns in going first; the one before them does not count (caches, compilers). */
async function eachRound(one: () => Promise<number>, other: () => Promise<number>, keep: (value: number, baseline: number) => void): Promise<void> {
  for (let round = -1; round < ROUNDS; round += 1) {
    const early = round % 2 === 0 ? await one() : null
    const baseline = await other()
    const value = early ?? (await one())
    if (round >= 0) keep(value, baseline)
  }
}

test('in the window', async () => {
  test.setTimeout(0)
  const { ports, proxyPorts } = readE2eFacts()
  const pipes = await Promise.all([barePipe(proxyPorts.hub, ports.hub), barePipe(proxyPorts.vault, ports.vault)])
  const { officerId, team, district } = PERSONAS.officer
  const fill = async (households: number): Promise<number> => fillHub((await hostFacts()).databases.hub, { officerId, team, district }, households)
  try {
    await fill(FEW)
    const small = wants('search', 'open-household') ? await preparedLaptop() : null
    await fill(HOUSEHOLDS)
    const large = await firstSyncs()
    if (wants('cold-start')) await coldStart(large)
    if (wants('unlock')) await unlocking(large)
    if (small !== null) await inTheList(large, small)
    if (wants('memory')) await memory(large)
  } finally {
    for (const server of pipes) server.close()
  }
  const folder = process.env['CASEMENT_E2E_OUTPUT'] ?? 'test-results/bench'
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'windows.json'), JSON.stringify(MeasuredSchema.parse(measured)))
})

/** As many first syncs as rounds where one is the subject, else one. Answers the last laptop. */
async function firstSyncs(): Promise<Profile> {
  if (!wants('time-to-worklist', 'smooth')) return preparedLaptop()
  let profile: Profile | null = null
  for (let round = -1; round < ROUNDS; round += 1) {
    const hello = await helloStart()
    const { app, seen } = await firstSync()
    await app.close()
    profile = app.profile
    if (round >= 0) noteSync(seen, hello)
  }
  if (profile === null) throw new Error('no rounds')
  return profile
}

function noteSync({ toWorklist, firstPage, longest }: FirstSync, hello: number): void {
  note('time-to-worklist', toWorklist, firstPage + hello)
  note('smooth', longest.syncing, longest.idle)
  if (wants('smooth')) note('smooth-long-tasks', longest.longTask, 50)
}

async function coldStart({ env }: Profile): Promise<void> {
  const folder = process.env['CASEMENT_E2E_APP'] ?? 'out'
  const app = async (): Promise<number> => {
    const window = await startRaw({ folder, env, isThere: UNLOCK_SCREEN })
    await window.close()
    return window.paintedAfter
  }
  await eachRound(app, helloStart, (value, baseline) => note('cold-start', value, baseline))
}

/** From the key, as the app's log has it, to the first frame with households: the passphrase's stretching is not counted. */
async function unlocking(profile: Profile): Promise<void> {
  const app = await openLaptop(profile)
  const once = async (): Promise<number> => {
    const page = await lock(app)
    const rows = await watchFirstRows(page)
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Unlock' }).click()
    const at = await rows.at()
    const ready = readLog(profile).findLast(({ message }) => message === 'key-ready')
    if (ready === undefined) throw new Error('the app did not say when the key was ready')
    return at - Date.parse(ready.at)
  }
  await eachRound(once, helloStart, (value, baseline) => note('unlock', value, baseline))
  await app.close()
}

/** Both laptops are open at once, and take turns. */
async function inTheList(large: Profile, small: Profile): Promise<void> {
  const apps: Record<'large' | 'small', CasementApp> = { large: await openLaptop(large), small: await openLaptop(small) }
  const queries = { large: 0, small: 0 }
  const searching = (which: 'large' | 'small') => async (): Promise<number> => {
    const from = (queries[which] += 1_000)
    return percentile(await search(apps[which].page(), from, QUERIES), 0.95)
  }
  const opening = (which: 'large' | 'small') => async (): Promise<number> => percentile(await openHouseholds(apps[which].page(), OPENED), 0.95)
  try {
    if (wants('open-household')) await eachRound(opening('large'), opening('small'), (value, baseline) => note('open-household', value, baseline))
    if (wants('search')) await eachRound(searching('large'), searching('small'), (value, baseline) => note('search', value, baseline))
  } finally {
    await apps.large.close()
    await apps.small.close()
  }
}

async function memory(profile: Profile): Promise<void> {
  const app = async (): Promise<number> => {
    const opened = await openLaptop(profile)
    await scrollToTheEnd(opened.page())
    await opened.page().waitForTimeout(SETTLING_MS)
    const pss = pssOfTree(opened.electron.process().pid ?? 0)
    await opened.close()
    return pss
  }
  // Started in the same way, with the same switches: what drives a window needs memory too.
  const hello = async (): Promise<number> => {
    const { args, ...how } = electronLaunch()
    const window = await _electron.launch({ ...how, args: [HELLO.folder, ...args.slice(1)] })
    const page = await window.firstWindow()
    await expect(page.getByRole('heading', { name: 'Hello world' })).toBeVisible()
    await page.waitForTimeout(SETTLING_MS)
    const pss = pssOfTree(window.process().pid ?? 0)
    await window.close()
    return pss
  }
  await eachRound(app, hello, (value, baseline) => note('memory', value, baseline))
}
