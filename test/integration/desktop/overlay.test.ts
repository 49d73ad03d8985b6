import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTERS, type WorklistFilters } from '../../../shared/ipc/household-contract'
import type { NextAction, WorklistRow } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let driver: StoreDriver

beforeAll(async () => {
  service = await startService({ households: 120 })
  hub = await startFaultProxy(service.hubUrl)
  driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url }) }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
})
afterAll(async () => {
  await driver.stop()
  await hub.close()
  await service.stop()
})
beforeEach(() => hub.heal())

const today = (): string => londonDay(Date.now())
async function list(filters: Partial<WorklistFilters> = {}) {
  const asked = { filters: { ...NO_FILTERS, ...filters }, sort: 'urgency', after: null, limit: 500 } as const
  return driver.call('household', 'listWorklist', asked)
}
async function isListed({ householdId }: WorklistRow, filters: Partial<WorklistFilters>): Promise<boolean> {
  const { rows, matching } = await list(filters)
  expect(rows).toHaveLength(matching)
  return rows.some((row) => row.householdId === householdId)
}
const addContact = ({ householdId }: WorklistRow, nextAction: NextAction | null = null) =>
  driver.call('household', 'addContact', {
    householdId,
    channel: 'phone',
    outcome: 'left-message',
    note: null,
    aboutPersonId: null,
    nextAction,
  })
const DUE = { isDueToday: true }
const NEGLECTED = { noContactForDays: 30 }

describe('a contact recorded without a connection', () => {
  it('moves its row at once: into "due today", out of "no contact for", and out again when the promise is kept', async () => {
    const { rows, total } = await list(NEGLECTED)
    const row = rows.find(({ nextAction }) => nextAction === null)
    if (row === undefined) throw new Error('everybody was in contact lately')
    hub.set({ kind: 'refuse' })
    expect(await isListed(row, DUE)).toBe(false)
    await addContact(row, { kind: 'call-back', dueOn: today() })
    expect(await isListed(row, DUE)).toBe(true)
    expect(await isListed(row, NEGLECTED)).toBe(false)
    expect((await list()).total).toBe(total)
    await addContact(row)
    expect(await isListed(row, DUE)).toBe(false)
    expect((await driver.call('household', 'get', { householdId: row.householdId })).household.nextAction).toBeNull()

    hub.heal()
    await driver.call('sync', 'syncNow', {})
    expect(await isListed(row, DUE)).toBe(false)
    expect(await isListed(row, NEGLECTED)).toBe(false)
  })

  it('stays where it is between the acknowledgement and the pull that brings it', async () => {
    const row = (await list(NEGLECTED)).rows.find(({ nextAction }) => nextAction === null)
    if (row === undefined) throw new Error('everybody was in contact lately')
    hub.set({ kind: 'refuse' }, '/sync')
    await addContact(row, { kind: 'call-back', dueOn: today() })
    await driver.until(async () => (await driver.call('sync', 'getStatus', {})).waitingToSend === 0)
    expect(await isListed(row, DUE)).toBe(true)
    expect(await isListed(row, NEGLECTED)).toBe(false)
    const { pending } = await driver.call('household', 'get', { householdId: row.householdId })
    expect(pending).toEqual([])

    hub.heal()
    await driver.call('sync', 'syncNow', {})
    expect(await isListed(row, DUE)).toBe(true)
    expect(await isListed(row, NEGLECTED)).toBe(false)
  })
})
