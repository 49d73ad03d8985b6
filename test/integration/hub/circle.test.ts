import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { caseloadApi } from '../../../shared/api/caseload-api'
import { circleHubApi } from '../../../shared/api/circle-api'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { hubApi } from '../../../shared/api/hub-api'
import { oversightApi } from '../../../shared/api/oversight-api'
import { statementApi } from '../../../shared/api/statement-api'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { requestReveal } from '../../../service/hub/domain/request-reveal'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { listAlerts } from '../../../service/hub/repositories/alert-repository'
import { getOfficer } from '../../../service/hub/repositories/officer-repository'
import { ListsWorld } from './lists-world'
import { readPage } from './read-page'
import { makeFacts } from './test-facts'

let world: ListsWorld
let known: CodedFacts
beforeAll(async () => { world = await ListsWorld.start() })
afterAll(() => world.hub.stop())
beforeEach(async () => {
  known = makeFacts({ debts: [] })
  await world.hub.load([known])
  await world.hub.sql('truncate alerts cascade')
  await world.hub.sql('delete from circle_exclusions')
})

/** Each list is newer than the one before. */
let asOf = Date.now()
const noteBody = (exclusions: readonly unknown[], attempts: readonly unknown[] = [], at = (asOf += 1_000)) => ({ asOf: new Date(at).toISOString(), exclusions, attempts })
const note = async (...given: Parameters<typeof noteBody>) => {
  const token = await world.hub.issuer.token({ subject: 'casement-intake', role: 'intake' })
  const answer = await world.hub.inject(hubApi.noteCircle, noteBody(...given), { authorization: `Bearer ${token}` })
  await world.hub.settle()
  return answer
}
const AMARA = 'amara.okafor'
const exclude = (...households: readonly CodedFacts[]) => note(households.map(({ householdId }) => ({ officerId: AMARA, householdId })))
const device = (officerId = AMARA) => world.approvals.device(officerId)
const alerts = async () =>
  (await listAlerts(world.hub.hub.services.db, 'priya.nair', { kind: 'team', team: 'income-and-debt', district: 'canterbury' }, new Date(Date.now() + 1_000), 50)).filter(({ kind }) => kind === 'own-circle')
const policyWithout = (...ids: readonly string[]) => {
  const { schema, policies } = shippedPolicies()
  return createPolicyEngine({ schema, policies: ids.reduce((text, id) => text.replace(new RegExp(`@id\\("${id}"\\)[\\s\\S]*?;\\n`), ''), policies) })
}

const start = async (officerId = AMARA) => String((await world.hub.asDevice(device(officerId), hubApi.startSync, {})).json['cursor'])
const pull = async (cursor: string, officerId = AMARA) => {
  const { lines, end } = readPage((await world.hub.asDevice(device(officerId), hubApi.changePage, { cursor, limit: 500 })).text)
  return { lines: lines.map((line) => [line.type, line.type === 'upsert' ? line.household.householdId : line.type === 'evict' ? line.householdId : '']), cursor: end.next ?? cursor }
}
const streamed = async (officerId = AMARA) =>
  readPage((await world.hub.asDevice(device(officerId), hubApi.householdPage, { after: null, limit: 1_000 })).text).lines.flatMap((line) => (line.type === 'upsert' ? [line.household.householdId] : []))

describe('a household of the own circle', () => {
  test('leaves the scope like any that is lost: evicted once, never mentioned again, and back when the declaration is withdrawn', async () => {
    const [hers, theirs] = [await start(), await start('lena.fox')]
    expect((await exclude(known)).json).toEqual({ excluded: 1, lifted: 0, isNewer: true })
    const gone = await pull(hers)
    expect(gone.lines).toEqual([['evict', known.householdId]])
    expect((await pull(theirs, 'lena.fox')).lines).toEqual([['upsert', known.householdId]])
    expect([await streamed(), await streamed('lena.fox')].map((ids) => ids.includes(known.householdId))).toEqual([false, true])
    await world.hub.load([{ ...known, lastContactOn: '2026-11-01' }])
    const later = await pull(gone.cursor)
    expect(later.lines).toEqual([])
    expect((await exclude()).json).toEqual({ excluded: 0, lifted: 1, isNewer: true })
    expect((await pull(later.cursor)).lines).toEqual([['upsert', known.householdId]])
  })

  test('is not for a second account of the same person either: neither in its scope nor opened nor revealed', async () => {
    await world.hub.sql(`insert into officers values ('circle.second', 'A Okafor', 'officer', 'income-and-debt', 'canterbury') on conflict do nothing`)
    const second = await world.hub.enrol('circle.second')
    const reveal = async () => (await world.hub.asDevice(second, hubApi.requestReveal, second.revealBody({
      epoch: world.hub.epoch, purpose: world.hub.purpose('debt-advice'), householdId: known.householdId, persons: [known.members[0]!.personId],
    }))).json
    const ref = randomUUID().replaceAll('-', '')
    for (const account of ['lena.fox', 'circle.second']) await world.hub.sql(`insert into officer_persons values ($1, $2, 'dev.patel', now())`, [account, ref])
    expect(await reveal()).toMatchObject({ outcome: 'allow' })
    expect((await note([{ officerId: 'lena.fox', householdId: known.householdId }])).json).toEqual({ excluded: 2, lifted: 0, isNewer: true })
    expect((await reveal())['code']).toBe('CIRCLE_OWN')
    expect((await world.hub.asDevice(second, hubApi.openHousehold, { reference: known.reference })).json['code']).toBe('CIRCLE_OWN')
    expect((await exclude()).json).toEqual({ excluded: 0, lifted: 2, isNewer: true })
    expect(await reveal()).toMatchObject({ outcome: 'allow' })
  })

  test('opens by no reference, and the supervisor is told once a day, never who', async () => {
    await exclude(known)
    for (const by of [{ reference: known.reference }, { householdId: known.householdId }]) {
      const answer = await world.hub.asDevice(device(), hubApi.openHousehold, by)
      expect([answer.status, answer.json['code']]).toEqual([403, 'CIRCLE_OWN'])
    }
    expect(await world.hub.sql('select 1 from household_accesses where household_id = $1', [known.householdId])).toEqual([])
    const told = await alerts()
    expect(told.map(({ officer_id: officer, reference, figures }) => [officer, reference, figures.count])).toEqual([[AMARA, null, 1]])
    expect((await world.hub.asDevice(device('lena.fox'), hubApi.openHousehold, { reference: known.reference })).status).toBe(200)
  })

  test.each([['a reveal', false], ['emergency access', true]] as const)('%s of it is entered, refused with its own code, and told; without the rule it would pass', async (_, emergency) => {
    const guarded = makeFacts({ isProtected: true })
    await world.hub.load([guarded])
    await exclude(guarded, known)
    const facts = emergency ? guarded : known
    const body = () => device().revealBody({
      epoch: world.hub.epoch, purpose: world.hub.purpose(emergency ? 'safeguarding-adult' : 'debt-advice'), householdId: facts.householdId, persons: [facts.members[0]!.personId], emergency,
    })
    const before = world.hub.hub.services.ledger.size
    const asked = body()
    for (let twice = 0; twice < 2; twice += 1) expect((await world.hub.asDevice(device(), hubApi.requestReveal, asked)).json['code']).toBe('CIRCLE_OWN')
    expect(world.hub.hub.services.ledger.size).toBe(before + 1)
    expect(await world.hub.sql('select outcome, rule, granted from reveal_decisions where request_id = $1', [asked.signed.payload.requestId])).toEqual([{ outcome: 'forbid', rule: 'own-circle', granted: null }])
    expect(await alerts()).toHaveLength(1)
    const caller = { officerId: AMARA, deviceId: device().deviceId, signingKey: device().signingKey }
    await expect(requestReveal({ ...world.hub.hub.services, policy: policyWithout('own-circle') }, caller, hubApi.requestReveal.request.parse(body()))).resolves.toMatchObject({ outcome: 'allow' })
  })

  test('an approval given before the declaration opens nothing after it', async () => {
    const { approvals } = world
    const asked = await approvals.ask('plain')
    await approvals.decide(asked, 'priya.nair')
    await exclude(approvals.plain)
    expect((await approvals.reveal(await approvals.opening(asked))).json['code']).toBe('CIRCLE_OWN')
  })

  test('gets into no contact list', async () => {
    await exclude(world.facts[1]!)
    expect((await world.send(world.listBody())).json).toMatchObject({ code: 'LIST_FORBIDDEN', detail: { rule: 'own-circle' } })
    await exclude()
    expect((await world.send(world.listBody())).status).toBe(200)
  })

  test('is nobody’s to decide on who knows them', async () => {
    const asked = await world.approvals.ask('plain')
    await note([{ officerId: 'priya.nair', householdId: world.approvals.plain.householdId }])
    expect((await world.approvals.decide(asked, 'priya.nair')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'own-circle-decisions' } })
    await note([])
    expect((await world.approvals.decide(asked, 'priya.nair')).status).toBe(200)
  })

  test('is nobody’s to look up in the ledger, nor to make a statement about, who knows them; that they tried is told', async () => {
    const lead = 'helen.marsh'
    const ask = (endpoint: Endpoint, body: unknown) => world.hub.asDevice(device(lead), endpoint, body)
    const body = device().revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose(), householdId: known.householdId, persons: [known.members[0]!.personId] })
    expect((await world.approvals.reveal(body)).json['outcome']).toBe('allow')
    const statementId = randomUUID()
    const { reference } = known
    const of = { statementId, reference, personId: null, from: null, to: null }
    const search = { kind: null, officerId: null, district: null, purpose: null, period: null, outcome: null, after: null, limit: 100 }
    const [whole] = await world.hub.sql('select entry_index from ledger_openings where household_id = $1', [known.householdId])
    const entries = { entries: [{ epoch: world.hub.epoch, index: Number(whole?.['entry_index']) }], knownSize: 0 }
    expect([(await ask(statementApi.openStatement, of)).status, (await ask(oversightApi.evidence, entries)).status]).toEqual([200, 200])
    expect((await ask(oversightApi.searchLedger, search)).text).toContain(reference)

    await note([{ officerId: lead, householdId: known.householdId }])
    const said = await ask(oversightApi.searchLedger, search)
    expect([said.status, said.text.includes(reference)]).toEqual([200, false])
    expect((await ask(oversightApi.whoLooked, { reference, after: null, limit: 10 })).json['code']).toBe('CIRCLE_OWN')
    expect((await ask(oversightApi.evidence, entries)).json['code']).toBe('NOT_FOUND')
    for (const [endpoint, asked] of [[statementApi.statementMembers, { reference }], [statementApi.openStatement, { ...of, statementId: randomUUID() }], [statementApi.readStatement, { statementId }]] as const)
      expect((await ask(endpoint, asked)).json['code'], endpoint.path).toBe('CIRCLE_OWN')
    expect((await ask(statementApi.listStatements, { after: null, limit: 100 })).text).not.toContain(reference)
    expect((await ask(oversightApi.listToolUse, { after: null, limit: 100 })).text).not.toContain(reference)
    expect(await world.hub.sql(`select kind from alerts where officer_id = $1`, [lead])).toEqual([{ kind: 'own-circle' }])
  })

  test('is in no list of referrals of theirs; and what became protected is offered to nobody new, though the sender still sees it', async () => {
    const { householdId } = known
    const [sender, receiver] = [device('grace.tembo'), device()]
    await world.hub.load([{ ...known, allocatedTeam: 'housing-options' }])
    const operation = {
      v: 1, type: 'operation', kind: 'refer', operationId: randomUUID(), deviceId: sender.deviceId, at: new Date().toISOString(), householdId, baseVersion: 1,
      toTeam: 'income-and-debt', toDistrict: 'canterbury', reason: 'homelessness-risk',
    }
    expect((await world.hub.asDevice(sender, hubApi.pushOperations, { operations: [sender.sign(operation)] })).json).toMatchObject({ results: [{ status: 'applied' }] })
    const listed = async (by: typeof sender) => (await world.hub.asDevice(by, caseloadApi.caseloadLists, {})).text.includes(known.reference)
    expect([await listed(sender), await listed(receiver), await listed(device('lena.fox'))]).toEqual([true, true, true])
    await exclude(known)
    expect([await listed(sender), await listed(receiver), await listed(device('lena.fox'))]).toEqual([true, false, true])
    await world.hub.load([{ ...known, allocatedTeam: 'housing-options', isProtected: true }])
    expect([await listed(sender), await listed(device('lena.fox'))]).toEqual([true, false])
  })

  test('comes into no caseload of theirs, by themselves or by anybody; what supervisors are told does not say why', async () => {
    await exclude(known)
    const { db } = world.hub.hub.services
    const household = { ...HouseholdRecordSchema.parse(JSON.parse(String((await world.hub.sql('select document from households where household_id = $1', [known.householdId]))[0]?.['document']))), referral: null }
    const [amara, priya] = [await getOfficer(db, AMARA), await getOfficer(db, 'priya.nair')]
    const decide = (policy = createPolicyEngine()) => [policy.decideCaseload(amara, 'claim', household, amara), policy.decideCaseload(priya, 'allocate', household, amara)].map(({ outcome, rule }) => [outcome, rule])
    expect(decide()).toEqual([['forbid', 'own-circle-caseload'], ['forbid', 'receiver-cannot-take']])
    expect(shippedPolicies().policies).toContain('They cannot take this household. Choose somebody else.')
    expect(decide(policyWithout('own-circle-caseload', 'receiver-cannot-take')).map(([outcome]) => outcome)).toEqual(['allow', 'allow'])
  })
})

describe('what the courier brings', () => {
  test('is the courier’s alone to bring', async () => {
    expect((await world.hub.asOfficer(AMARA, circleHubApi.noteCircle, noteBody([]))).json['code']).toBe('ACCESS_TOKEN_INVALID')
  })

  test('an older list changes nothing, and officers whom the hub does not know are left out', async () => {
    await note([{ officerId: AMARA, householdId: known.householdId }, { officerId: 'nobody.here', householdId: known.householdId }])
    expect((await note([], [], asOf - 500)).json).toEqual({ excluded: 0, lifted: 0, isNewer: false })
    // A vault whose clock ran ahead: remembered, its moment would have every later list passed over.
    expect((await note([], [], Date.now() + 86_400_000)).json['code']).toBe('REQUEST_INVALID')
    await world.hub.sql(`update circle_state set as_of = now() + interval '10 years'`)
    expect((await note([{ officerId: AMARA, householdId: known.householdId }])).json).toMatchObject({ isNewer: true })
    expect(await world.hub.sql('select officer_id, household_id from circle_exclusions')).toEqual([{ officer_id: AMARA, household_id: known.householdId }])
  })

  test('attempts at the vault are told to the supervisor, each once however often it is brought', async () => {
    const attempt = () => ({ attemptId: randomUUID(), officerId: AMARA, householdId: known.householdId, at: new Date().toISOString() })
    const [first, second] = [attempt(), attempt()]
    await note([], [first])
    await note([], [first, second, { ...attempt(), officerId: 'nobody.here' }])
    expect((await alerts()).map(({ figures }) => figures.count).toSorted((a, b) => a - b)).toEqual([1, 2])
  })

  test('nothing of it is in what an officer is told of themselves', async () => {
    await exclude(known)
    expect(Object.keys((await world.hub.asDevice(device(), hubApi.session, {})).json['officer'] as object).toSorted()).toEqual(['displayName', 'district', 'officerId', 'role', 'team'])
  })
})
