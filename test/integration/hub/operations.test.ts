import { randomUUID } from 'node:crypto'
import { CompactEncrypt, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import type { HouseholdRecord } from '../../../shared/model/household'
import { PersonIdSchema } from '../../../shared/model/ids'
import type { OperationResult } from '../../../shared/model/operation'
import { HubHarness } from './hub-harness'
import { TestDevice } from './test-device'
import { makeFacts, pseudonym } from './test-facts'

let hub: HubHarness
let device: TestDevice
const facts = makeFacts({ lastContactOn: null })
beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
  await hub.load([facts])
})
afterAll(() => hub.stop())

/** An instant, so many days before now: contacts are not believed from the future. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
const contact = (want: Record<string, unknown> = {}, by = device) =>
  by.sign({
    v: 1, type: 'operation', kind: 'contact-outcome', operationId: randomUUID(), deviceId: by.deviceId, at: daysAgo(9), householdId: facts.householdId,
    baseVersion: 1, channel: 'phone', outcome: 'spoke-advice-given', noteId: null, nextAction: null, ...want,
  })
const event = (want: Record<string, unknown> = {}, by = device) =>
  by.sign({
    v: 1, type: 'device-event', eventId: randomUUID(), deviceId: by.deviceId, n: 0, previousHash: '0'.repeat(64), event: 'shown', requestId: randomUUID(), grantId: randomUUID(),
    fieldGroup: null, at: '2026-11-22T10:00:00.000Z', ...want,
  })
const push = async (operations: unknown[], as = device): Promise<OperationResult[]> => {
  const answer = await hub.asDevice(as, hubApi.pushOperations, { operations })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json['results'] as OperationResult[]
}
const record = async (): Promise<HouseholdRecord> => (await hub.asDevice(device, hubApi.openHousehold, { householdId: facts.householdId })).json['household'] as HouseholdRecord

test('a contact changes the household once, however often it is pushed', async () => {
  const before = await record()
  const at = daysAgo(2)
  const nextAction = { kind: 'call-back', dueOn: daysAgo(-5).slice(0, 10) }
  const operation = contact({ at, nextAction })
  expect(await push([operation])).toEqual([{ id: operation.payload.operationId, status: 'applied', code: null }])
  expect((await push([operation, operation])).map((result) => result.status)).toEqual(['duplicate', 'duplicate'])
  const after = await record()
  expect(after.version).toBe(before.version + 1)
  expect(after.lastContactOn).toBe(at.slice(0, 10))
  expect(after.nextAction).toEqual(nextAction)
  expect(after.contacts.filter((entry) => entry.contactId === operation.payload.operationId)).toEqual([
    { contactId: operation.payload.operationId, at, officerId: 'amara.okafor', channel: 'phone', outcome: 'spoke-advice-given', noteId: null, nextAction },
  ])
})

test('a fault of the service in one operation holds up no other; trouble that passes fails the call, and nothing of it is lost', async () => {
  const [before, faulty, after] = [contact(), contact(), contact()]
  const id = (operation: typeof faulty) => operation.payload.operationId
  const failWith = (state: string) => hub.sql(`
    create or replace function fail_once() returns trigger language plpgsql as $$ begin raise exception 'planted' using errcode = '${state}'; end $$;
    create or replace trigger fail_once before insert on operations for each row when (new.operation_id = '${id(faulty)}') execute function fail_once()`)
  await failWith('53100') // disk full
  expect((await hub.asDevice(device, hubApi.pushOperations, { operations: [before, faulty, after] })).status).toBe(500)
  await failWith('22P02')
  expect(await push([before, faulty, after])).toEqual([
    { id: id(before), status: 'duplicate', code: null }, { id: id(faulty), status: 'refused', code: 'INTERNAL' }, { id: id(after), status: 'applied', code: null },
  ])
  await hub.sql('drop trigger fail_once on operations; drop function fail_once')
  expect(await push([faulty])).toEqual([{ id: id(faulty), status: 'applied', code: null }])
})

test('whoever agreed a next action keeps the household on their laptop, though it is no team\'s of theirs and at no risk', async () => {
  const elsewhere = makeFacts({ allocatedTeam: 'housing-options', debts: [], members: [{ personId: PersonIdSchema.parse(pseudonym()), role: 'tenant', ageBand: '35-44' }] })
  await hub.load([elsewhere])
  const inFirstSync = async () => (await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 1_000 })).text.includes(elsewhere.householdId)
  expect(await inFirstSync()).toBe(false)
  await hub.asDevice(device, hubApi.openHousehold, { householdId: elsewhere.householdId })
  await push([contact({ householdId: elsewhere.householdId })])
  expect(await inFirstSync()).toBe(false)
  const { cursor } = (await hub.asDevice(device, hubApi.startSync, {})).json
  await push([contact({ householdId: elsewhere.householdId, nextAction: { kind: 'call-back', dueOn: daysAgo(1).slice(0, 10) } })])
  expect(await inFirstSync()).toBe(true)
  expect(await hub.sql('select allocated_officer, promised_officer from households where household_id = $1', [elsewhere.householdId])).toEqual([{ allocated_officer: null, promised_officer: 'amara.okafor' }])
  await push([contact({ householdId: elsewhere.householdId, at: daysAgo(0) })])
  expect(await inFirstSync()).toBe(false)
  await hub.settle()
  expect((await hub.asDevice(device, hubApi.changePage, { cursor, limit: 100 })).text).toContain(`{"type":"evict","householdId":"${elsewhere.householdId}","because":"scope"}`)
})

test('a pushed contact about a household that the officer neither has in scope nor opened is refused and gives them nothing', async () => {
  const elsewhere = makeFacts({ allocatedTeam: 'housing-options', district: 'thanet', debts: [] })
  await hub.load([elsewhere])
  const grab = () => contact({ householdId: elsewhere.householdId, nextAction: { kind: 'visit', dueOn: '2030-01-01' } })
  const rowOf = async () => (await hub.sql('select version, allocated_officer, promised_officer from households where household_id = $1', [elsewhere.householdId]))[0]
  const before = await rowOf()
  const refused = { status: 'refused', code: 'ACCESS_ROLE_FORBIDDEN' }
  expect((await push([grab()]))[0]).toMatchObject(refused)
  await hub.asDevice(await hub.enrol('tom.brennan'), hubApi.openHousehold, { householdId: elsewhere.householdId })
  expect((await push([grab()]))[0]).toMatchObject(refused) // opened by somebody else
  await hub.sql(`insert into household_accesses (officer_id, device_id, household_id, outcome, accessed_at) values ('amara.okafor', $1, $2, 'opened', now() - interval '25 hours')`, [device.deviceId, elsewhere.householdId])
  expect((await push([grab()]))[0]).toMatchObject(refused) // opened too long ago
  expect(await rowOf()).toEqual(before)
  expect((await push([contact({ householdId: elsewhere.householdId, at: daysAgo(1) })]))[0]).toMatchObject({ status: 'applied' }) // written in time, sent late
  await hub.sql('delete from contacts where household_id = $1', [elsewhere.householdId])
  await hub.asDevice(device, hubApi.openHousehold, { householdId: elsewhere.householdId })
  expect((await push([contact({ householdId: elsewhere.householdId })]))[0]).toMatchObject({ status: 'applied' })
  await hub.sql(`delete from household_accesses where household_id = $1`, [elsewhere.householdId])
  expect((await push([contact({ householdId: elsewhere.householdId })]))[0]).toMatchObject({ status: 'applied' }) // wrote here before
})

test('the same operation at the same moment is applied once', async () => {
  const operation = contact()
  const results = (await Promise.all(Array.from({ length: 5 }, () => push([operation])))).flat()
  expect(results.map((result) => result.status).toSorted()).toEqual(['applied', 'duplicate', 'duplicate', 'duplicate', 'duplicate'])
})

test('a next action stands until somebody was in contact when it was due', async () => {
  const nextAction = { kind: 'visit', dueOn: daysAgo(0).slice(0, 10) }
  await push([contact({ at: daysAgo(2), nextAction })])
  await push([contact({ at: daysAgo(1), outcome: 'no-answer' })])
  expect((await record()).nextAction).toEqual(nextAction)
  await push([contact({ at: daysAgo(0) })])
  expect((await record()).nextAction).toBeNull()
})

test('a contact from the future or from before there was Casement is refused and not applied', async () => {
  const before = await record()
  const minutes = (n: number): string => daysAgo(-n / 1_440)
  const refused = (await push([contact({ at: minutes(11) }), contact({ at: '2099-01-01T00:00:00.000Z' }), contact({ at: '2019-12-31T23:59:59.999Z' })])).map((result) => [result.status, result.code])
  expect(refused).toEqual(Array.from({ length: 3 }, () => ['refused', 'SYNC_OPERATION_REFUSED']))
  expect(await record()).toEqual(before)
  expect((await push([contact({ at: minutes(9) }), contact({ at: '2020-01-01T00:00:00.000Z' })])).map((result) => result.status)).toEqual(['applied', 'applied'])
})

test('refused ones carry a code and drop no others', async () => {
  const forged = contact()
  forged.payload = { ...forged.payload, outcome: 'safeguarding-raised' }
  const foreign = contact({}, await hub.enrol('tom.brennan'))
  const reused = contact()
  const operations = [contact(), forged, contact({ householdId: pseudonym() }), foreign, event(), reused, contact({ operationId: reused.payload.operationId, outcome: 'no-answer' }), contact()]
  expect((await push(operations)).map((result) => [result.status, result.code])).toEqual([
    ['applied', null], ['refused', 'ACCESS_DEVICE_PROOF_INVALID'], ['refused', 'NOT_FOUND'], ['refused', 'ACCESS_DEVICE_PROOF_INVALID'],
    ['applied', null], ['applied', null], ['refused', 'SYNC_OPERATION_REFUSED'], ['applied', null],
  ])
})

test('a role without case work writes no contacts and opens no households', async () => {
  const lead = await hub.enrol('helen.marsh')
  expect((await push([contact({}, lead)], lead))[0]).toMatchObject({ status: 'refused', code: 'ACCESS_ROLE_FORBIDDEN' })
  expect((await hub.asDevice(lead, hubApi.openHousehold, { householdId: facts.householdId })).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
})

test('device events become ledger entries in their order, once', async () => {
  const events = Array.from({ length: 30 }, (_, n) => event({ n }))
  const before = hub.hub.services.ledger.size
  expect((await push(events)).every((result) => result.status === 'applied')).toBe(true)
  expect((await push(events)).every((result) => result.status === 'duplicate')).toBe(true)
  expect(hub.hub.services.ledger.size).toBe(before + 30)
  const rows = await hub.sql('select leaf from ledger_entries where entry_index >= $1 order by entry_index', [before])
  rows.forEach((row, i) => expect(Buffer.from(canonicalBytes(events[i] as never)).equals(row['leaf'] as Buffer)).toBe(true))
  const [first] = events
  expect((await push([event({ eventId: first!.payload.eventId, event: 'copied' })]))[0]).toMatchObject({ status: 'refused', code: 'SYNC_OPERATION_REFUSED' })
})

test('a device event about a request of nobody, or of a colleague, is entered and flagged; about the officer’s own, of any epoch, it is not', async () => {
  const reveal = async (by: TestDevice): Promise<string> => {
    const body = by.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), householdId: facts.householdId, persons: [facts.members[0]!.personId] })
    expect((await hub.asDevice(by, hubApi.requestReveal, body)).status).toBe(200)
    return body.signed.payload.requestId
  }
  const [own, colleagues] = [await reveal(device), await reveal(await hub.enrol('priya.nair'))]
  const flags = async (requestIds: readonly string[]): Promise<unknown[]> => {
    const events = requestIds.map((requestId, n) => event({ n, requestId }))
    expect((await push(events)).every((result) => result.status === 'applied')).toBe(true)
    const rows = await hub.sql('select entry_key, flag, device_id from ledger_entries where entry_key = any($1)', [events.map(({ payload }) => `device-event:${payload.eventId}`)])
    for (const row of rows) expect(row['device_id']).toBe(device.deviceId)
    return events.map(({ payload }) => rows.find((row) => row['entry_key'] === `device-event:${payload.eventId}`)?.['flag'])
  }
  expect(await flags([own, colleagues, randomUUID()])).toEqual([null, 'request-unknown', 'request-unknown'])
  await hub.sql(`update epochs set database_identity = 'another'`)
  await hub.restart()
  expect(await flags([own, colleagues])).toEqual([null, 'request-unknown'])
})

test('an event that was entered before the hub was restored is not entered once more in the new epoch; with other content it is refused', async () => {
  const before = event()
  expect((await push([before]))[0]).toMatchObject({ status: 'applied' })
  await hub.sql(`update epochs set database_identity = 'before the restore'`)
  await hub.restart()
  const size = hub.hub.services.ledger.size
  expect((await push([before, event({ eventId: before.payload.eventId, event: 'copied' })])).map(({ status, code }) => code ?? status)).toEqual(['duplicate', 'SYNC_OPERATION_REFUSED'])
  expect(hub.hub.services.ledger.size).toBe(size)
})

test('a device that reports without end is stopped at two thousand events an hour; what it sent before stays safe to send again', async () => {
  const events = Array.from({ length: 2_010 }, (_, n) => event({ n }))
  await hub.sql(`update ledger_entries set entered_at = now() - interval '2 hours' where device_id = $1`, [device.deviceId])
  const codes: (string | null)[] = []
  for (let i = 0; i < events.length; i += 200) codes.push(...(await push(events.slice(i, i + 200))).map((result) => result.code))
  expect(codes.filter((code) => code === null).length).toBe(2_000)
  expect(codes.slice(2_000)).toEqual(Array.from({ length: 10 }, () => 'SYNC_OPERATION_REFUSED'))
  expect((await push(events.slice(0, 200))).every((result) => result.status === 'duplicate')).toBe(true)
  await hub.sql(`update ledger_entries set entered_at = now() - interval '61 minutes' where device_id = $1`, [device.deviceId])
  expect((await push(events.slice(2_000))).every((result) => result.status === 'applied')).toBe(true)
})

test('when the ledger cannot be written the whole push fails, so that the device keeps and sends it again', async () => {
  await hub.sql(`
    create or replace function mischief() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
    create trigger mischief before insert on ledger_entries for each row execute function mischief()`)
  const operations = [contact(), event()]
  expect((await hub.asDevice(device, hubApi.pushOperations, { operations })).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  await hub.sql('drop trigger mischief on ledger_entries')
  expect((await push(operations)).map((result) => result.status)).toEqual(['duplicate', 'applied'])
})

test('a recovery spool is accepted from any laptop of the same officer, also of work signed by one that was replaced; rubbish in it drops nothing', async () => {
  const lost = await hub.enrol('priya.nair')
  const kept = contact({ at: daysAgo(3) }, lost)
  const keptEvent = event({}, lost)
  const fresh = new TestDevice('priya.nair')
  expect((await hub.enrolDevice(fresh, lost.deviceId)).status).toBe(200)
  const { kid, jwk } = hub.hub.services.bundle.active('hub-seal')
  const seal = async (what: unknown): Promise<string> =>
    new CompactEncrypt(new TextEncoder().encode(JSON.stringify(what))).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(await importJWK({ ...jwk }, 'ECDH-ES'))
  const foreign = contact()
  const sealed = [await seal(kept), await seal({ rubbish: true }), await seal(foreign), await seal(keptEvent), (await seal(kept)).replace(/.{4}$/, 'AAAA')]
  const answer = await hub.asDevice(fresh, hubApi.recoverOperations, { sealed })
  expect((answer.json['results'] as OperationResult[]).map((result) => [result.status, result.code])).toEqual([
    ['applied', null], ['refused', 'REQUEST_INVALID'], ['refused', 'ACCESS_DEVICE_PROOF_INVALID'], ['applied', null], ['refused', 'REQUEST_INVALID'],
  ])
  expect((await record()).contacts.some((entry) => entry.contactId === kept.payload.operationId && entry.officerId === 'priya.nair')).toBe(true)
  expect((await hub.asDevice(fresh, hubApi.pushOperations, { operations: [kept] })).json['results']).toMatchObject([{ status: 'refused', code: 'ACCESS_DEVICE_PROOF_INVALID' }])
})

test('opening a masked household, by id or reference, is in the ordinary access log first', async () => {
  const count = async () => Number((await hub.sql('select count(*) as n from household_accesses where officer_id = $1', ['amara.okafor']))[0]?.['n'])
  const before = await count()
  expect((await hub.asDevice(device, hubApi.openHousehold, { reference: facts.reference })).status).toBe(200)
  expect(await count()).toBe(before + 1)
  expect((await hub.asDevice(device, hubApi.openHousehold, { householdId: pseudonym() })).json['code']).toBe('NOT_FOUND')
  await hub.sql('revoke insert on household_accesses from casement_hub')
  const refused = await hub.asDevice(device, hubApi.openHousehold, { householdId: facts.householdId })
  expect(refused.json).toEqual({ code: 'INTERNAL', detail: {} })
  await hub.sql('grant insert on household_accesses to casement_hub')
})

test('households that are not there are logged without what was asked for, and trying references ends at sixty an hour', async () => {
  const officer = 'sam.tester'
  await hub.sql(`insert into officers values ('sam.tester', 'Sam Tester', 'officer', 'income-and-debt', 'canterbury')`)
  const laptop = await hub.enrol(officer)
  const open = async (by: object) => (await hub.asDevice(laptop, hubApi.openHousehold, by)).json['code']
  const tries = await Promise.all(Array.from({ length: 65 }, () => open({ reference: makeFacts().reference })))
  expect(tries.filter((code) => code === 'NOT_FOUND').length).toBe(60)
  expect(tries.filter((code) => code === 'FIND_CAP_REACHED').length).toBe(5)
  expect(await open({ reference: facts.reference })).toBe('FIND_CAP_REACHED') // or a hit could still be told from a miss
  expect(await hub.sql('select outcome, household_id, count(*)::int as n from household_accesses where officer_id = $1 group by 1, 2', [officer])).toEqual([{ outcome: 'missed', household_id: null, n: 60 }])
  await hub.sql(`update household_accesses set accessed_at = now() - interval '61 minutes' where officer_id = $1`, [officer])
  expect((await hub.asDevice(laptop, hubApi.openHousehold, { reference: facts.reference })).status).toBe(200)
})

test('an unenrolled laptop pushes nothing', async () => {
  const stranger = new TestDevice()
  expect((await hub.asDevice(stranger, hubApi.pushOperations, { operations: [contact({}, stranger)] })).json['code']).toBe('ACCESS_DEVICE_UNKNOWN')
})
