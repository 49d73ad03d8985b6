import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { hubApi } from '../../../shared/api/hub-api'
import { visitPacksApi } from '../../../shared/api/visit-packs-api'
import { commit } from '../../../shared/ledger/commitment'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { VisitPackRequest } from '../../../shared/model/contact-list'
import type { HouseholdRecord } from '../../../shared/model/household'
import { approvalOf, joinPersons, type DeviceEvent, type RevealGrant, type RevealRequest, type SignedRevealRequest } from '../../../shared/model/reveal'
import { LIST_CHECKS } from '../../../service/hub/domain/checks/list-checks'
import { LISTED_CHECKS } from '../../../service/hub/domain/checks/listed-checks'
import { decideContactList } from '../../../service/hub/domain/lists/decide-list'
import { findListed } from '../../../service/hub/domain/lists/listed-reveal'
import { requestContactList } from '../../../service/hub/domain/lists/request-list'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { bytes, ListsWorld } from './lists-world'
import { newSalt, wordingHashOf } from './test-device'
import { makeFacts } from './test-facts'

let world: ListsWorld
beforeAll(async () => { world = await ListsWorld.start() })
afterAll(() => world.hub.stop())

const HOUR_MS = 3_600_000
const hours = (n: number): string => new Date(Date.now() + n * HOUR_MS).toISOString()
const REASON = 'To agree the repayment plan in person'
const services = () => world.hub.hub.services
const device = () => world.approvals.device('amara.okafor')
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.approvals.device(officerId)
  return { officerId, deviceId, signingKey }
}
const entries = async (): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])

interface PackWish {
  readonly of?: readonly CodedFacts[]
  readonly reason?: string
  readonly change?: Partial<VisitPackRequest>
}
function packBody({ of = world.facts.slice(0, 2), reason = REASON, change = {} }: PackWish = {}) {
  const salts = { officer: newSalt(), reason: newSalt() }
  const whole = 'Visit pack: a reason is given for each visit'
  const stated = world.hub.purpose('home-visit')
  const items = of.map(({ householdId, members }, n) => ({
    householdId, persons: { value: joinPersons([members[0]!.personId]), salt: randomBytes(32).toString('base64url') }, reason: { value: n === 0 ? reason : `${REASON}, once more`, salt: randomBytes(32).toString('base64url') },
  }))
  const sorted = items.map(({ persons, reason: own }) => [commit('person', persons.value, bytes(persons.salt)), commit('reason', own.value, bytes(own.salt))] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const payload: VisitPackRequest = {
    v: 2, type: 'list-request', requestId: randomUUID(), epoch: world.hub.epoch, deviceId: device().deviceId, officer: commit('officer', 'amara.okafor', bytes(salts.officer)),
    purpose: { code: stated.code, version: stated.version, wordingHash: wordingHashOf(stated) }, reason: commit('reason', whole, bytes(salts.reason)), fieldGroups: ['address', 'contact', 'identity'],
    items: sorted.map(([item]) => item), reasons: sorted.map(([, own]) => own), outing: { from: hours(-1), until: hours(6), windowMinutes: 60 }, knownSize: 0, statedAt: new Date().toISOString(), ...change,
  }
  return { signed: device().sign(payload), openings: { officer: { value: 'amara.okafor', salt: salts.officer }, reason: { value: whole, salt: salts.reason } }, items }
}
type PackBody = ReturnType<typeof packBody>
const ask = async (wish: PackWish = {}): Promise<PackBody> => {
  const body = packBody(wish)
  const answer = await world.send(body)
  if (answer.json['state'] !== 'waiting') throw new Error(`answered ${answer.text}`)
  return body
}
const approve = (asked: PackBody) => {
  const { decisionBody } = world
  const change = { openForMinutes: 15, workForHours: 48, fieldGroups: asked.signed.payload.fieldGroups, items: asked.signed.payload.items }
  return world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi.decideList, decisionBody.call(world, asked as never, 'priya.nair', { change }))
}
const approved = async (wish: PackWish = {}): Promise<PackBody> => {
  const asked = await ask(wish)
  expect((await approve(asked)).json).toMatchObject({ state: 'approved' })
  return asked
}
const one = async ({ signed: { payload } }: PackBody) => (await world.own()).find(({ requestId }) => requestId === payload.requestId)
const opening = async (asked: PackBody, at: number, fieldGroups: RevealRequest['fieldGroups'], reason = asked.items[at]!.reason.value) => {
  const { householdId, persons } = asked.items[at]!
  const decisions = (await one(asked))?.approved?.decisions ?? ['0'.repeat(64)]
  const plain = device().revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose('home-visit'), householdId, persons: persons.value.split(','), fieldGroups, reason, relationship: 'approved-visit' })
  const signed: SignedRevealRequest = device().sign<RevealRequest>({ ...plain.signed.payload, v: 3, approval: { requestId: asked.signed.payload.requestId, decisions } } as RevealRequest)
  return { ...plain, signed }
}
const seal = async (asked: PackBody, at: number, part: 'travel' | 'door') => {
  const body = await opening(asked, at, part === 'travel' ? ['address'] : ['contact', 'identity'])
  const { json, text } = await world.reveal(body)
  if (json['outcome'] !== 'allow') throw new Error(text)
  return { revealId: body.signed.payload.requestId, grant: JSON.parse(Buffer.from(String(json['grant']).split('.')[1] ?? '', 'base64url').toString('utf8')) as RevealGrant }
}
const permits = async (asked: PackBody) =>
  visitPacksApi.ownPermits.response.parse((await world.hub.asDevice(device(), visitPacksApi.ownPermits, {})).json).permits.filter(({ requestId }) => requestId === asked.signed.payload.requestId)

let link = 0
const report = async (event: DeviceEvent['event'], { revealId, grant }: { revealId: string; grant: RevealGrant }): Promise<void> => {
  const payload: DeviceEvent = { v: 1, type: 'device-event', eventId: randomUUID(), deviceId: device().deviceId, n: link++, previousHash: '0'.repeat(64), event, requestId: revealId, grantId: grant.grantId, fieldGroup: null, at: new Date().toISOString() }
  const { json, text } = await world.hub.asDevice(device(), hubApi.pushOperations, { operations: [device().sign(payload)] })
  expect((json['results'] as { status: string }[] | undefined)?.[0]?.status, text).toBe('applied')
}

describe('a visit pack at the hub', () => {
  test('one entry, one request with a reason for each visit; every seal is a numbered permit whose grant lives as long as the outing', async () => {
    const asked = await ask()
    const queued = (await world.queue()).lists.find(({ requestId }) => requestId === asked.signed.payload.requestId)
    expect(queued).toMatchObject({ outing: asked.signed.payload.outing, workForHours: 48, opensEach: 4 })
    expect(queued?.items.map(({ reason }) => reason?.value)).toEqual([REASON, `${REASON}, once more`])
    expect((await approve(asked)).json).toMatchObject({ state: 'approved' })
    expect((await one(asked))?.approved?.workUntil).toBe(asked.signed.payload.outing.until)
    const seals = [await seal(asked, 0, 'travel'), await seal(asked, 0, 'door'), await seal(asked, 1, 'travel'), await seal(asked, 1, 'door')]
    for (const { grant } of seals) expect([grant.openBy, grant.showFor]).toEqual([asked.signed.payload.outing.until, 300])
    expect((await permits(asked)).map(({ number, revealId, state }) => [number, revealId, state])).toEqual(seals.map(({ revealId }, n) => [n + 1, revealId, 'sealed']))

    await report('shown', seals[1]!)
    await report('displayed-again', seals[1]!)
    await report('not-shown', seals[0]!)
    expect((await permits(asked)).map(({ state, displays }) => [state, displays])).toEqual([['unopened', 0], ['opened', 2], ['sealed', 0], ['sealed', 0]])
    // No word of the laptop when the time is over: nobody can say that it was not seen. A word that comes late still counts.
    await world.hub.sql(`update reveal_decisions set open_by = now() - interval '1 minute' where request_id = any($1)`, [seals.map(({ revealId }) => revealId)])
    expect((await permits(asked)).map(({ state }) => state)).toEqual(['unopened', 'opened', 'possibly-seen', 'possibly-seen'])
    const outcomes = async () => {
      const { looks } = hubApi.searchLedger.response.parse((await world.hub.asDevice(world.approvals.device('helen.marsh'), hubApi.searchLedger, { officerId: null, purpose: null, period: null, outcome: null, kind: 'reveal', district: null, after: null, limit: 100 })).json)
      return seals.map(({ revealId }) => looks.find(({ requestId }) => requestId === revealId)?.outcome)
    }
    expect(await outcomes()).toEqual(['not-shown', 'shown', 'possibly-seen', 'possibly-seen'])
    await report('not-shown', seals[2]!)
    expect((await permits(asked)).map(({ state }) => state)).toEqual(['unopened', 'opened', 'unopened', 'possibly-seen'])
  })

  test('a household has four seals and no more, and an outing that is over has none', async () => {
    const asked = await approved()
    for (const part of ['travel', 'door', 'travel', 'door'] as const) await seal(asked, 0, part)
    expect((await world.reveal(await opening(asked, 0, ['address']))).json['code']).toBe('APPROVAL_USED')
    const late = await opening(asked, 1, ['address'])
    await world.hub.sql(`update access_decisions set decided_at = decided_at - interval '48 hours' where request_id = $1`, [asked.signed.payload.requestId])
    expect((await one(asked))?.state).toBe('expired')
    expect((await world.reveal(late)).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-approved-now' } })
  })

  test('an approved visit is a relationship while it holds: not before it was approved, not of a household that was left out, not when it is cancelled', async () => {
    const known = async (facts: CodedFacts): Promise<unknown> => {
      const plain = device().revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose('home-visit'), householdId: facts.householdId, persons: [facts.members[0]!.personId], fieldGroups: ['identity'] })
      await world.reveal(plain)
      return (await world.hub.sql('select known from known_relationships where request_id = $1', [plain.signed.payload.requestId]))[0]?.['known']
    }
    const of = [makeFacts({ allocatedTeam: 'welfare-rights' }), makeFacts({ allocatedTeam: 'welfare-rights' })]
    await world.hub.load(of)
    for (const { reference } of of) await world.hub.asDevice(device(), hubApi.openHousehold, { reference })
    const asked = await ask({ of })
    expect(await known(of[0]!)).toBe('none')
    const [kept] = [commit('person', asked.items[0]!.persons.value, bytes(asked.items[0]!.persons.salt))]
    const change = { openForMinutes: 15, workForHours: 48, fieldGroups: asked.signed.payload.fieldGroups, items: [kept] }
    await world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi.decideList, world.decisionBody(asked as never, 'priya.nair', { decision: 'narrow', change }))
    expect([await known(of[0]!), await known(of[1]!)]).toEqual(['approved-visit', 'none'])
    await world.hub.asDevice(device(), contactListsApi.cancelList, { requestId: asked.signed.payload.requestId })
    expect(await known(of[0]!)).toBe('none')
  })

  test('by direct SQL as the service’s own role no permit is changed, taken away, or numbered twice', async () => {
    const asked = await approved()
    const { revealId } = await seal(asked, 0, 'door')
    const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
    await client.connect()
    const codeOf = (text: string, values: unknown[] = []) => client.query(text, values).then(() => 'none', (error: unknown) => (error as { constraint?: string }).constraint ?? (error as { code?: string }).code)
    try {
      expect(await codeOf('update visit_permits set number = 9')).toBe('42501')
      expect(await codeOf('delete from visit_permits')).toBe('42501')
      const insert = 'insert into visit_permits (request_id, number, item, reveal_id, sealed_at) values ($1, $2, $3, $4, now())'
      const { requestId, items } = asked.signed.payload
      expect(await codeOf(insert, [requestId, 1, items[0], randomUUID()])).toBe('visit_permits_pkey')
      expect(await codeOf(insert, [requestId, 2, items[0], revealId])).toBe('visit_permits_reveal_id_key')
      expect(await codeOf(insert, [requestId, 2, 'f'.repeat(64), randomUUID()])).toBe('visit_permits_request_id_item_fkey')
    } finally {
      await client.end()
    }
  })
})

describe('emergency permits at the hub', () => {
  const WORDS = 'Neighbour hears screaming, nobody answers the door'
  const groups: RevealRequest['fieldGroups'] = ['address', 'contact', 'health', 'identity', 'notes']
  const statedAs = (code: string) => ({ code, version: world.hub.purpose(code).version, wordingHash: wordingHashOf(world.hub.purpose(code)) })
  const beside = (visits: PackBody, change: object = {}) =>
    packBody({ of: world.facts.slice(0, 2), change: { v: 3, pack: visits.signed.payload.requestId, outing: visits.signed.payload.outing, purpose: statedAs('safeguarding-adult'), fieldGroups: groups, ...change } as never })
  async function sealed() {
    const visits = await approved()
    const asked = beside(visits)
    expect((await world.send(asked)).json).toMatchObject({ state: 'waiting' })
    expect((await approve(asked)).json).toMatchObject({ state: 'approved' })
    const body = await sealing(asked)
    const { json, text } = await world.reveal(body)
    if (json['outcome'] !== 'allow') throw new Error(text)
    return { visits, asked, body, grant: JSON.parse(Buffer.from(String(json['grant']).split('.')[1] ?? '', 'base64url').toString('utf8')) as RevealGrant }
  }
  async function sealing(asked: PackBody) {
    const { householdId, persons, reason } = asked.items[0]!
    const decisions = (await one(asked))?.approved?.decisions ?? ['0'.repeat(64)]
    const plain = device().revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose('safeguarding-adult'), householdId, persons: persons.value.split(','), fieldGroups: groups, reason: reason.value, relationship: 'approved-visit' })
    return { ...plain, signed: device().sign<RevealRequest>({ ...plain.signed.payload, v: 3, approval: { requestId: asked.signed.payload.requestId, decisions } } as RevealRequest) }
  }
  /** What a laptop sends that opened a permit without signal. */
  function opened(permit: { requestId: string; grantId: string }, asked: PackBody, want: { purpose?: string; groups?: RevealRequest['fieldGroups']; at?: string; officer?: string } = {}) {
    const { householdId, persons } = asked.items[0]!
    const plain = device().revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose(want.purpose ?? 'safeguarding-adult'), householdId, persons: persons.value.split(','), fieldGroups: want.groups ?? groups, reason: WORDS, relationship: 'approved-visit' })
    const reveal = device().sign<RevealRequest>({ ...plain.signed.payload, v: 4, emergency: true, approval: null, permit } as RevealRequest)
    const payload = { v: 1, type: 'operation', kind: 'emergency-opening', operationId: randomUUID(), deviceId: device().deviceId, at: want.at ?? new Date().toISOString(), householdId, reveal, openings: plain.openings }
    return { payload, reveal, plain, signed: device().sign(payload) }
  }
  const push = async (...operations: readonly unknown[]) => {
    const answer = await world.hub.asDevice(device(), hubApi.pushOperations, { operations })
    if (answer.status !== 200) throw new Error(answer.text)
    return (answer.json['results'] as { status: string; code: string | null }[]).map(({ status, code }) => code ?? status)
  }

  test('an opening that is heard of is an entry, a use, a review for somebody else and an alert, once; a quota that was overdrawn refuses nothing', async () => {
    const { asked, grant } = await sealed()
    const permit = { requestId: grant.requestId, grantId: grant.grantId }
    const first = opened(permit, asked)
    expect(await push(first.signed, first.signed)).toEqual(['applied', 'duplicate'])
    expect(await push(first.signed)).toEqual(['duplicate'])
    const { requestId } = first.reveal.payload
    expect(await world.hub.sql('select t.causes, o.reason, d.rule, u.officer_id from review_tasks t join ledger_openings o using (epoch, entry_index) join reveal_decisions d on d.request_id = t.request_id join emergency_uses u on u.request_id = t.request_id where t.request_id = $1', [requestId]))
      .toEqual([{ causes: ['emergency'], reason: WORDS, rule: 'emergency-without-signal', officer_id: 'amara.okafor' }])
    expect(await world.hub.sql('select kind from alerts where request_id = $1', [requestId])).toEqual([{ kind: 'emergency' }])
    await report('shown', { revealId: requestId, grant })
    expect((await permits(asked)).map(({ revealId, state, displays }) => [revealId, state, displays])).toEqual([[grant.requestId, 'opened', 1]])
    for (let n = 0; n < 3; n += 1) expect(await push(opened(permit, asked).signed)).toEqual(['applied'])
    expect((await world.hub.sql(`select count(*)::int as uses from emergency_uses where officer_id = 'amara.okafor'`))[0]).toEqual({ uses: 4 })
    await world.hub.sql('delete from emergency_uses')
  })

  test('by a laptop whose clock was ahead, of a household that was merged meanwhile: heard of all the same, and dated no later than now', async () => {
    const { asked, grant } = await sealed()
    const first = opened({ requestId: grant.requestId, grantId: grant.grantId }, asked, { at: hours(2) })
    const [from, to] = [asked.items[0]!.householdId, asked.items[1]!.householdId]
    const [row] = await world.hub.sql('select * from households where household_id = $1', [from])
    await world.hub.sql('insert into household_successors values ($1, $2)', [from, to])
    await world.hub.sql('delete from households where household_id = $1', [from])
    try {
      expect(await push(first.signed)).toEqual(['applied'])
      const [use] = await world.hub.sql('select o.household_id, d.decided_at from reveal_decisions d join ledger_openings o using (epoch, entry_index) where d.request_id = $1', [first.reveal.payload.requestId])
      expect(use?.['household_id']).toBe(to)
      expect((use!['decided_at'] as Date).getTime()).toBeLessThanOrEqual(Date.now())
    } finally {
      await world.hub.sql('delete from household_successors where household_id = $1', [from])
      await world.hub.sql('insert into households select (jsonb_populate_record(null::households, $1::jsonb)).*', [JSON.stringify(row)])
      await world.hub.sql('delete from emergency_uses')
    }
  })

  test('what does not fit the permit, or was not signed as it says, is refused and enters nothing', async () => {
    const { visits, asked, grant } = await sealed()
    const door = await seal(visits, 0, 'door')
    const permit = { requestId: grant.requestId, grantId: grant.grantId }
    const fine = opened(permit, asked)
    const before = await entries()
    const resigned = (change: object) => device().sign({ ...fine.payload, operationId: randomUUID(), ...change })
    const wrong = [
      opened({ requestId: door.revealId, grantId: door.grant.grantId }, asked, { purpose: 'home-visit', groups: ['contact', 'identity'] }).signed, // an ordinary permit
      opened({ requestId: randomUUID(), grantId: randomUUID() }, asked).signed,
      opened({ ...permit, grantId: door.grant.grantId }, asked).signed,
      opened(permit, asked, { groups: ['address', 'children'] }).signed,
      opened(permit, asked, { purpose: 'safeguarding-child' }).signed,
      resigned({ householdId: asked.items[1]!.householdId }),
      resigned({ openings: { ...fine.payload.openings, reason: { ...fine.payload.openings.reason, value: 'Something else altogether was written' } } }),
      resigned({ openings: { ...fine.payload.openings, officer: { ...fine.payload.openings.officer, value: 'tom.brennan' } } }),
    ]
    expect(await push(...wrong)).toEqual(wrong.map(() => 'SYNC_OPERATION_REFUSED'))
    const { reveal } = fine
    expect(await push(resigned({ reveal: { ...reveal, signature: (reveal.signature.startsWith('A') ? 'B' : 'A') + reveal.signature.slice(1) } }))).toEqual(['ACCESS_DEVICE_PROOF_INVALID'])
    expect((await world.reveal({ ...fine.plain, signed: reveal })).json['code']).toBe('REQUEST_INVALID') // nothing is granted by it
    expect(await entries()).toBe(before)
  })

  test('an id in capitals is none: an opening under the id of an earlier one was entered, and was no use of the quota, no review and no alert', async () => {
    const { asked, grant } = await sealed()
    const permit = { requestId: grant.requestId, grantId: grant.grantId }
    const [first, second] = [opened(permit, asked), opened(permit, asked)]
    expect(await push(first.signed)).toEqual(['applied'])
    const before = await entries()
    const reveal = device().sign({ ...second.reveal.payload, requestId: first.reveal.payload.requestId.toUpperCase() })
    const answer = await world.hub.asDevice(device(), hubApi.pushOperations, { operations: [device().sign({ ...second.payload, reveal })] })
    expect([answer.json['code'], await entries()]).toEqual(['REQUEST_INVALID', before])
    await world.hub.sql('delete from emergency_uses')
  })

  test('they go with the visits: none is sealed for a visit that is not approved any more', async () => {
    const { visits, asked } = await sealed()
    await world.hub.asDevice(device(), contactListsApi.cancelList, { requestId: visits.signed.payload.requestId })
    expect((await world.reveal(await sealing(asked))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-packed' } })
    expect((await world.send(beside(visits))).json['code']).toBe('NOT_FOUND')
  })
})

type Attack = { check: string; code: string; wish?: PackWish; tamper?: (body: PackBody) => unknown }
const ATTACKS: readonly Attack[] = [
  { check: 'pack-reasons-opening', code: 'REQUEST_INVALID', tamper: (body) => ({ ...body, items: body.items.map((item, i) => ({ ...item, reason: body.items[(i + 1) % body.items.length]!.reason })) }) },
  { check: 'pack-reasons-opening', code: 'REQUEST_INVALID', wish: { change: { reasons: ['0'.repeat(64)] } } },
  { check: 'pack-understandable-reasons', code: 'REVEAL_REASON_FILLER', wish: { reason: 'asdf asdf asdf' } },
  { check: 'pack-understandable-reasons', code: 'REVEAL_REASON_IDENTIFIER', wish: { reason: 'Visit about QQ 12 34 56 C and the rent' } },
  { check: 'pack-times', code: 'PACK_TIMES', wish: { change: { outing: { from: hours(-3), until: hours(-1), windowMinutes: 60 } } } },
  { check: 'pack-times', code: 'PACK_TIMES', wish: { change: { outing: { from: hours(-1), until: hours(12), windowMinutes: 60 } } } },
  { check: 'pack-times', code: 'PACK_TIMES', wish: { change: { outing: { from: hours(70), until: hours(73), windowMinutes: 60 } } } },
  // No approval lasts so long: everything would be destroyed before the outing is over, or begins.
  { check: 'pack-times', code: 'PACK_TIMES', wish: { change: { outing: { from: hours(46), until: hours(49), windowMinutes: 60 } } } },
]
test.each(ATTACKS)('a pack with $check wrong is refused with $code, enters nothing, and without its check would pass', async ({ check, code, wish, tamper }) => {
  const body = packBody(wish)
  const attack = tamper?.(body) ?? body
  const before = await entries()
  expect((await world.send(attack)).json['code']).toBe(code)
  expect(await entries()).toBe(before)
  const without = LIST_CHECKS.filter(({ name }) => name !== check)
  expect(without).toHaveLength(LIST_CHECKS.length - 1)
  await expect(requestContactList(services(), callerOf('amara.okafor'), contactListsApi.requestList.request.parse(attack), without)).resolves.toMatchObject({ receipt: {} })
})

test.each([['listed-same-reason', ['address'], 'Something that nobody approved'], ['listed-one-part', ['address', 'identity'], REASON]] as const)('%s: refused, and without the check it would be sealed', async (check, groups, reason) => {
  const asked = await approved()
  const body = await opening(asked, 0, [...groups], reason)
  expect((await world.reveal(body)).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check } })
  const named = approvalOf(body.signed.payload) ?? { requestId: '', decisions: [] }
  const household = { householdId: asked.items[0]!.householdId } as unknown as HouseholdRecord
  const call = { signed: body.signed, caller: callerOf('amara.okafor'), ...body.openings, household, purpose: null, relationship: 'none' as const, epoch: world.hub.epoch, now: Date.now() }
  await expect(findListed(services(), call, named, LISTED_CHECKS.filter(({ name }) => name !== check))).resolves.toMatchObject({ sealedUntil: expect.any(Number) })
})

test('nobody approves their own pack, and a supervisor gives no more hours than the policy has', async () => {
  const asked = await ask()
  const by = (officerId: string, change: object) => contactListsApi.decideList.request.parse(world.decisionBody(asked as never, officerId, { change: { openForMinutes: 15, workForHours: 48, fieldGroups: asked.signed.payload.fieldGroups, items: asked.signed.payload.items, ...change } }))
  await expect(decideContactList(services(), callerOf('amara.okafor'), by('amara.okafor', {}))).rejects.toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
  await expect(decideContactList(services(), callerOf('priya.nair'), by('priya.nair', { workForHours: 49 }))).rejects.toMatchObject({ code: 'APPROVAL_NOT_LESS' })
})

test('the account of permits is the officer’s own, and asks for a token and an enrolled laptop', async () => {
  const asked = await approved()
  await seal(asked, 0, 'door')
  expect(visitPacksApi.ownPermits.response.parse((await world.hub.asDevice(world.approvals.device('lena.fox'), visitPacksApi.ownPermits, {})).json).permits).toEqual([])
  expect((await world.hub.inject(visitPacksApi.ownPermits, {})).json['code']).toBe('ACCESS_TOKEN_INVALID')
  expect((await world.hub.asDevice(device(), visitPacksApi.ownPermits, { sideways: 1 })).json['code']).toBe('REQUEST_INVALID')
})
