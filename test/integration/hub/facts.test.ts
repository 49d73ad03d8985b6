import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import { loadFacts } from '../../../service/hub/domain/load-facts'
import { makeFacts, pseudonym } from './test-facts'
import { HubHarness } from './hub-harness'

let hub: HubHarness
beforeAll(async () => {
  hub = await HubHarness.start()
})
afterAll(() => hub.stop())

const changeCount = async (): Promise<number> => Number((await hub.sql('select count(*) as n from changes'))[0]?.['n'])
const documentOf = async (householdId: string): Promise<HouseholdRecord> =>
  HouseholdRecordSchema.parse(JSON.parse(String((await hub.sql('select document from households where household_id = $1', [householdId]))[0]?.['document'])))

test('the same facts twice change nothing, and the counts add up', async () => {
  const records = Array.from({ length: 40 }, () => makeFacts())
  expect((await hub.load(records)).json).toEqual({ created: 40, changed: 0, unchanged: 0 })
  const before = await changeCount()
  expect((await hub.load(records)).json).toEqual({ created: 0, changed: 0, unchanged: 40 })
  expect(await changeCount()).toBe(before)
  const [first, ...rest] = records
  const changed = { ...first!, lastContactOn: '2026-11-21' }
  expect((await hub.load([changed, ...rest] as typeof records)).json).toEqual({ created: 0, changed: 1, unchanged: 39 })
  expect(await changeCount()).toBe(before + 1)
  expect((await documentOf(first!.householdId)).version).toBe(2)
})

test('today is the day in London: what pauses recovery from midnight on pauses it in the first hour of a summer day', async () => {
  const ended = makeFacts({ source: 'debt-management', asAt: '2026-06-29', moratorium: { kind: 'breathing', startsOn: '2026-05-02', endsOn: '2026-06-30', source: 'debt-management', asAt: '2026-06-29' } })
  const begun = makeFacts({
    source: 'county-housing', asAt: '2026-06-29', householdId: ended.householdId, reference: ended.reference, moratorium: { kind: 'breathing', startsOn: '2026-07-01', endsOn: '2026-08-29', source: 'county-housing', asAt: '2026-06-29' },
  })
  await loadFacts(hub.hub.services.db, { now: () => Date.parse('2026-06-30T23:30:00.000Z') }, [ended, begun])
  const { moratorium, risk } = await documentOf(ended.householdId)
  expect([moratorium?.startsOn, risk.computedOn]).toEqual(['2026-07-01', '2026-07-01'])
})

test('two sources of one household are joined: debts summed, known to both, one person once', async () => {
  const first = makeFacts()
  const person = first.members[0]!.personId
  const recordId = pseudonym()
  const second = makeFacts({
    recordId, source: 'housing', householdId: first.householdId, reference: first.reference, asAt: '2026-11-22',
    members: [{ personId: person, role: 'tenant', ageBand: '35-44' }],
    debts: [{ recordId: recordId as never, kind: 'rent-arrears', domain: 'housing', balancePence: 95_000, stage: 'notice-seeking-possession', source: 'housing', asAt: '2026-11-22' }],
  })
  await hub.load([first])
  await hub.load([second])
  const record = await documentOf(first.householdId)
  expect(record.debtTotalPence).toBe(136_250)
  expect(record.knownTo).toEqual(['housing', 'revenues-and-benefits'])
  expect(record.members.map((member) => [member.role, member.knownTo])).toEqual([['account-holder', ['housing', 'revenues-and-benefits']], ['dependant', ['revenues-and-benefits']]])
  expect(record.risk.factors.map((factor) => factor.code)).toContain('eviction-notice')
  expect(record.risk.history).toEqual([]) // both loads are of one day
  expect(record.sources).toEqual([{ source: 'housing', asAt: '2026-11-22' }, { source: 'revenues-and-benefits', asAt: '2026-11-20' }])
})

test('a record that moves to another household leaves none behind', async () => {
  const first = makeFacts()
  await hub.load([first])
  const moved = { ...first, householdId: pseudonym() as typeof first.householdId }
  await hub.load([moved])
  expect(await hub.sql('select 1 from households where household_id = $1', [first.householdId])).toEqual([])
  expect((await documentOf(moved.householdId)).version).toBe(1)
})

test('contacts follow a household whose record moves, those still on a laptop too, and stay from whoever moves in', async () => {
  const device = await hub.enrol()
  const first = makeFacts()
  await hub.load([first])
  const contact = (outcome: string) => device.sign({
    v: 1, type: 'operation', kind: 'contact-outcome', operationId: randomUUID(), deviceId: device.deviceId, at: new Date(Date.now() - 60_000).toISOString(),
    householdId: first.householdId, baseVersion: 1, channel: 'phone', outcome, noteId: null, nextAction: null,
  })
  const push = async (operation: unknown) => (await hub.asDevice(device, hubApi.pushOperations, { operations: [operation] })).json['results']
  const sent = contact('spoke-advice-given')
  expect(await push(sent)).toMatchObject([{ status: 'applied' }])
  const moved = { ...first, householdId: pseudonym() as typeof first.householdId }
  await hub.load([moved])
  expect((await documentOf(moved.householdId)).contacts.map(({ outcome }) => outcome)).toEqual(['spoke-advice-given'])
  expect(await push(contact('left-message'))).toMatchObject([{ status: 'applied' }])
  expect(await push(sent)).toMatchObject([{ status: 'duplicate' }])
  const newcomers = makeFacts({ householdId: first.householdId, reference: first.reference })
  await hub.load([newcomers])
  expect((await documentOf(first.householdId)).contacts).toEqual([])
  expect((await documentOf(moved.householdId)).contacts.map(({ outcome }) => outcome).toSorted()).toEqual(['left-message', 'spoke-advice-given'])
  await hub.load([{ ...moved, householdId: pseudonym() as typeof first.householdId, lastContactOn: '2026-10-03' }])
  expect(await hub.sql('select household_id from household_successors where household_id = any($1)', [[first.householdId, moved.householdId]])).toEqual([{ household_id: moved.householdId }])
})

test('only intake loads facts, and a record that is not as agreed loads nothing of its batch', async () => {
  const record = makeFacts()
  const asOfficer = await hub.asOfficer('amara.okafor', hubApi.loadFacts, { runId: '0193a000-0000-7000-8000-000000000000', source: 'housing', records: [record] })
  expect(asOfficer.json['code']).toBe('ACCESS_TOKEN_INVALID')
  const bad = { ...makeFacts(), nickname: 'CANARY-7f3a' }
  const answer = await hub.load([record, bad])
  expect(answer.status).toBe(400)
  expect(answer.json['code']).toBe('REQUEST_INVALID')
  expect(answer.text).not.toContain('CANARY')
  expect(await hub.sql('select 1 from household_facts where record_id = $1', [record.recordId])).toEqual([])
})

test('a batch of an older extract, of the future, or of two dates is refused whole, whoever asked before', async () => {
  const [first, second] = [makeFacts({ source: 'school-census', asAt: '2026-11-18' }), makeFacts({ source: 'school-census', asAt: '2026-11-18' })]
  expect((await hub.load([first])).status).toBe(200)
  const older = { ...second, asAt: '2026-11-17' }
  expect((await hub.load([older])).json).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { source: 'school-census', lastLoaded: '2026-11-18', extractDate: '2026-11-17' } })
  expect((await hub.load([{ ...second, asAt: '2099-01-01' }])).json['code']).toBe('INTAKE_EXTRACT_FUTURE')
  expect((await hub.load([second, { ...first, asAt: '2026-11-19' }])).json['code']).toBe('REQUEST_INVALID')
  expect(await hub.sql('select 1 from household_facts where record_id = $1', [second.recordId])).toEqual([])
  expect((await hub.load([second])).json).toEqual({ created: 1, changed: 0, unchanged: 0 })
})

test('two thousand households load and stream in pages', async () => {
  const records = Array.from({ length: 2_000 }, () => makeFacts())
  for (let i = 0; i < records.length; i += 500) expect((await hub.load(records.slice(i, i + 500))).json).toEqual({ created: 500, changed: 0, unchanged: 0 })
  const device = await hub.enrol()
  const seen = new Set<string>()
  for (let after: string | null = null, more = true; more; ) {
    const page = await hub.asDevice(device, hubApi.householdPage, { after, limit: 500 })
    const lines = page.text.trimEnd().split('\n').map((line) => JSON.parse(line) as { household?: HouseholdRecord; next?: string; more?: boolean })
    for (const line of lines) if (line.household) seen.add(line.household.householdId)
    const end = lines.at(-1)
    after = end?.next ?? null
    more = end?.more ?? false
  }
  for (const record of records) expect(seen.has(record.householdId)).toBe(true)
})
