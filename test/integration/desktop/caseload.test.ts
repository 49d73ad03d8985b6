import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseloadAct } from '../../../shared/ipc/caseload-contract'
import { NO_FILTERS, type WorklistSort, type WorklistView } from '../../../shared/ipc/household-contract'
import type { WorklistRow } from '../../../shared/model/household'
import type { HouseholdId } from '../../../shared/model/ids'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { settle } from '../../support/settle'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
const open: StoreDriver[] = []

beforeAll(async () => {
  service = await startService({ households: 250 })
  hub = await startFaultProxy(service.hubUrl)
})
beforeEach(() => hub.heal()) // what a test that failed left behind
afterAll(async () => {
  await Promise.all(open.map((driver) => driver.stop()))
  await hub.close()
  await service.stop()
})

async function laptop(persona: string, dataDir?: string): Promise<StoreDriver> {
  const driver = await new StoreDriver({
    // Only the officer's laptop goes by way of the proxy: it loses its signal, the others do not.
    config: configOf(service, { hubUrl: persona === 'officer' ? hub.url : service.hubUrl, vaultUrl: service.vaultUrl }),
    persona,
    ...(dataDir === undefined ? {} : { dataDir }),
  }).start()
  open.push(driver)
  if (dataDir === undefined) {
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
  }
  return driver
}
const list = async (driver: StoreDriver, view: WorklistView, sort: WorklistSort = 'urgency'): Promise<WorklistRow[]> =>
  (await driver.call('household', 'listWorklist', { view, filters: NO_FILTERS, sort, after: null, limit: 500 })).rows
const act = (driver: StoreDriver, householdId: HouseholdId, wanted: CaseloadAct) => driver.call('caseload', 'act', { householdId, act: wanted })
const counts = (driver: StoreDriver) => driver.call('caseload', 'countViews', {})
async function sync(driver: StoreDriver) {
  await settle(service.databases.hub.adminUrl)
  return driver.call('sync', 'syncNow', {})
}
const idsOf = (rows: ReadonlyArray<WorklistRow>): HouseholdId[] => rows.map(({ householdId }) => householdId)
async function unallocated(driver: StoreDriver): Promise<HouseholdId> {
  const row = (await list(driver, 'team', 'unallocated')).find(({ allocation, isProtected }) => (allocation?.officerId ?? null) === null && !isProtected)
  if (row === undefined) throw new Error('the whole team is allocated')
  return row.householdId
}
const attention = async (driver: StoreDriver) => (await driver.call('sync', 'listOutbox', {})).items.filter(({ state }) => state === 'needs-attention')
const today = new Intl.DateTimeFormat('en-CA').format(new Date())

describe('a caseload on a laptop', () => {
  it('has views that hold what they say, counted', async () => {
    const driver = await laptop('officer')
    const all = await list(driver, 'all')
    const mine = await list(driver, 'mine')
    const isMine = ({ allocation, nextActionOwner }: WorklistRow): boolean => allocation?.officerId === 'amara.okafor' || nextActionOwner === 'amara.okafor'
    expect(idsOf(mine).toSorted()).toEqual(idsOf(all.filter(isMine)).toSorted())
    expect(mine.length).toBeGreaterThan(5)
    expect(idsOf(await list(driver, 'at-risk')).toSorted()).toEqual(idsOf(all.filter(({ band }) => band === 'high' || band === 'severe')).toSorted())
    const due = await list(driver, 'due-today')
    expect(due.length).toBeGreaterThan(0)
    for (const row of due) expect([row.nextAction?.dueOn ?? '9999', row.dutyDueOn ?? '9999'].toSorted()[0]! <= today).toBe(true)
    const told = await counts(driver)
    for (const view of ['mine', 'team', 'due-today', 'at-risk', 'all'] as const) expect(told[view]).toBe((await list(driver, view)).length)
    expect(told.referrals).toBe(2)
    const flags = (await list(driver, 'team', 'unallocated')).map(({ allocation }) => (allocation?.officerId ?? null) !== null)
    expect(flags).toEqual(flags.toSorted()) // unallocated first
    expect(mine.filter(({ isNewToYou }) => isNewToYou)).toHaveLength(2)
  })

  it('without signal what is claimed is in my caseload at once, survives a restart, and is with the hub when it returns', async () => {
    const driver = await laptop('officer')
    const householdId = await unallocated(driver)
    const before = await counts(driver)
    hub.set({ kind: 'refuse' })
    await act(driver, householdId, { kind: 'claim' })
    const { nextAction } = (await driver.call('household', 'get', { householdId })).household
    await act(driver, householdId, { kind: 'next-action', nextAction: { kind: 'visit', dueOn: today }, baseAction: nextAction })
    expect(await counts(driver)).toMatchObject({ mine: before.mine + 1, team: before.team, 'due-today': before['due-today'] + 1 })
    expect((await list(driver, 'mine')).find((row) => row.householdId === householdId)).toMatchObject({ isCaseloadWaiting: true, nextAction: { kind: 'visit', dueOn: today }, nextActionOwner: 'amara.okafor' })
    const sorted = (await list(driver, 'mine')).map((row) => [row.dutyDueOn ?? '9999-12-31', row.nextAction?.dueOn ?? '9999-12-31'].toSorted()[0])
    expect(sorted).toEqual(sorted.toSorted())
    await driver.stop()
    const again = await laptop('officer', driver.dataDir)
    await again.unlock()
    const view = await again.call('household', 'get', { householdId })
    expect(view.household).toMatchObject({ allocatedOfficer: 'amara.okafor', nextActionOwner: 'amara.okafor' })
    expect(view.caseloadPending.map(({ words, state }) => `${words}: ${state}`)).toEqual(['Take into my caseload: waiting', 'Next action: waiting'])
    hub.heal()
    await sync(again)
    const after = await again.call('household', 'get', { householdId })
    expect(after.caseloadPending).toEqual([])
    expect(after.household).toMatchObject({ allocatedOfficer: 'amara.okafor', nextAction: { kind: 'visit', dueOn: today } })
    await act(again, householdId, { kind: 'next-action', nextAction: null, baseAction: after.household.nextAction })
    expect((await again.call('household', 'get', { householdId })).household.nextAction).toBeNull()
  })

  it('when somebody else claimed first, the late claim needs attention, the list shows the truth, and it can be put away but a contact cannot', async () => {
    const [driver, supervisor] = [await laptop('officer'), await laptop('supervisor')]
    const householdId = await unallocated(driver)
    hub.set({ kind: 'refuse' })
    const { operationId } = await act(driver, householdId, { kind: 'claim' })
    await act(supervisor, householdId, { kind: 'claim' })
    await sync(supervisor)
    expect(idsOf(await list(supervisor, 'mine'))).toContain(householdId)
    hub.heal()
    await sync(driver)
    expect(await attention(driver)).toMatchObject([{ id: operationId, kind: 'claim', code: 'CASELOAD_TAKEN' }])
    const view = await driver.call('household', 'get', { householdId })
    expect(view.household.allocatedOfficer).toBe('priya.nair')
    expect(view.caseloadPending).toMatchObject([{ operationId, state: 'needs-attention' }])
    expect(idsOf(await list(driver, 'mine'))).not.toContain(householdId)
    expect(await driver.refusal('caseload', 'act', { householdId, act: { kind: 'claim' } })).toBe('CASELOAD_TAKEN')
    await driver.call('caseload', 'putAway', { id: operationId })
    expect(await attention(driver)).toEqual([])
    expect(await driver.refusal('caseload', 'putAway', { id: operationId })).toBe('NOT_FOUND')

    const refuseAll = (body: unknown): unknown => ({
      results: (body as { results: { id: string }[] }).results.map(({ id }) => ({ id, status: 'refused', code: 'ACCESS_ROLE_FORBIDDEN' })),
    })
    hub.set({ kind: 'rewrite', rewrite: (answer) => ({ ...answer, body: Buffer.from(JSON.stringify(refuseAll(JSON.parse(answer.body.toString())))) }) }, '/operations')
    const { contactId } = await driver.call('household', 'addContact', { householdId, channel: 'phone', outcome: 'left-message', note: null, aboutPersonId: null, nextAction: null })
    await driver.until(async () => (await attention(driver)).length === 1)
    expect(await driver.refusal('caseload', 'putAway', { id: contactId })).toBe('NOT_FOUND')
    hub.heal()
    await driver.call('sync', 'retryItem', { id: contactId })
    await sync(driver)
    expect(await attention(driver)).toEqual([])
  })

  it('what is handed over leaves my caseload at once and is new to the colleague until they open it', async () => {
    const [driver, supervisor] = [await laptop('officer'), await laptop('supervisor')]
    const householdId = await unallocated(driver)
    await act(driver, householdId, { kind: 'claim' })
    await act(driver, householdId, { kind: 'hand-over', toOfficer: 'priya.nair', note: 'specialism' })
    expect(idsOf(await list(driver, 'mine'))).not.toContain(householdId)
    expect(await driver.refusal('caseload', 'act', { householdId, act: { kind: 'hand-over', toOfficer: 'leila.haddad', note: null } })).toBe('CASELOAD_CHANGED')
    await sync(driver)
    expect(idsOf(await list(driver, 'team'))).toContain(householdId)
    await sync(supervisor)
    const rowOf = async () => (await list(supervisor, 'mine')).find((row) => row.householdId === householdId)
    expect(await rowOf()).toMatchObject({ isNewToYou: true, allocation: { by: 'amara.okafor', note: 'specialism' } })
    expect((await supervisor.call('household', 'get', { householdId })).isNewToYou).toBe(true)
    expect(await rowOf()).toMatchObject({ isNewToYou: false })
    expect((await driver.call('caseload', 'listColleagues', {})).colleagues.map(({ officerId }) => officerId)).toContain('priya.nair')
  })

  it('a referral goes out, is seen by both sides, is accepted there and leaves here; its household is evicted', async () => {
    const [driver, outreach] = [await laptop('officer'), await laptop('outreach')]
    // Not one that outreach sees already, nor one that is referred elsewhere: the demonstration refers some, and which comes first here is chance.
    const { referrals } = await driver.call('caseload', 'listReferrals', {})
    const theirs = new Set([...idsOf(await list(outreach, 'all')), ...referrals.map((referral) => referral.householdId)])
    const quiet = (await list(driver, 'team')).find(({ householdId: id, band, isProtected, allocation, nextAction }) => !theirs.has(id) && (band === 'low' || band === 'moderate') && !isProtected && (allocation?.officerId ?? null) === null && nextAction === null)
    const householdId = quiet?.householdId
    if (householdId === undefined) throw new Error('no quiet household')
    hub.set({ kind: 'refuse' })
    const { operationId: referralId } = await act(driver, householdId, { kind: 'refer', toTeam: 'outreach', toDistrict: 'canterbury', reason: 'home-visit' })
    const ours = async (by: StoreDriver) => (await by.call('caseload', 'listReferrals', {})).referrals.find((item) => item.referralId === referralId)
    expect(await ours(driver)).toMatchObject({ state: 'pending', isWaiting: true, byName: 'Amara Okafor' })
    expect(await driver.refusal('caseload', 'act', { householdId, act: { kind: 'refer', toTeam: 'welfare-rights', toDistrict: 'canterbury', reason: 'home-visit' } })).toBe('CASELOAD_REFERRAL_PENDING')
    hub.heal()
    await sync(driver)
    await sync(outreach)
    expect(await ours(driver)).toMatchObject({ state: 'pending', isWaiting: false })
    expect(await ours(outreach)).toMatchObject({ state: 'pending', isWaiting: false })
    await act(outreach, householdId, { kind: 'accept-referral', referralId })
    expect(await ours(outreach)).toMatchObject({ state: 'accepted', decidedByName: 'Tom Brennan' }) // sent already or not
    expect(idsOf(await list(outreach, 'mine'))).toContain(householdId)
    await sync(outreach)
    await sync(driver)
    expect(await ours(driver)).toMatchObject({ state: 'accepted', decidedByName: 'Tom Brennan' })
    expect(idsOf(await list(driver, 'all'))).not.toContain(householdId)
    expect(idsOf(await list(outreach, 'team'))).toContain(householdId)
  })
})
