import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approvalsApi } from '../../../shared/api/approvals-api'
import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { hubApi } from '../../../shared/api/hub-api'
import { standInsApi } from '../../../shared/api/stand-ins-api'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { londonDay } from '../../../shared/model/london-day'
import type { HouseholdRecord } from '../../../shared/model/household'
import { approvalOf, type SignedRevealRequest } from '../../../shared/model/reveal'
import { LIST_CHECKS, LIST_DECISION_CHECKS } from '../../../service/hub/domain/checks/list-checks'
import { LISTED_CHECKS } from '../../../service/hub/domain/checks/listed-checks'
import { decideContactList } from '../../../service/hub/domain/lists/decide-list'
import { findListed } from '../../../service/hub/domain/lists/listed-reveal'
import { requestContactList } from '../../../service/hub/domain/lists/request-list'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { ListsWorld, type ListBody, type ListDecisionWish, type ListWish } from './lists-world'
import { newSalt } from './test-device'
import { makeFacts } from './test-facts'

let world: ListsWorld
beforeAll(async () => { world = await ListsWorld.start() })
afterAll(() => world.hub.stop())

const entries = async (): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.approvals.device(officerId)
  return { officerId, deviceId, signingKey }
}
const services = () => world.hub.hub.services
const policyWithout = (id: string) => {
  const { schema, policies } = shippedPolicies()
  const start = policies.indexOf(`@id("${id}")`)
  expect(start).toBeGreaterThan(0)
  return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
}
const decided = async (wish: ListWish = {}): Promise<ListBody> => {
  const asked = await world.ask(wish)
  expect((await world.decide(asked)).json).toMatchObject({ state: 'approved' })
  return asked
}

describe('one list, from the need to the displays', () => {
  test('it is one entry and one request in the supervisor’s queue, with all its households; approved once, each display is an entry of its own', async () => {
    const before = await entries()
    const asked = await world.ask()
    expect(await entries()).toBe(before + 1)
    const { requestId } = asked.signed.payload
    expect(await world.hub.sql('select kind, leaf_hash from ledger_entries where entry_key = $1', [`list:${requestId}`])).toEqual([
      { kind: 'list', leaf_hash: Buffer.from(leafHash(canonicalBytes(asked.signed as unknown as JsonValue))) },
    ])
    expect(await world.one(asked)).toMatchObject({ state: 'waiting', waitingWith: { district: 'canterbury', teams: ['income-and-debt'] }, approved: null, workForHours: 12, opensEach: 3 })
    const queued = (await world.queue()).lists.find((list) => list.requestId === requestId)
    expect(queued).toMatchObject({ requester: { name: 'Amara Okafor' }, decisions: [] })
    expect(queued?.items.map(({ reference, relationship, memberCount, standing }) => [reference, relationship, memberCount, standing])).toEqual(
      world.facts.slice(0, 3).map(({ reference }) => [reference, 'own-team', 2, 'ready']),
    )
    expect(queued?.signed).toEqual(asked.signed)

    expect((await world.decide(asked)).json).toMatchObject({ state: 'approved' })
    expect(await entries()).toBe(before + 2)
    for (const at of [0, 1, 2]) {
      const opening = await world.opening(asked, at)
      const granted = await world.reveal(opening)
      expect(granted.json, granted.text).toMatchObject({ outcome: 'allow' })
      expect((await world.reveal(opening)).json['grant']).toBe(granted.json['grant'])
    }
    expect(await entries()).toBe(before + 5)
    expect((await world.one(asked))?.items.map(({ opened, standing }) => [opened, standing])).toEqual([[1, 'ready'], [1, 'ready'], [1, 'ready']])
    expect((await world.queue()).decided[0]).toMatchObject({ requestId, households: 3, requester: 'Amara Okafor', own: { decision: 'approve', households: 3, workForHours: 12 } })
  })

  test('a household may be opened three times, and no more', async () => {
    const asked = await decided()
    for (const nth of [1, 2, 3]) expect((await world.reveal(await world.opening(asked))).json['outcome'], String(nth)).toBe('allow')
    expect((await world.reveal(await world.opening(asked))).json['code']).toBe('APPROVAL_USED')
    expect((await world.one(asked))?.items[0]).toMatchObject({ opened: 3, standing: 'used-up' })
    expect((await world.reveal(await world.opening(asked, 1))).json['outcome']).toBe('allow')
  })

  test('of two openings at the same moment beyond the number, one is granted', async () => {
    const asked = await decided()
    for (const _ of [1, 2]) await world.reveal(await world.opening(asked))
    const answers = await Promise.all([world.reveal(await world.opening(asked)), world.reveal(await world.opening(asked))])
    expect(answers.map(({ json }) => json['outcome'] ?? json['code']).toSorted()).toEqual(['APPROVAL_USED', 'allow'])
  })

  test('narrowed, it opens fewer groups, for less time, of the households that were left in', async () => {
    const asked = await world.ask()
    const [first, ...others] = asked.signed.payload.items
    const change = { fieldGroups: ['contact' as const], openForMinutes: 5, items: others, workForHours: 4 }
    expect((await world.decide(asked, 'priya.nair', { decision: 'narrow', change })).json).toMatchObject({ state: 'approved' })
    const own = await world.one(asked)
    expect(own).toMatchObject({ approved: { fieldGroups: ['contact'], openForMinutes: 5 }, decisions: [{ decision: 'narrow', households: 2, workForHours: 4 }] })
    expect(own?.items.map(({ standing }) => standing).toSorted()).toEqual(['left-out', 'ready', 'ready'])
    const leftOut = own?.items.findIndex(({ standing }) => standing === 'left-out') ?? -1
    expect(first).toBeDefined()
    expect((await world.reveal(await world.opening(asked, leftOut, { fieldGroups: ['contact'] }))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-approved' } })
    const left = (leftOut + 1) % 3
    expect((await world.reveal(await world.opening(asked, left))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-within' } })
    const { json } = await world.reveal(await world.opening(asked, left, { fieldGroups: ['contact'] }))
    const grant = JSON.parse(Buffer.from(String(json['grant']).split('.')[1] ?? '', 'base64url').toString('utf8')) as { openBy: string; issuedAt: string }
    expect(Date.parse(grant.openBy) - Date.parse(grant.issuedAt)).toBe(5 * 60_000)
    await world.hub.sql(`update access_decisions set decided_at = decided_at - interval '4 hours' where request_id = $1`, [asked.signed.payload.requestId])
    expect((await world.one(asked))?.state).toBe('expired')
  })

  test('declined in words, cancelled, or out of time, nothing of it opens', async () => {
    const declined = await world.ask()
    expect((await world.decide(declined, 'priya.nair', { decision: 'decline' })).json).toMatchObject({ state: 'declined' })
    expect((await world.one(declined))?.decisions).toMatchObject([{ decision: 'decline', words: 'Write to them instead, please', households: 0 }])
    expect((await world.reveal(await world.opening(declined))).json['code']).toBe('APPROVAL_NOT_GIVEN')

    const cancelled = await decided()
    const opening = await world.opening(cancelled)
    const cancel = (by: string) => world.hub.asDevice(world.approvals.device(by), contactListsApi.cancelList, { requestId: cancelled.signed.payload.requestId })
    for (const other of ['lena.fox', 'priya.nair']) expect((await cancel(other)).json['code']).toBe('NOT_FOUND')
    for (const _ of [1, 2]) expect((await cancel('amara.okafor')).status).toBe(200)
    expect((await world.reveal(opening)).json['code']).toBe('APPROVAL_NOT_GIVEN')
    expect((await world.decide(cancelled)).json['code']).toBe('APPROVAL_FORBIDDEN') // decided before

    const late = await world.ask()
    await world.hub.sql(`update access_requests set expires_at = now() - interval '1 second' where request_id = $1`, [late.signed.payload.requestId])
    expect((await world.decide(late)).json['code']).toBe('APPROVAL_NOT_WAITING')
    const over = await decided()
    const late2 = await world.opening(over)
    await world.hub.sql(`update access_decisions set decided_at = now() - interval '13 hours' where request_id = $1`, [over.signed.payload.requestId])
    expect((await world.one(over))?.state).toBe('expired')
    expect((await world.reveal(late2)).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-approved-now' } })
    expect((await world.hub.asDevice(world.approvals.device('amara.okafor'), contactListsApi.cancelList, { requestId: over.signed.payload.requestId })).json['code']).toBe('APPROVAL_NOT_WAITING')
  })

  test('a household that became protected, left the officer’s reach or is gone meanwhile stays shut, and each says which', async () => {
    const [a, b, c] = [makeFacts(), makeFacts(), makeFacts()]
    await world.hub.load([a, b, c])
    const asked = await decided({ of: [a, b, c] })
    const openings = [await world.opening(asked, 0), await world.opening(asked, 1)]
    await world.hub.load([{ ...a, isProtected: true }, { ...b, allocatedTeam: 'welfare-rights' }])
    expect((await world.one(asked))?.items.map(({ standing }) => standing)).toEqual(['protected', 'out-of-reach', 'ready'])
    expect((await world.reveal(openings[0])).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'protected-record-not-in-list' } })
    expect((await world.reveal(openings[1])).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'list-within-reach' } })
    await world.hub.sql('delete from household_facts where household_id = $1', [c.householdId])
    await world.hub.sql('delete from households where household_id = $1', [c.householdId])
    expect((await world.one(asked))?.items[2]).toMatchObject({ reference: null, standing: 'gone' })
  })

  test('an officer whose role changed meanwhile opens nothing more', async () => {
    const asked = await decided()
    const opening = await world.opening(asked)
    await world.hub.sql(`update officers set role = 'ig-lead' where officer_id = 'amara.okafor'`)
    expect((await world.reveal(opening)).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'role-without-casework' } })
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'amara.okafor'`)
  })
})

describe('what may be in a list', () => {
  test('a protected record, or a household out of reach, is refused with the rule’s words and by its place; without the rule it would pass', async () => {
    const far = makeFacts({ allocatedTeam: 'welfare-rights' })
    await world.hub.load([far])
    for (const [facts, rule] of [[world.approvals.guarded, 'protected-record-not-in-list'], [far, 'list-within-reach']] as const) {
      const of = [world.facts[0]!, facts, world.facts[1]!]
      const before = await entries()
      expect((await world.send(world.listBody({ of }))).json).toMatchObject({ code: 'LIST_FORBIDDEN', detail: { rule, item: 1 } })
      expect(await entries()).toBe(before)
      const body = contactListsApi.requestList.request.parse(world.listBody({ of }))
      await expect(requestContactList({ ...services(), policy: policyWithout(rule) }, callerOf('amara.okafor'), body)).resolves.toMatchObject({ state: 'waiting' })
    }
    await world.hub.asDevice(world.approvals.device('amara.okafor'), hubApi.openHousehold, { reference: far.reference })
    expect((await world.send(world.listBody({ of: [world.facts[0]!, far] }))).json).toMatchObject({ state: 'waiting' })
  })

  test('roles without casework make none', async () => {
    for (const officerId of ['helen.marsh', 'dev.patel']) expect((await world.send(world.listBody({ officerId }), officerId)).json).toMatchObject({ code: 'LIST_FORBIDDEN', detail: { rule: 'role-without-casework' } })
  })

  type Attack = { check: string; code: string; wish?: ListWish; tamper?: (body: ListBody) => unknown }
  const ATTACKS: readonly Attack[] = [
    { check: 'device-signature', code: 'ACCESS_DEVICE_PROOF_INVALID', tamper: (body) => ({ ...body, signed: { ...body.signed, payload: { ...body.signed.payload, knownSize: 1 } } }) },
    { check: 'officer-opening', code: 'REQUEST_INVALID', tamper: (body) => ({ ...body, openings: { ...body.openings, officer: { ...body.openings.officer, salt: newSalt() } } }) },
    { check: 'believable-clock', code: 'REVEAL_CLOCK', wish: { change: { statedAt: new Date(Date.now() - 11 * 60_000).toISOString() } } },
    { check: 'current-wording', code: 'REVEAL_PURPOSE_OUTDATED', wish: { change: { purpose: { code: 'homelessness-prevention', version: 99, wordingHash: '0'.repeat(64) } } } },
    { check: 'items-opening', code: 'REQUEST_INVALID', wish: { change: { items: ['1'.repeat(64), '2'.repeat(64), '3'.repeat(64)] } } },
    { check: 'persons-of-households', code: 'NOT_FOUND', tamper: (body) => ({ ...body, items: body.items.map((item, i) => ({ ...item, householdId: body.items[(i + 1) % body.items.length]!.householdId })) }) },
    { check: 'reason-opening', code: 'REQUEST_INVALID', tamper: (body) => ({ ...body, openings: { ...body.openings, reason: { ...body.openings.reason, value: 'Telling them that the hearing was moved' } } }) },
    { check: 'understandable-reason', code: 'REVEAL_REASON_FILLER', wish: { reason: 'asdf asdf asdf' } },
    { check: 'understandable-reason', code: 'REVEAL_REASON_IDENTIFIER', wish: { reason: 'Calling about QQ 12 34 56 C and the rent' } },
    { check: 'field-groups', code: 'REQUEST_INVALID', wish: { change: { fieldGroups: ['identity', 'contact'] } } },
  ]
  test.each(ATTACKS)('$check with $code is refused, enters nothing, and without its check would pass', async ({ check, code, wish, tamper }) => {
    const body = world.listBody(wish)
    const attack = tamper?.(body) ?? body
    const before = await entries()
    expect((await world.send(attack)).json['code']).toBe(code)
    expect(await entries()).toBe(before)
    const without = LIST_CHECKS.filter(({ name }) => name !== check)
    expect(without).toHaveLength(LIST_CHECKS.length - 1)
    const passed = requestContactList(services(), callerOf('amara.okafor'), contactListsApi.requestList.request.parse(attack), without)
    await expect(passed).resolves.toMatchObject({ receipt: {} })
  })

  test('households of two districts are two lists', async () => {
    const dover = makeFacts({ district: 'dover' })
    await world.hub.load([dover])
    await world.hub.asDevice(world.approvals.device('amara.okafor'), hubApi.openHousehold, { reference: dover.reference })
    expect((await world.send(world.listBody({ of: [world.facts[0]!, dover] }))).json['code']).toBe('LIST_DISTRICTS')
    const body = contactListsApi.requestList.request.parse(world.listBody({ of: [world.facts[0]!, dover] }))
    await expect(requestContactList(services(), callerOf('amara.okafor'), body, LIST_CHECKS.filter(({ name }) => name !== 'one-district'))).resolves.toMatchObject({ state: 'waiting' })
  })

  test('one household or more than thirty, a household twice, and what is no list at all, are refused', async () => {
    expect((await world.send(world.listBody({ of: [world.facts[0]!] }))).json['code']).toBe('REQUEST_INVALID')
    expect((await world.send(world.listBody({ of: [world.facts[0]!, world.facts[0]!] }))).json['code']).toBe('REQUEST_INVALID')
    const many = world.listBody()
    expect((await world.send({ ...many, items: Array.from({ length: 31 }, () => many.items[0]) })).json['code']).toBe('REQUEST_INVALID')
    for (const rubbish of [null, {}, { signed: 1 }, 'x']) expect((await world.send(rubbish)).json['code']).toBe('REQUEST_INVALID')
  })

  test('asked again it is one; with another under its id it is refused; when the ledger cannot be written there is none', async () => {
    const body = world.listBody()
    const before = await entries()
    for (const _ of [1, 2]) expect((await world.send(body)).json).toMatchObject({ state: 'waiting' })
    expect(await entries()).toBe(before + 1)
    const { requestId } = body.signed.payload
    expect((await world.send(world.listBody({ change: { requestId } }))).json['code']).toBe('REQUEST_INVALID')
    await world.hub.sql('revoke insert on ledger_entries from casement_hub')
    try {
      expect((await world.send(world.listBody())).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
    } finally {
      await world.hub.sql('grant insert on ledger_entries to casement_hub')
    }
  })
})

describe('who decides', () => {
  test.each([
    ['priya.nair', true], ['grace.tembo', false], ['owen.price', false], ['lena.fox', false], ['tom.brennan', false], ['helen.marsh', false], ['dev.patel', false], ['amara.okafor', false],
  ] as const)('%s: %s', async (officerId, isAllowed) => {
    const asked = await world.ask()
    const before = await entries()
    const queue = await world.hub.asDevice(world.approvals.device(officerId), contactListsApi.listQueue, {})
    expect(queue.json['code']).toBe(['priya.nair', 'grace.tembo', 'owen.price'].includes(officerId) ? undefined : 'APPROVAL_FORBIDDEN')
    expect((await world.decide(asked, officerId)).json['code']).toBe(isAllowed ? undefined : 'APPROVAL_FORBIDDEN')
    expect(await entries()).toBe(before + (isAllowed ? 1 : 0))
  })

  test('nobody decides their own: without Cedar’s rule the constraint refuses, without the constraint Cedar does, without both it would pass', async () => {
    const attempt = async (policy = services().policy): Promise<string> => {
      const asked = await world.ask({ officerId: 'priya.nair' })
      const body = contactListsApi.decideList.request.parse(world.decisionBody(asked, 'priya.nair'))
      return decideContactList({ ...services(), policy }, callerOf('priya.nair'), body).then(({ state }) => state, (error: unknown) => {
        const { code, constraint } = error as { code?: string; constraint?: string }
        return constraint ?? code ?? 'unknown'
      })
    }
    const withoutRule = policyWithout('own-request')
    expect(await attempt()).toBe('APPROVAL_FORBIDDEN')
    expect(await attempt(withoutRule)).toBe('nobody_decides_their_own')
    await world.hub.sql('alter table access_decisions drop constraint nobody_decides_their_own; alter table access_decisions disable trigger access_decisions_guarded')
    try {
      expect(await attempt(withoutRule)).toBe('approved')
    } finally {
      await world.hub.sql('delete from access_decisions where approver_id = requester_id')
      await world.hub.sql('alter table access_decisions add constraint nobody_decides_their_own check (approver_id <> requester_id); alter table access_decisions enable trigger access_decisions_guarded')
    }
  })

  test('by direct SQL as the service’s own role nothing of a list can be changed, and nothing counted beyond the bound', async () => {
    const asked = await decided()
    const { requestId, items } = asked.signed.payload
    const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
    await client.connect()
    const codeOf = (text: string, values: unknown[] = []) => client.query(text, values).then(() => 'none', (error: unknown) => (error as { constraint?: string }).constraint ?? (error as { code?: string }).code)
    try {
      for (const table of ['access_list_items', 'access_list_uses']) {
        expect(await codeOf(`update ${table} set item = '${'0'.repeat(64)}'`)).toBe('42501')
        expect(await codeOf(`delete from ${table}`)).toBe('42501')
      }
      const use = `insert into access_list_uses (request_id, item, nth, reveal_id, used_at) values ($1, $2, $3, $4, now())`
      expect(await codeOf(use, [requestId, items[0], 6, randomUUID()])).toBe('access_list_uses_nth_check')
      expect(await codeOf(use, [requestId, 'f'.repeat(64), 1, randomUUID()])).toBe('access_list_uses_request_id_item_fkey')
      expect(await codeOf(use, [requestId, items[0], 1, randomUUID()])).toBe('none')
      expect(await codeOf(use, [requestId, items[0], 1, randomUUID()])).toBe('access_list_uses_pkey')
      const item = `insert into access_list_items (request_id, requester_id, item, position, household_id, persons, persons_salt, relationship) values ($1, $2, $3, 9, 'x', 'x', 'x', 'none')`
      expect(await codeOf(item, [requestId, 'lena.fox', 'e'.repeat(64)])).toBe('access_list_items_request_id_requester_id_fkey')
      expect(await codeOf(`insert into access_requests select gen_random_uuid(), epoch, entry_index, requester_id, requester_team, 'x', purpose_code, field_groups, open_for_minutes, approvals_needed, relationship, requested_at, expires_at, 'list' from access_requests where request_id = $1`, [requestId])).toBe('one_household_or_a_list')
    } finally {
      await client.end()
    }
  })

  type Attack = { check: string; code: string; wish: ListDecisionWish; tamper?: (body: ReturnType<ListsWorld['decisionBody']>) => unknown }
  const ATTACKS: readonly Attack[] = [
    { check: 'device-signature', code: 'ACCESS_DEVICE_PROOF_INVALID', wish: {}, tamper: (body) => ({ ...body, signed: { ...body.signed, payload: { ...body.signed.payload, knownSize: 1 } } }) },
    { check: 'request-leaf', code: 'REQUEST_INVALID', wish: { change: { requestLeaf: '0'.repeat(64) } } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow' } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow', change: { items: ['0'.repeat(64)] } } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { change: { workForHours: 13 } } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow', change: { items: [] } } },
    { check: 'understandable-words', code: 'REVEAL_REASON_REQUIRED', wish: { decision: 'decline', words: null } },
  ]
  test.each(ATTACKS)('a decision with $check wrong is refused with $code, enters nothing, and without its check would pass', async ({ check, code, wish, tamper }) => {
    const asked = await world.ask()
    const body = world.decisionBody(asked, 'priya.nair', wish)
    const attack = tamper?.(body) ?? body
    const before = await entries()
    expect((await world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi.decideList, attack)).json['code']).toBe(code)
    expect(await entries()).toBe(before)
    const without = LIST_DECISION_CHECKS.filter(({ name }) => name !== check)
    expect(without).toHaveLength(LIST_DECISION_CHECKS.length - 1)
    await expect(decideContactList(services(), callerOf('priya.nair'), contactListsApi.decideList.request.parse(attack), without)).resolves.toMatchObject({ receipt: {} })
  })

  test('a decision on a single request does not fit a list, nor the other way round', async () => {
    const [list, request] = [await world.ask(), await world.approvals.ask('plain')]
    const { items: _items, workForHours: _hours, ...first } = world.decisionBody(list, 'priya.nair').signed.payload
    const asFirst = { ...world.decisionBody(list, 'priya.nair'), signed: world.approvals.device('priya.nair').sign({ ...first, v: 1 }) }
    expect((await world.hub.asDevice(world.approvals.device('priya.nair'), approvalsApi.decideRequest, asFirst)).json['code']).toBe('NOT_FOUND')
    const single = world.approvals.decisionBody(request, 'priya.nair')
    const asList = { ...single, signed: world.approvals.device('priya.nair').sign({ ...single.signed.payload, v: 2, items: [], workForHours: 12 }) }
    expect((await world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi.decideList, asList)).json['code']).toBe('NOT_FOUND')
  })

  test('the pulse counts lists for both sides and changes when one is decided', async () => {
    const pulse = async (officerId: string) => approvalsApi.requestPulse.response.parse((await world.hub.asDevice(world.approvals.device(officerId), approvalsApi.requestPulse, {})).json)
    const before = { lena: await pulse('lena.fox'), priya: await pulse('priya.nair') }
    const asked = await world.ask({ officerId: 'lena.fox' })
    const waiting = await pulse('lena.fox')
    expect(waiting.waiting).toBe(before.lena.waiting + 1)
    expect((await pulse('priya.nair')).toDecide).toBe(before.priya.toDecide + 1)
    await world.decide(asked)
    expect((await pulse('lena.fox')).mark).not.toBe(waiting.mark)
  })
})

describe('a list opens nothing but what it was approved for', () => {
  const tryWith = async (body: { signed: SignedRevealRequest; openings: Awaited<ReturnType<ListsWorld['opening']>>['openings'] }, householdId: string, by: string, checks = LISTED_CHECKS) => {
    const { payload } = body.signed
    const household = { householdId } as HouseholdRecord
    const call = { signed: body.signed, caller: callerOf(by), ...body.openings, household, purpose: null, relationship: 'none' as const, epoch: world.hub.epoch, now: Date.now() }
    const approval = approvalOf(payload) ?? { requestId: '', decisions: [] }
    return findListed(services(), call, approval, checks).then(() => 'allowed', (error: unknown) => (error as { detail?: { check?: string } }).detail?.check ?? (error as { code: string }).code)
  }

  test.each(['listed-same-officer', 'listed-same-persons', 'listed-same-purpose', 'listed-within', 'listed-approved-now'])('%s: refused, and without the check it would open', async (check) => {
    const asked = await decided({ of: world.facts.slice(0, 2) })
    const opening = await world.opening(asked)
    const { payload } = opening.signed
    const named = approvalOf(payload)
    if (payload.v !== 3 || named === null) throw new Error('not under an approval')
    const payloads: Record<string, Partial<typeof payload>> = {
      'listed-same-purpose': { purpose: { ...payload.purpose, code: 'own-contact' } }, 'listed-within': { fieldGroups: ['contact', 'money'] },
      'listed-approved-now': { approval: { requestId: named.requestId, decisions: ['f'.repeat(64)] } },
    }
    const openings = check === 'listed-same-persons' ? { ...opening.openings, persons: { ...opening.openings.persons, value: world.facts[0]!.members[1]!.personId } } : opening.openings
    const body = { signed: { ...opening.signed, payload: { ...payload, ...payloads[check] } }, openings }
    const by = check === 'listed-same-officer' ? 'lena.fox' : 'amara.okafor'
    expect(await tryWith(body, world.facts[0]!.householdId, by)).toBe(check)
    expect(await tryWith(body, world.facts[0]!.householdId, by, LISTED_CHECKS.filter(({ name }) => name !== check))).toBe('allowed')
  })

  test('a household that is not in it', async () => {
    const asked = await decided({ of: world.facts.slice(0, 2) })
    expect(await tryWith(await world.opening(asked), world.facts[3]!.householdId, 'amara.okafor')).toBe('listed-household')
    const stranger = await world.opening(await world.ask({ of: world.facts.slice(2, 4) }), 1, { approval: { requestId: asked.signed.payload.requestId, decisions: (await world.one(asked))?.approved?.decisions ?? [] } })
    expect((await world.reveal(stranger)).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'listed-household' } })
  })

  test('the evidence for the vault opens the one household concerned, for whoever opened it', async () => {
    const asked = await decided()
    const opening = await world.opening(asked, 1)
    await world.reveal(opening)
    const ask = (by: string) => world.hub.asDevice(world.approvals.device(by), contactListsApi.listEvidence, { requestId: opening.signed.payload.requestId, knownSize: 0, vaultKnownSize: 0 })
    const { evidence } = contactListsApi.listEvidence.response.parse((await ask('amara.okafor')).json)
    expect(evidence.request.item.opening).toEqual(asked.items[1]?.persons)
    expect(JSON.stringify(evidence)).not.toContain(asked.items[0]?.persons.salt)
    expect(evidence.decisions.map(({ officer }) => officer.value)).toEqual(['priya.nair'])
    for (const other of ['lena.fox', 'priya.nair']) expect((await ask(other)).json['code']).toBe('NOT_FOUND')
  })
})

test.each(Object.keys(contactListsApi) as (keyof typeof contactListsApi)[])('%s answers nobody without a token and an enrolled laptop, and refuses what is no request of its own', async (name) => {
  expect((await world.hub.inject(contactListsApi[name], {})).json['code']).toBe('ACCESS_TOKEN_INVALID')
  expect((await world.hub.asOfficer('priya.nair', contactListsApi[name], {})).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi[name], { sideways: 1 })).json['code']).toBe('REQUEST_INVALID')
})

describe('review', () => {
  const search = async (kind: 'list' | 'decision') => hubApi.searchLedger.response.parse((await world.hub.asDevice(world.approvals.device('helen.marsh'), hubApi.searchLedger, {
    officerId: null, purpose: null, period: null, outcome: null, kind, district: null, after: null, limit: 100,
  })).json).looks

  test('lists and decisions are found in the ledger, and on the record of every household of the list', async () => {
    const of = [makeFacts(), makeFacts()]
    await world.hub.load(of)
    const asked = await world.ask({ of })
    await world.decide(asked, 'priya.nair', { decision: 'decline' })
    const { requestId } = asked.signed.payload
    expect((await search('list')).find((look) => look.requestId === requestId)).toMatchObject({
      households: 2, outcome: 'needs-approval', reason: asked.openings.reason.value, purpose: { code: 'homelessness-prevention' }, fieldGroups: ['contact', 'identity'], actor: { officerId: 'amara.okafor' },
    })
    expect((await search('decision')).find((look) => look.requestId === requestId)).toMatchObject({
      households: 0, outcome: 'decline', reason: 'Write to them instead, please', actor: { officerId: 'priya.nair', role: 'supervisor' },
    })
    for (const { reference } of of) {
      const { acts } = hubApi.whoLooked.response.parse((await world.hub.asDevice(world.approvals.device('helen.marsh'), hubApi.whoLooked, { reference, after: null, limit: 50 })).json)
      expect(acts.map((act) => (act.act === 'reveal' ? [act.look.kind, act.look.actor.officerId] : ['opening']))).toEqual([['decision', 'priya.nair'], ['list', 'amara.okafor']])
    }
  })

  test('a decision on a single request is on its household, with what was decided', async () => {
    const asked = await world.approvals.ask('plain')
    await world.approvals.decide(asked, 'priya.nair')
    expect((await search('decision'))[0]).toMatchObject({ requestId: asked.signed.payload.requestId, outcome: 'approve', reference: world.approvals.plain.reference, households: null })
  })
})

describe('a deputy', () => {
  test('decides on a list of the team, says so in what is signed, and never on one by whoever named them', async () => {
    const named = await world.hub.asDevice(world.approvals.device('priya.nair'), standInsApi.nameDeputy, { deputyshipId: randomUUID(), deputyId: 'lena.fox', from: londonDay(Date.now()), to: londonDay(Date.now()) })
    expect(named.status).toBe(200)
    const asked = await world.ask()
    expect((await world.queue('lena.fox')).lists.find(({ requestId }) => requestId === asked.signed.payload.requestId)).toMatchObject({ capacity: 'deputy', standsForId: 'priya.nair' })
    expect((await world.decide(asked, 'lena.fox')).json).toMatchObject({ code: 'REQUEST_INVALID', detail: { fields: 'standsFor' } })
    expect((await world.decide(asked, 'lena.fox', { standsFor: 'priya.nair' })).json).toMatchObject({ state: 'approved' })
    expect((await world.one(asked))?.decisions).toMatchObject([{ by: 'Lena Fox', capacity: 'deputy', standsFor: 'Priya Nair' }])
    const byNamer = await world.ask({ officerId: 'priya.nair' })
    expect((await world.decide(byNamer, 'lena.fox', { standsFor: 'priya.nair' })).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'named-by-requester' } })
  })
})
