import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { HouseholdId } from '../../../shared/model/ids'
import type { SafetyCode, SafetyField } from '../../../shared/model/safety'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { settle } from '../../support/settle'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let amara: StoreDriver
let priya: StoreDriver

beforeAll(async () => {
  service = await startService({ households: 120 })
  hub = await startFaultProxy(service.hubUrl)
  const laptop = async (persona: string, hubUrl: string): Promise<StoreDriver> => {
    const driver = await new StoreDriver({ config: configOf(service, { hubUrl }), persona }).start()
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
    return driver
  }
  amara = await laptop('officer', hub.url) // hers loses its signal
  priya = await laptop('supervisor', service.hubUrl)
})
beforeEach(() => hub.heal())
afterAll(async () => {
  await Promise.all([amara.stop(), priya.stop()])
  await hub.close()
  await service.stop()
})

/** A household of both officers' team without any warning or pause of recovery, another each time. */
const used = new Set<string>()
async function quiet(): Promise<HouseholdId> {
  const { rows } = await amara.call('household', 'listWorklist', { view: 'team', filters: NO_FILTERS, sort: 'urgency', after: null, limit: 500 })
  for (const { householdId } of rows.filter(({ householdId, hasSafeContactWarning, isProtected, isRecoveryPaused }) => !hasSafeContactWarning && !isProtected && !isRecoveryPaused && !used.has(householdId))) {
    used.add(householdId)
    return householdId
  }
  throw new Error('every household of the team has a warning')
}
const sync = async (driver: StoreDriver): Promise<void> => {
  await settle(service.databases.hub.adminUrl)
  await driver.call('sync', 'syncNow', {})
}
const record = async (driver: StoreDriver, householdId: HouseholdId, codes: SafetyCode[], field: SafetyField = 'riskToStaff') =>
  seen(driver, householdId).then(({ safety }) => driver.call('safety', 'set', { householdId, field, codes, seen: safety[field].codes }))
const seen = async (driver: StoreDriver, householdId: HouseholdId) => (await driver.call('household', 'get', { householdId })).household
const conflicts = async (driver: StoreDriver, householdId: HouseholdId) => (await driver.call('safety', 'listConflicts', {})).conflicts.filter((one) => one.householdId === householdId)

it('two officers, one without signal: both warnings stand on both laptops, the inbox says what each did, and one settles it for all', async () => {
  const householdId = await quiet()
  hub.set({ kind: 'refuse' })
  await record(amara, householdId, ['office-only'])
  expect((await seen(amara, householdId)).safety.riskToStaff.codes).toEqual(['office-only']) // at once, before anybody heard of it
  await record(priya, householdId, ['dog-at-property'])
  await sync(priya)
  hub.heal()
  await sync(amara)
  await sync(priya)
  for (const driver of [amara, priya]) {
    expect((await seen(driver, householdId)).safety.riskToStaff.codes).toEqual(['dog-at-property', 'office-only'])
    expect(await conflicts(driver, householdId)).toMatchObject([{
      about: 'Risk to staff', base: 'None', isSafety: true, stands: 'Dog at the property. Meet at the office only', choices: ['mine', 'theirs', 'both'],
      mine: { words: 'Meet at the office only', by: 'amara.okafor' }, theirs: { words: 'Dog at the property', by: 'priya.nair' },
    }])
  }
  const { id, stands } = (await conflicts(priya, householdId))[0] ?? { id: '', stands: '' }
  hub.set({ kind: 'refuse' })
  await amara.call('safety', 'settle', { id, choice: 'both', stands })
  expect(await conflicts(amara, householdId)).toEqual([]) // settled here, though it waits to be sent
  hub.heal()
  await sync(amara)
  await sync(priya)
  expect(await conflicts(priya, householdId)).toEqual([])
  expect((await seen(priya, householdId)).safety.riskToStaff.codes).toEqual(['dog-at-property', 'office-only'])
  expect(await priya.refusal('safety', 'settle', { id, choice: 'mine', stands })).toBe('NOT_FOUND')
})

it('what a colleague recorded while the inbox was on the screen is not settled unseen', async () => {
  const householdId = await quiet()
  await record(amara, householdId, ['office-only'])
  await record(priya, householdId, ['dog-at-property'])
  for (const driver of [priya, amara]) await sync(driver)
  const [shown] = await conflicts(amara, householdId)
  if (shown === undefined) throw new Error('no conflict')
  await sync(priya)
  await record(priya, householdId, ['dog-at-property', 'office-only', 'no-lone-visits'])
  for (const driver of [priya, amara]) await sync(driver)
  const { id, stands } = shown
  expect(await amara.refusal('safety', 'settle', { id, choice: 'both', stands })).toBe('CONFLICT_CHANGED')
  expect((await seen(amara, householdId)).safety.riskToStaff.codes).toContain('no-lone-visits')
  const [again] = await conflicts(amara, householdId)
  await amara.call('safety', 'settle', { id, choice: 'both', stands: again?.stands ?? '' })
  await sync(amara)
  expect(await conflicts(amara, householdId)).toEqual([])
})

it('a safe-contact warning is in the worklist at once; recording what stands already sends nothing', async () => {
  const householdId = await quiet()
  hub.set({ kind: 'refuse' })
  await record(amara, householdId, ['letters-unsafe'], 'safeContact')
  const row = async () => (await amara.call('household', 'listWorklist', { view: 'team', filters: NO_FILTERS, sort: 'urgency', after: null, limit: 500 })).rows.find((one) => one.householdId === householdId)
  expect(await row()).toMatchObject({ hasSafeContactWarning: true })
  expect((await record(amara, householdId, ['letters-unsafe'], 'safeContact')).operationId).toBeNull()
  expect(await amara.refusal('safety', 'set', { householdId, field: 'riskToStaff', codes: ['letters-unsafe'], seen: [] })).toBe('REQUEST_INVALID')
  hub.heal()
  await sync(amara)
  expect(await seen(amara, householdId)).toMatchObject({ safeContact: ['letters-unsafe'], safety: { safeContact: { by: 'amara.okafor' } } })
})

it('a moratorium that an officer is told of pauses recovery on every laptop, also beside a different one, until it is taken back', async () => {
  const householdId = await quiet()
  const isPaused = async (driver: StoreDriver): Promise<boolean | undefined> => {
    const { rows } = await driver.call('household', 'listWorklist', { view: 'all', filters: NO_FILTERS, sort: 'urgency', after: null, limit: 500 })
    return rows.find((row) => row.householdId === householdId)?.isRecoveryPaused
  }
  expect(await isPaused(amara)).toBe(false)
  hub.set({ kind: 'refuse' })
  await record(amara, householdId, ['breathing'], 'moratorium')
  expect(await isPaused(amara)).toBe(true)
  await record(priya, householdId, ['mental-health-crisis'], 'moratorium')
  await sync(priya)
  hub.heal()
  await sync(amara)
  await sync(priya)
  expect((await seen(priya, householdId)).safety.moratorium.codes).toEqual(['breathing', 'mental-health-crisis'])
  expect(await conflicts(priya, householdId)).toMatchObject([{ about: 'Moratorium (recovery paused)', isSafety: true, mine: { words: 'Breathing Space' }, theirs: { words: 'Mental health crisis Breathing Space' } }])
  expect(await isPaused(priya)).toBe(true)
  const [conflict] = await conflicts(priya, householdId)
  await priya.call('safety', 'settle', { id: conflict?.id ?? '', choice: 'mine', stands: conflict?.stands ?? '' })
  await record(priya, householdId, [], 'moratorium')
  await sync(priya)
  await sync(amara)
  expect([await isPaused(amara), await isPaused(priya)]).toEqual([false, false])
})

it('a next action that came second waits in the inbox: mine again, or theirs stays', async () => {
  for (const choice of ['mine', 'theirs'] as const) {
    const householdId = await quiet()
    const before = (await seen(amara, householdId)).nextAction
    const set = async (driver: StoreDriver, kind: 'visit' | 'call-back', dueOn: string) =>
      driver.call('caseload', 'act', { householdId, act: { kind: 'next-action', nextAction: { kind, dueOn }, baseAction: (await seen(driver, householdId)).nextAction } })
    hub.set({ kind: 'refuse' })
    await set(amara, 'visit', '2031-03-04')
    await set(priya, 'call-back', '2031-03-05')
    await sync(priya)
    hub.heal()
    await sync(amara)
    const [conflict] = await conflicts(amara, householdId)
    expect(conflict).toMatchObject({ about: 'Next action', isSafety: false, mine: { words: 'Visit by 4 March 2031', by: 'amara.okafor' }, theirs: { words: 'Call back by 5 March 2031', by: 'priya.nair' }, stands: 'Call back by 5 March 2031' })
    if (before === null) expect(conflict?.base).toBe('None')
    expect((await seen(amara, householdId)).nextAction).toEqual({ kind: 'call-back', dueOn: '2031-03-05' }) // the first stands meanwhile
    await amara.call('safety', 'settle', { id: conflict?.id ?? '', choice, stands: conflict?.stands ?? '' })
    await sync(amara)
    expect(await conflicts(amara, householdId)).toEqual([])
    expect((await seen(amara, householdId)).nextAction).toEqual(choice === 'mine' ? { kind: 'visit', dueOn: '2031-03-04' } : { kind: 'call-back', dueOn: '2031-03-05' })
    expect((await amara.call('sync', 'getStatus', {})).needsAttention).toBe(0)
  }
})
