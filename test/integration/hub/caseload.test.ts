import { randomUUID } from 'node:crypto'
import { CompactEncrypt, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadApi } from '../../../shared/api/caseload-api'
import { hubApi } from '../../../shared/api/hub-api'
import type { CaseloadKind } from '../../../shared/model/caseload-operation'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import { PersonIdSchema } from '../../../shared/model/ids'
import type { OperationResult } from '../../../shared/model/operation'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts, pseudonym } from './test-facts'

let hub: HubHarness
let amara: TestDevice
let leila: TestDevice
let priya: TestDevice
let tom: TestDevice
let grace: TestDevice
let ravi: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  for (const [id, role, team, district] of [
    ['leila.haddad', 'officer', 'income-and-debt', 'canterbury'], ['grace.adeyemi', 'officer', 'housing-options', 'canterbury'], ['ravi.menon', 'officer', 'income-and-debt', 'thanet'],
  ]) await hub.sql('insert into officers values ($1, $1, $2, $3, $4)', [id, role, team, district])
  const laptops = []
  for (const officer of ['amara.okafor', 'leila.haddad', 'priya.nair', 'tom.brennan', 'grace.adeyemi', 'ravi.menon']) laptops.push(await hub.enrol(officer))
  ;[amara, leila, priya, tom, grace, ravi] = laptops as [TestDevice, TestDevice, TestDevice, TestDevice, TestDevice, TestDevice]
})
afterAll(() => hub.stop())

/** At low risk, so that it is in nobody's scope but the team's. */
const QUIET = { debts: [], lastContactOn: '2026-11-01' }
async function household(wish: Parameters<typeof makeFacts>[0] = {}): Promise<string> {
  const facts = makeFacts({ ...QUIET, members: [{ personId: PersonIdSchema.parse(pseudonym()), role: 'tenant', ageBand: '35-44' }], ...wish })
  await hub.load([facts])
  return facts.householdId
}
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const act = (by: TestDevice, householdId: string, kind: CaseloadKind, want: Record<string, unknown> = {}) =>
  by.sign({ v: 1, type: 'operation', kind, operationId: randomUUID(), deviceId: by.deviceId, at: ago(1), householdId, baseVersion: 1, ...want })
async function push(by: TestDevice, operations: readonly unknown[]): Promise<OperationResult[]> {
  const answer = await hub.asDevice(by, hubApi.pushOperations, { operations })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json['results'] as OperationResult[]
}
const codes = async (by: TestDevice, ...operations: readonly unknown[]): Promise<string[]> => (await push(by, operations)).map(({ status, code }) => code ?? status)
const claim = (by: TestDevice, id: string) => act(by, id, 'claim')
const record = async (id: string): Promise<HouseholdRecord> =>
  HouseholdRecordSchema.parse(JSON.parse(String((await hub.sql('select document from households where household_id = $1', [id]))[0]?.['document'])))
const events = (id: string) => hub.sql('select act, outcome, code, rule, officer_id, from_officer, to_officer from caseload_events where household_id = $1 order by event_id', [id])
const holds = async (by: TestDevice, id: string): Promise<boolean> => (await hub.asDevice(by, hubApi.householdPage, { after: null, limit: 1_000 })).text.includes(id)
async function watch(by: TestDevice): Promise<(id: string) => Promise<'upsert' | 'evict' | 'nothing'>> {
  const { cursor } = (await hub.asDevice(by, hubApi.startSync, {})).json
  return async (id) => {
    await hub.settle()
    const { text } = await hub.asDevice(by, hubApi.changePage, { cursor, limit: 1_000 })
    const line = text.split('\n').findLast((words) => words.includes(id))
    return line === undefined ? 'nothing' : line.startsWith('{"type":"evict"') ? 'evict' : 'upsert'
  }
}
const refer = (by: TestDevice, id: string, toTeam = 'housing-options', toDistrict = 'canterbury') => act(by, id, 'refer', { toTeam, toDistrict, reason: 'homelessness-risk' })

test('a claimed household is in the claimant’s caseload, with who, when and how', async () => {
  const id = await household()
  const operation = claim(amara, id)
  expect(await codes(amara, operation, operation)).toEqual(['applied', 'duplicate'])
  expect(await record(id)).toMatchObject({ version: 2, allocatedOfficer: 'amara.okafor', allocation: { allocationId: operation.payload.operationId, by: 'amara.okafor', act: 'claim', at: operation.payload.at } })
  expect(await events(id)).toMatchObject([{ act: 'claim', outcome: 'applied', code: null, rule: 'claim-of-own-team', officer_id: 'amara.okafor' }])
})

test('of two who claim at the same moment exactly one has it, and the other is told; claiming one’s own again is no harm', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await household()
    const answers = (await Promise.all([codes(amara, claim(amara, id)), codes(leila, claim(leila, id))])).flat()
    expect(answers.toSorted()).toEqual(['CASELOAD_TAKEN', 'applied'])
    const winner = answers[0] === 'applied' ? amara : leila
    expect((await record(id)).allocatedOfficer).toBe(winner.officerId)
    expect(await codes(winner, claim(winner, id))).toEqual(['applied'])
    expect((await record(id)).version).toBe(2)
    expect(await events(id)).toHaveLength(3)
  }
})

test('hand over takes effect at once, to a colleague of the same team only, and only of one’s own', async () => {
  const id = await household()
  await push(amara, [claim(amara, id)])
  const over = (toOfficer: string, by = amara) => act(by, id, 'hand-over', { toOfficer, note: 'leave' })
  expect(await codes(leila, over('priya.nair', leila))).toEqual(['CASELOAD_CHANGED'])
  expect(await codes(amara, over('tom.brennan'), over('ravi.menon'), over('helen.marsh'), over('nobody.here'), over('amara.okafor'))).toEqual(Array.from({ length: 5 }, () => 'CASELOAD_RECEIVER_INVALID'))
  expect((await record(id)).allocatedOfficer).toBe('amara.okafor')
  expect(await codes(amara, over('leila.haddad'))).toEqual(['applied'])
  expect((await record(id)).allocation).toMatchObject({ officerId: 'leila.haddad', by: 'amara.okafor', act: 'hand-over', note: 'leave' })
  expect(await holds(amara, id)).toBe(true) // still the team's
  expect(await codes(amara, over('priya.nair'))).toEqual(['CASELOAD_CHANGED'])
})

test('a laptop that claimed and handed over without signal may send both late, in order, and again', async () => {
  const id = await household()
  const both = [claim(amara, id), act(amara, id, 'hand-over', { toOfficer: 'leila.haddad', note: null })]
  expect(await codes(amara, ...both)).toEqual(['applied', 'applied'])
  expect(await codes(amara, ...both.toReversed())).toEqual(['duplicate', 'duplicate'])
  const other = await household()
  const second = act(amara, other, 'hand-over', { toOfficer: 'leila.haddad', note: null })
  expect(await codes(amara, second)).toEqual(['CASELOAD_CHANGED']) // before its claim: refused, not lost; once more after it
  expect(await codes(amara, claim(amara, other), second)).toEqual(['applied', 'applied'])
})

test('officers release their own; a supervisor allocates and releases within the own team, and nobody else does', async () => {
  const id = await household()
  await push(amara, [claim(amara, id)])
  const release = (by: TestDevice, baseOfficer = 'amara.okafor') => act(by, id, 'release', { baseOfficer })
  const allocate = (by: TestDevice, toOfficer: string, baseOfficer: string | null = 'amara.okafor') => act(by, id, 'allocate', { toOfficer, baseOfficer, note: 'workload' })
  expect(await codes(leila, release(leila), allocate(leila, 'leila.haddad'))).toEqual(['CASELOAD_FORBIDDEN', 'CASELOAD_FORBIDDEN'])
  expect(await codes(priya, allocate(priya, 'tom.brennan'), allocate(priya, 'leila.haddad', null))).toEqual(['CASELOAD_RECEIVER_INVALID', 'CASELOAD_CHANGED'])
  expect(await codes(priya, allocate(priya, 'leila.haddad'))).toEqual(['applied'])
  expect(await codes(priya, release(priya, 'leila.haddad'))).toEqual(['applied'])
  expect((await record(id)).allocation).toMatchObject({ officerId: null, act: 'release', by: 'priya.nair' })
  const foreign = await household({ allocatedTeam: 'housing-options' })
  await hub.asDevice(priya, hubApi.openHousehold, { householdId: foreign })
  expect(await codes(priya, act(priya, foreign, 'allocate', { toOfficer: 'leila.haddad', baseOfficer: null, note: null }))).toEqual(['CASELOAD_FORBIDDEN'])
  expect((await record(foreign)).allocatedOfficer).toBeNull()
})

test('a household without a team comes to the claimant’s own; another team’s cannot be claimed though it was opened', async () => {
  const [teamless, foreign] = [await household({ allocatedTeam: null }), await household({ allocatedTeam: 'housing-options' })]
  for (const householdId of [teamless, foreign]) await hub.asDevice(amara, hubApi.openHousehold, { householdId })
  expect(await codes(amara, claim(amara, teamless), claim(amara, foreign))).toEqual(['applied', 'CASELOAD_FORBIDDEN'])
  expect(await record(teamless)).toMatchObject({ allocatedTeam: 'income-and-debt', allocatedDistrict: null })
  await push(amara, [act(amara, teamless, 'release', { baseOfficer: 'amara.okafor' })])
  expect(await holds(leila, teamless)).toBe(true)
})

test('roles without case work do nothing to caseloads, and neither does anybody to a household beyond their reach', async () => {
  const id = await household({ district: 'thanet' })
  for (const officer of ['helen.marsh', 'dev.patel']) {
    const laptop = await hub.enrol(officer)
    expect(await codes(laptop, claim(laptop, id), act(laptop, id, 'next-action', { nextAction: null, baseAction: null }))).toEqual(['ACCESS_ROLE_FORBIDDEN', 'ACCESS_ROLE_FORBIDDEN'])
    expect((await hub.asDevice(laptop, caseloadApi.caseloadLists, {})).json).toEqual({ colleagues: [], teams: [], referrals: [] })
  }
  expect(await codes(amara, claim(amara, id), claim(amara, pseudonym()))).toEqual(['CASELOAD_CHANGED', 'NOT_FOUND'])
  expect((await record(id)).allocatedOfficer).toBeNull()
  expect((await events(id)).map(({ outcome, code }) => [outcome, code])).toEqual([...Array.from({ length: 4 }, () => ['refused', 'ACCESS_ROLE_FORBIDDEN']), ['refused', 'CASELOAD_CHANGED']])
})

test('a next action is set, changed and completed without a contact; who was given the household since has it to do', async () => {
  const id = await household()
  const [first, second] = [{ kind: 'visit', dueOn: dayIn(2) }, { kind: 'call-back', dueOn: dayIn(4) }]
  const plan = (by: TestDevice, nextAction: unknown, baseAction: unknown, at: string) => act(by, id, 'next-action', { nextAction, baseAction, at })
  expect(await codes(amara, plan(amara, first, null, ago(50)))).toEqual(['applied'])
  expect(await record(id)).toMatchObject({ nextAction: first, nextActionOwner: 'amara.okafor' })
  expect(await codes(leila, plan(leila, second, null, ago(40)))).toEqual(['CASELOAD_ACTION_CHANGED'])
  expect(await codes(amara, plan(amara, second, first, ago(30)))).toEqual(['applied'])
  await push(amara, [act(amara, id, 'claim', { at: ago(20) }), act(amara, id, 'hand-over', { at: ago(15), toOfficer: 'leila.haddad', note: null })])
  expect(await record(id)).toMatchObject({ nextAction: second, nextActionOwner: 'leila.haddad' })
  expect(await hub.sql('select promised_officer from households where household_id = $1', [id])).toEqual([{ promised_officer: 'leila.haddad' }])
  expect(await codes(leila, plan(leila, null, second, ago(10)))).toEqual(['applied'])
  expect(await record(id)).toMatchObject({ nextAction: null, nextActionOwner: null })
})

test('a referral is in the other team’s scope while it waits, moves when they accept, and leaves the sender’s', async () => {
  const id = await household()
  await push(amara, [claim(amara, id)])
  const [senders, receivers, others] = [await watch(amara), await watch(grace), await watch(tom)]
  expect(await holds(grace, id)).toBe(false)
  const referral = refer(amara, id)
  expect(await codes(amara, referral, refer(amara, id))).toEqual(['applied', 'CASELOAD_REFERRAL_PENDING'])
  expect([await senders(id), await receivers(id), await others(id)]).toEqual(['upsert', 'upsert', 'nothing'])
  expect(await record(id)).toMatchObject({ allocatedOfficer: 'amara.okafor', allocatedTeam: 'income-and-debt', referral: { state: 'pending', by: 'amara.okafor' } })
  const { referralId } = { referralId: referral.payload.operationId }
  expect(await codes(leila, act(leila, id, 'accept-referral', { referralId }))).toEqual(['CASELOAD_FORBIDDEN'])
  expect(await codes(grace, act(grace, id, 'accept-referral', { referralId: randomUUID() }), act(grace, id, 'accept-referral', { referralId }))).toEqual(['CASELOAD_REFERRAL_CLOSED', 'applied'])
  expect(await record(id)).toMatchObject({ allocatedOfficer: 'grace.adeyemi', allocatedTeam: 'housing-options', referral: { state: 'accepted', decidedBy: 'grace.adeyemi' } })
  expect([await senders(id), await receivers(id), await holds(amara, id), await holds(grace, id)]).toEqual(['evict', 'upsert', false, true])
  expect(await codes(amara, act(amara, id, 'withdraw-referral', { referralId }))).toEqual(['CASELOAD_CHANGED']) // no longer hers to withdraw
  for (const side of [amara, grace]) {
    const { referrals, colleagues } = caseloadApi.caseloadLists.response.parse((await hub.asDevice(side, caseloadApi.caseloadLists, {})).json)
    expect(referrals.find((item) => item.referralId === referralId)).toMatchObject({ state: 'accepted', byName: 'Amara Okafor', decidedByName: 'grace.adeyemi', householdId: id })
    expect(colleagues.every(({ district, role }) => district === 'canterbury' && ['officer', 'outreach', 'supervisor'].includes(role))).toBe(true)
  }
  expect(JSON.stringify((await hub.asDevice(tom, caseloadApi.caseloadLists, {})).json)).not.toContain(referralId)
  // a later word of the source does not take it back
  const facts = JSON.parse(String((await hub.sql('select facts from household_facts where household_id = $1', [id]))[0]?.['facts'])) as Parameters<typeof hub.load>[0][number]
  await hub.load([{ ...facts, lastContactOn: '2026-11-24' }])
  expect((await record(id)).allocatedTeam).toBe('housing-options')
})

test('a referral that waits is the household’s, also where the laptop of an earlier one’s withdrawal had a clock that was ahead', async () => {
  const id = await household()
  const first = refer(amara, id)
  const withdrawal = act(amara, id, 'withdraw-referral', { referralId: first.payload.operationId, at: ago(-4) })
  const second = act(leila, id, 'refer', { toTeam: 'housing-options', toDistrict: 'canterbury', reason: 'homelessness-risk', at: ago(20) })
  expect([await codes(amara, first, withdrawal), await codes(leila, second)]).toEqual([['applied', 'applied'], ['applied']])
  expect((await record(id)).referral).toMatchObject({ referralId: second.payload.operationId, state: 'pending' })
  expect(await codes(leila, refer(leila, id))).toEqual(['CASELOAD_REFERRAL_PENDING'])
  expect(await codes(grace, act(grace, id, 'decline-referral', { referralId: second.payload.operationId, reason: 'no-capacity', at: ago(10) }))).toEqual(['applied'])
  expect((await record(id)).referral).toMatchObject({ referralId: second.payload.operationId, state: 'declined' })
})

test('a declined or withdrawn referral leaves the receivers’ laptops and everything else as it was', async () => {
  for (const [by, kind, state] of [[grace, 'decline-referral', 'declined'], [amara, 'withdraw-referral', 'withdrawn'], [priya, 'withdraw-referral', 'withdrawn']] as const) {
    const id = await household()
    await push(amara, [claim(amara, id)])
    const referral = refer(amara, id)
    await push(amara, [referral])
    const receivers = await watch(grace)
    const want = { referralId: referral.payload.operationId, ...(kind === 'decline-referral' ? { reason: 'no-capacity' } : {}) }
    if (kind === 'withdraw-referral') expect(await codes(grace, act(grace, id, kind, want))).toEqual(['CASELOAD_FORBIDDEN'])
    else expect(await codes(amara, act(amara, id, kind, want))).toEqual(['CASELOAD_FORBIDDEN'])
    expect(await codes(by, act(by, id, kind, want))).toEqual(['applied'])
    expect([await receivers(id), await holds(grace, id), await holds(amara, id)]).toEqual(['evict', false, true])
    expect(await record(id)).toMatchObject({ allocatedOfficer: 'amara.okafor', allocatedTeam: 'income-and-debt', referral: { state } })
    expect(await codes(amara, refer(amara, id))).toEqual(['applied']) // and may be referred anew
  }
})

test('a team of another district takes a household over: theirs from then on, whatever district it lies in', async () => {
  const id = await household()
  const referral = refer(leila, id, 'income-and-debt', 'thanet')
  expect(await codes(leila, referral)).toEqual(['applied'])
  expect(await holds(ravi, id)).toBe(true)
  expect(await codes(ravi, act(ravi, id, 'accept-referral', { referralId: referral.payload.operationId }))).toEqual(['applied'])
  expect(await record(id)).toMatchObject({ district: 'canterbury', allocatedTeam: 'income-and-debt', allocatedDistrict: 'thanet', allocatedOfficer: 'ravi.menon' })
  const [theirs, ours] = [await watch(ravi), await watch(leila)]
  expect(await holds(leila, id)).toBe(false)
  await push(ravi, [act(ravi, id, 'release', { baseOfficer: 'ravi.menon' })])
  expect([await theirs(id), await ours(id), await holds(ravi, id), await holds(leila, id)]).toEqual(['upsert', 'nothing', true, false])
})

test('no referral goes to the same team, to a team with nobody in it, of a protected record, or of another team’s household', async () => {
  const id = await household()
  expect(await codes(amara, refer(amara, id, 'income-and-debt'), refer(amara, id, 'welfare-rights'), refer(amara, id, 'outreach', 'dover'))).toEqual(Array.from({ length: 3 }, () => 'CASELOAD_RECEIVER_INVALID'))
  const guarded = await household({ isProtected: true })
  expect(await codes(amara, refer(amara, guarded))).toEqual(['CASELOAD_FORBIDDEN'])
  expect(await events(guarded)).toMatchObject([{ outcome: 'refused', rule: 'protected-record-not-referred' }])
  expect(await holds(grace, guarded)).toBe(false)
  const foreign = await household({ allocatedTeam: 'outreach' })
  await hub.asDevice(amara, hubApi.openHousehold, { householdId: foreign })
  expect(await codes(amara, refer(amara, foreign))).toEqual(['CASELOAD_FORBIDDEN'])
})

test('a record that becomes protected while it is referred leaves the receivers’ laptops', async () => {
  const facts = makeFacts({ ...QUIET })
  await hub.load([facts])
  await push(amara, [refer(amara, facts.householdId)])
  expect(await holds(grace, facts.householdId)).toBe(true)
  const receivers = await watch(grace)
  await hub.load([{ ...facts, isProtected: true }])
  expect(await receivers(facts.householdId)).toBe('evict')
})

test('an act signed by another laptop, altered, from the future or under a used id is refused', async () => {
  const id = await household()
  const forged = claim(amara, id)
  forged.payload = { ...forged.payload, householdId: await household() }
  const used = claim(amara, id)
  expect(await codes(amara, claim(leila, id), forged, act(amara, id, 'claim', { at: ago(-11) }), used, act(amara, id, 'release', { operationId: used.payload.operationId, baseOfficer: 'amara.okafor' })))
    .toEqual(['ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_DEVICE_PROOF_INVALID', 'SYNC_OPERATION_REFUSED', 'applied', 'SYNC_OPERATION_REFUSED'])
  expect((await hub.asDevice(amara, hubApi.pushOperations, { operations: [act(amara, id, 'refer', { toTeam: 'friends', toDistrict: 'canterbury', reason: 'homelessness-risk' })] })).json['code']).toBe('REQUEST_INVALID')
})

test('the audit trail can be added to and read by the service, never changed; a second pending referral is refused by the database too', async () => {
  const { hub: service } = hub
  await expect(service.services.db.deleteFrom('caseload_events').execute()).rejects.toThrow('permission denied')
  await expect(service.services.db.updateTable('caseload_events').set({ act: 'claim' }).execute()).rejects.toThrow('permission denied')
  const id = await household()
  await push(amara, [refer(amara, id)])
  await expect(hub.sql(`insert into referrals select gen_random_uuid(), household_id, from_team, from_district, to_team, to_district, state, changed_at, referral from referrals where household_id = $1`, [id])).rejects.toThrow('referrals_pending')
})

test('when the audit event cannot be written, nothing changes hands', async () => {
  const id = await household()
  await hub.sql('revoke insert on caseload_events from casement_hub')
  expect((await hub.asDevice(amara, hubApi.pushOperations, { operations: [claim(amara, id)] })).status).toBe(500)
  await hub.sql('grant insert on caseload_events to casement_hub')
  expect((await record(id)).allocatedOfficer).toBeNull()
})

test('a document from before there were caseloads is read, claimed and written whole', async () => {
  const id = await household()
  await hub.sql(`update households set document = (document::jsonb - 'allocation' - 'allocatedDistrict' - 'nextActionOwner' - 'referral')::text where household_id = $1`, [id])
  expect(await codes(amara, claim(amara, id))).toEqual(['applied'])
  expect(await record(id)).toMatchObject({ version: 2, allocatedOfficer: 'amara.okafor', allocatedDistrict: null, nextActionOwner: null, referral: null })
})

test('work recovered from a lost passphrase claims too, and is judged like any other', async () => {
  const id = await household()
  const { kid, jwk } = hub.hub.services.bundle.active('hub-seal')
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claim(amara, id)))).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(await importJWK({ ...jwk }, 'ECDH-ES'))
  const answer = await hub.asDevice(amara, hubApi.recoverOperations, { sealed: [sealed, sealed] })
  expect(answer.json['results']).toMatchObject([{ status: 'applied' }, { status: 'duplicate' }])
  expect((await record(id)).allocatedOfficer).toBe('amara.okafor')
})
