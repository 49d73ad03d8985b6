import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import type { OperationResult } from '../../../shared/model/operation'
import type { SafetyCode, SafetyField } from '../../../shared/model/safety'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let hub: HubHarness
let amara: TestDevice
let priya: TestDevice
let tom: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  ;[amara, priya, tom] = [await hub.enrol('amara.okafor'), await hub.enrol('priya.nair'), await hub.enrol('tom.brennan')]
})
afterAll(() => hub.stop())

async function household(wish: Parameters<typeof makeFacts>[0] = {}): Promise<string> {
  const facts = makeFacts(wish)
  await hub.load([facts])
  return facts.householdId
}
const safety = (by: TestDevice, householdId: string, field: SafetyField, value: SafetyCode[], base: SafetyCode[] = [], want: Record<string, unknown> = {}) =>
  by.sign({ v: 1, type: 'operation', kind: 'safety', operationId: randomUUID(), deviceId: by.deviceId, at: new Date().toISOString(), householdId, baseVersion: 1, field, base, value, settles: null, ...want })
async function push(by: TestDevice, ...operations: readonly unknown[]): Promise<string[]> {
  const answer = await hub.asDevice(by, hubApi.pushOperations, { operations })
  if (answer.status !== 200) throw new Error(answer.text)
  return (answer.json['results'] as OperationResult[]).map(({ status, code }) => code ?? status)
}
const record = async (id: string): Promise<HouseholdRecord> => HouseholdRecordSchema.parse(JSON.parse(String((await hub.sql('select document from households where household_id = $1', [id]))[0]?.['document'])))
const events = (id: string) => hub.sql('select officer_id, field, outcome, code, rule, stood, stands, is_conflict from safety_events where household_id = $1 order by event_id', [id])

test('a warning is in the record once however often it is sent, with who and when, and adds to what sources say', async () => {
  const id = await household({ safeContact: ['letters-unsafe'] })
  const operation = safety(amara, id, 'safeContact', ['phone-unsafe'])
  expect(await push(amara, operation, operation)).toEqual(['applied', 'duplicate'])
  expect(await record(id)).toMatchObject({ version: 2, safeContact: ['letters-unsafe', 'phone-unsafe'], safety: { safeContact: { codes: ['phone-unsafe'], by: 'amara.okafor', at: operation.payload.at, conflicts: [] } } })
  expect(await push(priya, safety(priya, id, 'safeContact', [], ['phone-unsafe']))).toEqual(['applied'])
  expect((await record(id)).safeContact).toEqual(['letters-unsafe']) // what a source says only the source takes back
  expect(await events(id)).toMatchObject([{ rule: 'record-safety', stood: [], stands: ['phone-unsafe'] }, { rule: 'loosen-safety-of-own', stands: [], officer_id: 'priya.nair' }])
})

test('of two who did not know of each other both stand, as a conflict, whoever came first; what is settled is settled', async () => {
  const standing: SafetyCode[][] = []
  for (const order of [[amara, priya], [priya, amara]]) {
    const id = await household()
    const wanted = (by: TestDevice): SafetyCode[] => (by === amara ? ['office-only'] : ['dog-at-property', 'no-lone-visits'])
    for (const by of order) expect(await push(by, safety(by, id, 'riskToStaff', wanted(by)))).toEqual(['applied'])
    const { codes, conflicts } = (await record(id)).safety.riskToStaff
    standing.push(codes)
    expect(conflicts).toMatchObject([{ base: [], mine: { by: order[1]?.officerId }, theirs: { by: order[0]?.officerId } }])
    expect((await events(id)).at(-1)).toMatchObject({ is_conflict: true })
    // Somebody who saw both and takes one away does not settle it: it stands until it is decided.
    expect(await push(amara, safety(amara, id, 'riskToStaff', ['office-only'], codes))).toEqual(['applied'])
    expect((await record(id)).safety.riskToStaff.codes).toEqual(codes)
    expect(await push(priya, safety(priya, id, 'riskToStaff', ['office-only'], codes, { settles: conflicts[0]?.conflictId }))).toEqual(['applied'])
    expect((await record(id)).safety.riskToStaff).toMatchObject({ codes: ['office-only'], by: 'priya.nair', conflicts: [] })
  }
  expect(standing[0]).toEqual(standing[1])
})

test('two fields are two: what one officer does to one says nothing of the other', async () => {
  const id = await household()
  expect(await push(amara, safety(amara, id, 'safeContact', ['letters-unsafe']))).toEqual(['applied'])
  expect(await push(priya, safety(priya, id, 'riskToStaff', ['office-only']))).toEqual(['applied'])
  expect((await record(id)).safety).toMatchObject({ safeContact: { codes: ['letters-unsafe'], conflicts: [] }, riskToStaff: { codes: ['office-only'], conflicts: [] } })
})

test('refused, each with its code, in the audit trail, and nothing changes', async () => {
  const id = await household()
  await push(amara, safety(amara, id, 'riskToStaff', ['office-only']))
  await hub.asDevice(tom, hubApi.openHousehold, { householdId: id })
  expect(await push(tom, safety(tom, id, 'riskToStaff', [], ['office-only']))).toEqual(['SAFETY_FORBIDDEN']) // another team's may add and not take away
  expect(await push(tom, safety(tom, id, 'riskToStaff', ['office-only', 'supervisor-first'], ['office-only']))).toEqual(['applied'])
  const elsewhere = await household({ allocatedTeam: 'housing-options', district: 'thanet', debts: [] })
  expect(await push(amara, safety(amara, elsewhere, 'safeContact', ['letters-unsafe']))).toEqual(['ACCESS_ROLE_FORBIDDEN'])
  const lead = await hub.enrol('helen.marsh')
  expect(await push(lead, safety(lead, id, 'safeContact', ['letters-unsafe']))).toEqual(['ACCESS_ROLE_FORBIDDEN'])
  const future = { at: new Date(Date.now() + 3_600_000).toISOString() }
  const first = safety(amara, id, 'safeContact', ['letters-unsafe'])
  const other = safety(amara, id, 'safeContact', ['phone-unsafe'], [], { operationId: first.payload.operationId })
  expect(await push(amara, safety(amara, id, 'safeContact', ['letters-unsafe'], [], future), safety(amara, '0'.repeat(32), 'safeContact', []), { ...first, payload: other.payload }, first, other))
    .toEqual(['SYNC_OPERATION_REFUSED', 'NOT_FOUND', 'ACCESS_DEVICE_PROOF_INVALID', 'applied', 'SYNC_OPERATION_REFUSED'])
  expect((await record(id)).safety).toMatchObject({ safeContact: { codes: ['letters-unsafe'] }, riskToStaff: { codes: ['office-only', 'supervisor-first'] } })
  expect((await events(id)).filter(({ outcome }) => outcome === 'refused').map(({ code }) => code)).toEqual(['SAFETY_FORBIDDEN', 'ACCESS_ROLE_FORBIDDEN'])
  const answer = await hub.asDevice(amara, hubApi.pushOperations, { operations: [safety(amara, id, 'riskToStaff', ['letters-unsafe'])] })
  expect(answer.json['code']).toBe('REQUEST_INVALID') // a code of the other field
})

test('nobody records of a household in which they know somebody; without that rule they would', async () => {
  const id = await household()
  const about = { ...(await record(id)), referral: null }
  const me = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury', circle: [id] } as const
  const { policy } = hub.hub.services
  for (const action of ['recordSafety', 'loosenSafety'] as const) {
    expect(policy.decideSafety({ ...me, circle: [] }, action, about).outcome).toBe('allow')
    expect(policy.decideSafety(me, action, about)).toMatchObject({ outcome: 'forbid', rule: 'own-circle-safety' })
  }
  const { schema, policies } = shippedPolicies()
  const without = createPolicyEngine({ schema, policies: policies.split(/(?=@id\()/).filter((text) => !text.startsWith('@id("own-circle-safety")')).join('') })
  expect(without.decideSafety(me, 'recordSafety', about).outcome).toBe('allow')
})

test('a moratorium that was reported is kept beside what creditors say, and what was kept before there was such a field reads as none', async () => {
  const id = await household()
  await push(amara, safety(amara, id, 'riskToStaff', ['office-only']))
  await hub.sql("update household_safety set safety = (safety::jsonb - 'moratorium')::text where household_id = $1", [id])
  expect(await push(amara, safety(amara, id, 'moratorium', ['breathing']))).toEqual(['applied'])
  const { safety: recorded, moratorium } = await record(id)
  expect(moratorium).toBeNull()
  expect(recorded).toMatchObject({ riskToStaff: { codes: ['office-only'] }, moratorium: { codes: ['breathing'], by: 'amara.okafor', conflicts: [] } })
  expect(await events(id)).toMatchObject([{ field: 'riskToStaff' }, { field: 'moratorium', outcome: 'applied', stands: ['breathing'] }])
})

test('a warning goes with the people when their records move, into whatever is recorded there', async () => {
  const [left, there] = [makeFacts(), makeFacts()]
  await hub.load([left, there])
  await push(amara, safety(amara, left.householdId, 'riskToStaff', ['office-only']))
  await push(amara, safety(amara, there.householdId, 'riskToStaff', ['dog-at-property']))
  await push(amara, safety(amara, left.householdId, 'moratorium', ['breathing']))
  await hub.load([{ ...left, householdId: there.householdId, reference: there.reference, asAt: '2026-11-25' }])
  expect((await record(there.householdId)).safety).toMatchObject({ riskToStaff: { codes: ['dog-at-property', 'office-only'] }, moratorium: { codes: ['breathing'] } })
  expect(await push(amara, safety(amara, left.householdId, 'safeContact', ['letters-unsafe']))).toEqual(['applied']) // written about the old one, sent late
  expect((await record(there.householdId)).safeContact).toEqual(['letters-unsafe'])
})

test('the service can add to the audit trail and never change it', async () => {
  const { db } = hub.hub.services
  await expect(db.deleteFrom('safety_events').execute()).rejects.toThrow('permission denied')
  await expect(db.updateTable('safety_events').set({ outcome: 'refused' }).execute()).rejects.toThrow('permission denied')
  await expect(db.deleteFrom('household_safety').execute()).rejects.toThrow('permission denied')
})
