import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approvalsApi } from '../../../shared/api/approvals-api'
import { hubApi } from '../../../shared/api/hub-api'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { PersonIdSchema } from '../../../shared/model/ids'
import { approvalOf, RevealGrantSchema } from '../../../shared/model/reveal'
import { decideAccessRequest } from '../../../service/hub/domain/approvals/decide-access-request'
import { findApproval } from '../../../service/hub/domain/approvals/approved-reveal'
import { APPROVED_CHECKS } from '../../../service/hub/domain/checks/approval-checks'
import { DECISION_CHECKS } from '../../../service/hub/domain/checks/decision-checks'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { requestReveal } from '../../../service/hub/domain/request-reveal'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { ApprovalsWorld, type DecisionWish, type RevealBody } from './approvals-world'
import { newSalt } from './test-device'
import { makeFacts, pseudonym } from './test-facts'

let world: ApprovalsWorld
beforeAll(async () => { world = await ApprovalsWorld.start() })
afterAll(() => world.hub.stop())

const entries = async (): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])
const grantOf = (json: Record<string, unknown>) =>
  RevealGrantSchema.parse(JSON.parse(Buffer.from(String(json['grant']).split('.')[1] ?? '', 'base64url').toString('utf8')))
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.device(officerId)
  return { officerId, deviceId, signingKey }
}
/** The shipped rules without one of them. */
const policyWithout = (id: string) => {
  const { schema, policies } = shippedPolicies()
  const start = policies.indexOf(`@id("${id}")`)
  expect(start).toBeGreaterThan(0)
  return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
}

describe('one request, from the need to the grant', () => {
  test('a purpose that needs approval waits for one supervisor, is approved, and opens once, for what was approved', async () => {
    const asked = await world.ask('plain')
    expect(await world.stateOf(asked)).toBe('waiting')
    expect((await world.own())[0]).toMatchObject({ approvalsNeeded: 1, waitingWith: { district: 'canterbury', teams: ['income-and-debt'], isProtected: false }, approved: null })

    const { requests } = await world.queue('priya.nair')
    const item = requests.find(({ requestId }) => requestId === asked.signed.payload.requestId)
    expect(item).toMatchObject({ requester: { name: 'Amara Okafor', role: 'officer' }, relationship: 'own-team', approvalsNeeded: 1, decisions: [], isProtected: false, memberCount: 2 })
    expect(item?.signed).toEqual(asked.signed)

    const before = await entries()
    const body = world.decisionBody(asked, 'priya.nair')
    const answer = await world.hub.asDevice(world.device('priya.nair'), hubApi.decideRequest, body)
    expect(answer.json).toMatchObject({ state: 'approved' })
    expect(await entries()).toBe(before + 1)
    const [entry] = await world.hub.sql(`select kind, leaf_hash from ledger_entries where entry_key = $1`, [`decision:${body.signed.payload.decisionId}`])
    expect(entry).toMatchObject({ kind: 'decision', leaf_hash: Buffer.from(leafHash(canonicalBytes(body.signed as unknown as JsonValue))) })

    const opening = await world.opening(asked)
    const granted = await world.reveal(opening)
    expect(granted.json).toMatchObject({ outcome: 'allow' })
    const grant = grantOf(granted.json)
    expect(grant.fieldGroups).toEqual(['address', 'identity'])
    expect(await world.stateOf(asked)).toBe('opened')
    expect((await world.reveal(opening)).json['grant']).toBe(granted.json['grant'])
    expect((await world.reveal({ ...opening, signed: world.device('amara.okafor').sign({ ...opening.signed.payload, requestId: randomUUID() }) })).json['code']).toBe('APPROVAL_USED')
  })

  test('somebody of a protected record needs two where another source has them in a household that is not; whoever else lives there needs none', async () => {
    const [protectedOne, other] = [world.guarded.members[0]!, { ...world.plain.members[1]!, personId: PersonIdSchema.parse(pseudonym()) }]
    const second = makeFacts({ members: [protectedOne, other] })
    await world.hub.load([second])
    const ask = (personId: string) => world.reveal(world.device('amara.okafor').revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose(), householdId: second.householdId, persons: [personId] }))
    expect((await ask(other.personId)).json['outcome']).toBe('allow')
    expect((await ask(protectedOne.personId)).json).toMatchObject({ outcome: 'needs-approval', rule: 'protected-record' })
    expect((await world.own())[0]).toMatchObject({ approvalsNeeded: 2 })
    // The mark goes with the record that had it.
    await world.hub.load([{ ...world.guarded, isProtected: false }])
    expect((await ask(protectedOne.personId)).json['outcome']).toBe('allow')
    await world.hub.load([world.guarded])
    expect((await ask(protectedOne.personId)).json['outcome']).toBe('needs-approval')
  })

  test('the clock of the grant starts when it is opened', async () => {
    const asked = await world.ask('plain')
    await world.decide(asked, 'priya.nair')
    const started = Date.now()
    const grant = grantOf((await world.reveal(await world.opening(asked))).json)
    expect(Date.parse(grant.issuedAt)).toBeGreaterThanOrEqual(started - 1)
    expect(Date.parse(grant.openBy) - Date.parse(grant.issuedAt)).toBe(15 * 60_000)
  })

  test('a protected record needs two different supervisors, and opens what both agreed to for the shorter time', async () => {
    const asked = await world.ask('guarded', 'amara.okafor', ['address', 'contact', 'identity'])
    expect((await world.decide(asked, 'priya.nair', { decision: 'narrow', fieldGroups: ['contact', 'identity'] })).json).toMatchObject({ state: 'waiting' })
    expect((await world.reveal(await world.opening(asked))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN' })
    expect((await world.decide(asked, 'priya.nair')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'decided-before' } })
    expect((await world.queue('priya.nair')).requests.some(({ requestId }) => requestId === asked.signed.payload.requestId)).toBe(false)
    const seen = (await world.queue('grace.tembo')).requests.find(({ requestId }) => requestId === asked.signed.payload.requestId)
    expect(seen).toMatchObject({ approvalsNeeded: 2, isProtected: true, decisions: [{ decision: 'narrow', by: 'Priya Nair' }] })
    expect((await world.decide(asked, 'grace.tembo', { decision: 'narrow', fieldGroups: ['address', 'contact', 'identity'], openForMinutes: 5 })).json).toMatchObject({ state: 'approved' })

    const own = (await world.own()).find(({ requestId }) => requestId === asked.signed.payload.requestId)
    expect(own?.approved).toMatchObject({ fieldGroups: ['contact', 'identity'], openForMinutes: 5 })
    expect((await world.reveal(await world.opening(asked))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN', detail: { check: 'within-approval' } })
    const grant = grantOf((await world.reveal(await world.opening(asked, { fieldGroups: ['contact', 'identity'] }))).json)
    expect(Date.parse(grant.openBy) - Date.parse(grant.issuedAt)).toBe(5 * 60_000)
  })

  test('declined, it says so in the decider’s words, stays findable on both sides, and opens nothing', async () => {
    const asked = await world.ask('plain')
    expect((await world.decide(asked, 'priya.nair', { decision: 'decline' })).json).toMatchObject({ state: 'declined' })
    const own = (await world.own()).find(({ requestId }) => requestId === asked.signed.payload.requestId)
    expect(own).toMatchObject({ state: 'declined', decisions: [{ decision: 'decline', by: 'Priya Nair', words: 'The police must send the form first' }], approved: null })
    expect((await world.queue('priya.nair')).decided[0]).toMatchObject({ requester: 'Amara Okafor', state: 'declined', own: { decision: 'decline' } })
    expect((await world.reveal(await world.opening(asked))).json).toMatchObject({ code: 'APPROVAL_NOT_GIVEN' })
  })

  test('one no is enough for a protected record, also after a yes', async () => {
    const asked = await world.ask('guarded')
    await world.decide(asked, 'priya.nair')
    expect((await world.decide(asked, 'grace.tembo', { decision: 'decline' })).json).toMatchObject({ state: 'declined' })
  })

  test('cancelled by whoever asked and by nobody else; then it cannot be decided, and an approved one not opened', async () => {
    const asked = await world.ask('plain')
    const { requestId } = asked.signed.payload
    for (const other of ['lena.fox', 'priya.nair']) expect((await world.hub.asDevice(world.device(other), hubApi.cancelRequest, { requestId })).json['code']).toBe('NOT_FOUND')
    for (let twice = 0; twice < 2; twice += 1) expect((await world.hub.asDevice(world.device('amara.okafor'), hubApi.cancelRequest, { requestId })).status).toBe(200)
    expect((await world.decide(asked, 'priya.nair')).json['code']).toBe('APPROVAL_NOT_WAITING')

    const approved = await world.ask('plain')
    await world.decide(approved, 'priya.nair')
    const opening = await world.opening(approved)
    await world.hub.asDevice(world.device('amara.okafor'), hubApi.cancelRequest, { requestId: approved.signed.payload.requestId })
    expect((await world.reveal(opening)).json['code']).toBe('APPROVAL_NOT_GIVEN')
  })

  test('out of time it can be neither decided nor opened', async () => {
    const late = await world.ask('plain')
    await world.hub.sql(`update access_requests set expires_at = now() - interval '1 second' where request_id = $1`, [late.signed.payload.requestId])
    expect(await world.stateOf(late)).toBe('expired')
    expect((await world.decide(late, 'priya.nair')).json['code']).toBe('APPROVAL_NOT_WAITING')

    const approved = await world.ask('plain')
    await world.decide(approved, 'priya.nair')
    const opening = await world.opening(approved)
    await world.hub.sql(`update access_decisions set decided_at = now() - interval '13 hours' where request_id = $1`, [approved.signed.payload.requestId])
    expect(await world.stateOf(approved)).toBe('expired')
    expect((await world.reveal(opening)).json['code']).toBe('APPROVAL_NOT_GIVEN')
  })

  test('a requester whose role has changed meanwhile opens nothing', async () => {
    const asked = await world.ask('plain', 'lena.fox')
    await world.decide(asked, 'priya.nair')
    const opening = await world.opening(asked, {}, 'lena.fox')
    await world.hub.sql(`update officers set role = 'admin' where officer_id = 'lena.fox'`)
    expect((await world.reveal(opening, 'lena.fox')).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'role-without-casework' } })
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'lena.fox'`)
  })

  test('a supervisor whose role has changed meanwhile decides nothing more; what was decided stands', async () => {
    const [first, second] = [await world.ask('plain'), await world.ask('plain')]
    await world.decide(first, 'priya.nair')
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'priya.nair'`)
    expect((await world.decide(second, 'priya.nair')).json['code']).toBe('APPROVAL_FORBIDDEN')
    expect((await world.reveal(await world.opening(first))).json).toMatchObject({ outcome: 'allow' })
    await world.hub.sql(`update officers set role = 'supervisor' where officer_id = 'priya.nair'`)
  })

  test('a household protected after it was asked for is not opened by one approval', async () => {
    const asked = await world.ask('plain')
    await world.decide(asked, 'priya.nair')
    const opening = await world.opening(asked)
    await world.hub.load([{ ...world.plain, isProtected: true }])
    expect((await world.reveal(opening)).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'protected-record-needs-two' } })
    await world.hub.load([world.plain])
  })
})

describe('who may decide', () => {
  // Amara (income-and-debt, Canterbury) asks; the plain household is with income-and-debt.
  const MATRIX = [
    ['priya.nair', 'own team’s supervisor', true, true], ['grace.tembo', 'another team’s supervisor', false, true], ['owen.price', 'another district’s supervisor', false, false],
    ['lena.fox', 'a colleague', false, false], ['tom.brennan', 'an outreach worker', false, false], ['helen.marsh', 'the IG lead', false, false], ['dev.patel', 'the administrator', false, false],
    ['amara.okafor', 'the requester', false, false],
  ] as const

  test.each(MATRIX)('%s, %s', async (officerId, _, plain, guarded) => {
    for (const [of, isAllowed] of [['plain', plain], ['guarded', guarded]] as const) {
      const asked = await world.ask(of)
      const before = await entries()
      const answer = await world.decide(asked, officerId)
      expect(answer.json['code'], of).toBe(isAllowed ? undefined : 'APPROVAL_FORBIDDEN')
      expect(await entries()).toBe(before + (isAllowed ? 1 : 0))
      const queue = await world.hub.asDevice(world.device(officerId), hubApi.requestQueue, {})
      const isSupervisor = ['priya.nair', 'grace.tembo', 'owen.price'].includes(officerId)
      expect(queue.json['code']).toBe(isSupervisor ? undefined : 'APPROVAL_FORBIDDEN')
    }
  })

  test('a supervisor’s own request waits for another supervisor, and is not in their own queue', async () => {
    const asked = await world.ask('guarded', 'priya.nair')
    expect((await world.queue('priya.nair')).requests.some(({ requestId }) => requestId === asked.signed.payload.requestId)).toBe(false)
    expect((await world.decide(asked, 'priya.nair')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'own-request' } })
    expect((await world.decide(asked, 'grace.tembo')).json).toMatchObject({ state: 'waiting' })
  })

  test.each(['requestQueue', 'decideRequest', 'cancelRequest', 'approvalEvidence', 'ownRequests', 'requestPulse'] as const)('%s answers nobody without a token and an enrolled laptop', async (name) => {
    expect((await world.hub.inject(approvalsApi[name], {})).json['code']).toBe('ACCESS_TOKEN_INVALID')
    expect((await world.hub.asOfficer('priya.nair', approvalsApi[name], {})).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  })

  test('the pulse tells each officer of their own requests, and a supervisor what waits for them', async () => {
    const pulse = async (officerId: string) => approvalsApi.requestPulse.response.parse((await world.hub.asDevice(world.device(officerId), hubApi.requestPulse, {})).json)
    const before = { lena: await pulse('lena.fox'), priya: await pulse('priya.nair'), helen: await pulse('helen.marsh') }
    expect(before.helen.toDecide).toBe(0)
    const asked = await world.ask('plain', 'lena.fox')
    expect(await pulse('lena.fox')).toMatchObject({ waiting: before.lena.waiting + 1, toDecide: 0 })
    expect((await pulse('priya.nair')).toDecide).toBe(before.priya.toDecide + 1)
    const waiting = await pulse('lena.fox')
    expect((await pulse('lena.fox')).mark).toBe(waiting.mark)
    await world.decide(asked, 'priya.nair')
    expect((await pulse('lena.fox')).mark).not.toBe(waiting.mark)
  })
})

describe('nobody approves their own', () => {
  const insertOwn = (requestId: string, approver: string, requester: string, entry: number): [string, unknown[]] => [
    `insert into access_decisions (decision_id, request_id, requester_id, approver_id, device_id, decision, field_groups, open_for_minutes, epoch, entry_index, decided_at)
     values (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'approve', '{identity}', 15, $4, $5, now())`, [requestId, requester, approver, world.hub.epoch, entry],
  ]
  const asRole = async <T>(act: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
    await client.connect()
    try {
      return await act(client)
    } finally {
      await client.end()
    }
  }
  const codeOf = (act: Promise<unknown>) => act.then(() => 'none', (error: unknown) => (error as { constraint?: string; code?: string }).constraint ?? (error as { code?: string }).code)

  test('the database refuses it by direct SQL as the service’s own role, whatever requester the row names', async () => {
    const asked = await world.ask('guarded')
    const { requestId } = asked.signed.payload
    await asRole(async (client) => {
      expect(await codeOf(client.query(...insertOwn(requestId, 'amara.okafor', 'amara.okafor', 1)))).toBe('nobody_decides_their_own')
      expect(await codeOf(client.query(...insertOwn(requestId, 'amara.okafor', 'lena.fox', 1)))).toBe('access_decisions_request_id_requester_id_fkey')
      expect(await codeOf(client.query(...insertOwn(requestId, 'priya.nair', 'amara.okafor', 9_999_999)))).toBe('access_decisions_epoch_entry_index_fkey')
      expect(await codeOf(client.query(...insertOwn(requestId, 'priya.nair', 'amara.okafor', 1)))).toBe('none')
      expect(await codeOf(client.query(...insertOwn(requestId, 'priya.nair', 'amara.okafor', 1)))).toBe('nobody_decides_twice')
      await world.hub.sql('delete from access_decisions where request_id = $1', [requestId]) // its entry is no decision
      for (const table of ['access_requests', 'access_decisions', 'access_cancellations', 'access_uses']) {
        expect(await codeOf(client.query(`update ${table} set requester_id = 'x'`))).toBe('42501')
        expect(await codeOf(client.query(`delete from ${table}`))).toBe('42501')
      }
    })
  })

  test('without Cedar’s rule the constraint still refuses; without the constraint Cedar’s rule does; without both it would pass', async () => {
    const attempt = async (policy = world.hub.hub.services.policy): Promise<string> => {
      const asked = await world.ask('guarded', 'priya.nair')
      const body = hubApi.decideRequest.request.parse(world.decisionBody(asked, 'priya.nair'))
      return decideAccessRequest({ ...world.hub.hub.services, policy }, callerOf('priya.nair'), body).then(({ state }) => state, (error: unknown) => {
        const { code, constraint } = error as { code?: string; constraint?: string }
        return constraint ?? code ?? 'unknown'
      })
    }
    const withoutRule = policyWithout('own-request')
    expect(await attempt()).toBe('APPROVAL_FORBIDDEN')
    expect(await attempt(withoutRule)).toBe('nobody_decides_their_own')
    await world.hub.sql('alter table access_decisions drop constraint nobody_decides_their_own; alter table access_decisions disable trigger access_decisions_guarded')
    try {
      expect(await attempt()).toBe('APPROVAL_FORBIDDEN')
      expect(await attempt(withoutRule)).toBe('waiting')
    } finally {
      await world.hub.sql('delete from access_decisions where approver_id = requester_id')
      await world.hub.sql('alter table access_decisions add constraint nobody_decides_their_own check (approver_id <> requester_id); alter table access_decisions enable trigger access_decisions_guarded')
    }
  })

  test('the same for one person counted as two approvers', async () => {
    const second = async (policy = world.hub.hub.services.policy): Promise<string> => {
      const asked = await world.ask('guarded')
      await world.decide(asked, 'priya.nair')
      const body = hubApi.decideRequest.request.parse(world.decisionBody(asked, 'priya.nair'))
      return decideAccessRequest({ ...world.hub.hub.services, policy }, callerOf('priya.nair'), body).then(({ state }) => state, (error: unknown) => {
        const { code, constraint } = error as { code?: string; constraint?: string }
        return constraint ?? code ?? 'unknown'
      })
    }
    const withoutRule = policyWithout('decided-before')
    expect(await second()).toBe('APPROVAL_FORBIDDEN')
    expect(await second(withoutRule)).toBe('nobody_decides_twice')
    await world.hub.sql('alter table access_decisions drop constraint nobody_decides_twice; alter table access_decisions disable trigger access_decisions_guarded')
    try {
      expect(await second(withoutRule)).toBe('approved')
      // And even then nothing opens: policy counts people, not rows.
      const asked = (await world.own()).find(({ state }) => state === 'approved')
      expect(asked?.approvalsNeeded).toBe(2)
    } finally {
      await world.hub.sql('delete from access_decisions a using access_decisions b where a.request_id = b.request_id and a.approver_id = b.approver_id and a.decision_id > b.decision_id')
      await world.hub.sql('alter table access_decisions add constraint nobody_decides_twice unique (request_id, approver_id); alter table access_decisions enable trigger access_decisions_guarded')
    }
  })

  test('two decisions of one supervisor at the same moment count once', async () => {
    const asked = await world.ask('guarded')
    const answers = await Promise.all([world.decide(asked, 'priya.nair'), world.decide(asked, 'priya.nair')])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await world.stateOf(asked)).toBe('waiting')
  })

  test('of two openings at the same moment one is granted', async () => {
    const asked = await world.ask('plain')
    await world.decide(asked, 'priya.nair')
    const opening = await world.opening(asked)
    const again = { ...opening, signed: world.device('amara.okafor').sign({ ...opening.signed.payload, requestId: randomUUID() }) }
    const answers = await Promise.all([world.reveal(opening), world.reveal(again)])
    expect(answers.filter(({ json }) => json['outcome'] === 'allow')).toHaveLength(1)
    expect(answers.filter(({ json }) => json['code'] === 'APPROVAL_USED')).toHaveLength(1)
  })
})

describe('a decision that is not as it must be is refused, enters nothing, and without its check would pass', () => {
  type Attack = { check: string; code: string; wish: DecisionWish; tamper?: (body: ReturnType<ApprovalsWorld['decisionBody']>) => unknown }
  const ATTACKS: readonly Attack[] = [
    { check: 'device-signature', code: 'ACCESS_DEVICE_PROOF_INVALID', wish: {}, tamper: (body) => ({ ...body, signed: { ...body.signed, payload: { ...body.signed.payload, knownSize: 1 } } }) },
    { check: 'officer-opening', code: 'REQUEST_INVALID', wish: {}, tamper: (body) => ({ ...body, officer: { ...body.officer, salt: newSalt() } }) },
    { check: 'believable-clock', code: 'REVEAL_CLOCK', wish: { change: { statedAt: new Date(Date.now() - 11 * 60_000).toISOString() } } },
    { check: 'request-leaf', code: 'REQUEST_INVALID', wish: { change: { requestLeaf: '0'.repeat(64) } } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow' } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow', fieldGroups: ['contact', 'identity'] } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'narrow', fieldGroups: [] } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { fieldGroups: ['identity'] } },
    { check: 'fitting-answer', code: 'APPROVAL_NOT_LESS', wish: { decision: 'decline', fieldGroups: ['identity'] } },
    { check: 'words-opening', code: 'REQUEST_INVALID', wish: { decision: 'decline' }, tamper: (body) => ({ ...body, words: { value: 'The form of last week is enough', salt: body.words?.salt } }) },
    { check: 'understandable-words', code: 'REVEAL_REASON_REQUIRED', wish: { decision: 'decline', words: null } },
    { check: 'understandable-words', code: 'REVEAL_REASON_FILLER', wish: { decision: 'decline', words: 'no no no' } },
    { check: 'understandable-words', code: 'REVEAL_REASON_IDENTIFIER', wish: { decision: 'decline', words: 'The form for QQ 12 34 56 C is missing' } },
  ]
  test.each(ATTACKS)('$check with $code', async ({ check, code, wish, tamper }) => {
    const asked = await world.ask('plain')
    const body = world.decisionBody(asked, 'priya.nair', wish)
    const attack = tamper?.(body) ?? body
    const before = await entries()
    expect((await world.hub.asDevice(world.device('priya.nair'), hubApi.decideRequest, attack)).json['code']).toBe(code)
    expect(await entries()).toBe(before)
    const without = DECISION_CHECKS.filter(({ name }) => name !== check)
    expect(without).toHaveLength(DECISION_CHECKS.length - 1)
    await expect(decideAccessRequest(world.hub.hub.services, callerOf('priya.nair'), hubApi.decideRequest.request.parse(attack), without)).resolves.toMatchObject({ receipt: {} })
  })

  test('still-waiting: without it a cancelled request could be approved', async () => {
    const asked = await world.ask('plain')
    await world.hub.asDevice(world.device('amara.okafor'), hubApi.cancelRequest, { requestId: asked.signed.payload.requestId })
    const body = hubApi.decideRequest.request.parse(world.decisionBody(asked, 'priya.nair'))
    await expect(decideAccessRequest(world.hub.hub.services, callerOf('priya.nair'), body)).rejects.toMatchObject({ code: 'APPROVAL_NOT_WAITING' })
    await expect(decideAccessRequest(world.hub.hub.services, callerOf('priya.nair'), body, DECISION_CHECKS.filter(({ name }) => name !== 'still-waiting'))).resolves.toMatchObject({ state: 'cancelled' })
  })

  test('asked again with the same decision it is one; with another under its id it is refused', async () => {
    const asked = await world.ask('plain')
    const body = world.decisionBody(asked, 'priya.nair')
    const send = (sent: unknown) => world.hub.asDevice(world.device('priya.nair'), hubApi.decideRequest, sent)
    const before = await entries()
    expect((await send(body)).json).toMatchObject({ state: 'approved' })
    expect((await send(body)).json).toMatchObject({ state: 'approved' })
    expect(await entries()).toBe(before + 1)
    const other = world.decisionBody(asked, 'priya.nair', { decision: 'decline', change: { decisionId: body.signed.payload.decisionId } })
    expect((await send(other)).json['code']).toBe('REQUEST_INVALID')
  })

  test('when the ledger cannot be written, nothing is decided', async () => {
    const asked = await world.ask('plain')
    await world.hub.sql('revoke insert on ledger_entries from casement_hub')
    try {
      expect((await world.decide(asked, 'priya.nair')).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
    } finally {
      await world.hub.sql('grant insert on ledger_entries to casement_hub')
    }
    expect(await world.stateOf(asked)).toBe('waiting')
    expect((await world.decide(asked, 'priya.nair')).json).toMatchObject({ state: 'approved' })
  })
})

describe('an approval opens nothing but what it was given for', () => {
  /** Tries the opening with the checks given, short of the entry. */
  const tryWith = async (body: RevealBody, officerId: string, checks = APPROVED_CHECKS) => {
    const facts = [world.plain, world.guarded].find(({ householdId }) => householdId === body.householdId)
    const household = facts === undefined ? null : ({ householdId: facts.householdId } as never)
    const call = { signed: body.signed, caller: callerOf(officerId), ...body.openings, household, relationship: 'none' as const, purpose: null, epoch: world.hub.epoch, now: Date.now() }
    return findApproval(world.hub.hub.services, call, checks).then(() => 'allowed', (error: unknown) => (error as { detail?: { check?: string } }).detail?.check ?? (error as { code: string }).code)
  }

  test.each(['same-officer', 'same-household', 'same-persons', 'same-purpose', 'same-grounds', 'within-approval'])('%s', async (check) => {
    const asked = await world.ask('plain', 'amara.okafor', ['identity'])
    await world.decide(asked, 'priya.nair')
    const opening = await world.opening(asked)
    const attacks: Record<string, { body: RevealBody; by: string }> = {
      'same-officer': { body: opening, by: 'lena.fox' },
      'same-household': { body: { ...opening, householdId: world.guarded.householdId }, by: 'amara.okafor' },
      'same-persons': { body: { ...opening, openings: { ...opening.openings, persons: { ...opening.openings.persons, value: world.plain.members[1]!.personId } } }, by: 'amara.okafor' },
      'same-purpose': { body: { ...opening, signed: { ...opening.signed, payload: { ...opening.signed.payload, purpose: { ...opening.signed.payload.purpose, code: 'own-contact' } } } }, by: 'amara.okafor' },
      'same-grounds': { body: { ...opening, openings: { ...opening.openings, linked: { value: 'Prevention duty since 3 November 2026', salt: 'A'.repeat(43) } } }, by: 'amara.okafor' },
      'within-approval': { body: { ...opening, signed: { ...opening.signed, payload: { ...opening.signed.payload, fieldGroups: ['contact', 'identity'] } } }, by: 'amara.okafor' },
    }
    const { body, by } = attacks[check]!
    expect(await tryWith(body, by)).toBe(check)
    expect(await tryWith(body, by, APPROVED_CHECKS.filter(({ name }) => name !== check))).toBe('allowed')
  })

  test('approved-now: a request that waits, and one whose decisions are others than the laptop saw', async () => {
    const waiting = await world.ask('plain')
    const without = APPROVED_CHECKS.filter(({ name }) => name !== 'approved-now' && name !== 'within-approval')
    expect(await tryWith(await world.opening(waiting), 'amara.okafor')).toBe('approved-now')
    expect(await tryWith(await world.opening(waiting), 'amara.okafor', without)).toBe('allowed')
    await world.decide(waiting, 'priya.nair')
    const opening = await world.opening(waiting)
    const forged = { ...opening, signed: { ...opening.signed, payload: { ...opening.signed.payload, approval: { requestId: waiting.signed.payload.requestId, decisions: ['f'.repeat(64)] } } } }
    expect(await tryWith(forged as RevealBody, 'amara.okafor')).toBe('approved-now')
  })

  test('an approval of one request does not open another, nor one that is not there', async () => {
    const [first, second] = [await world.ask('plain'), await world.ask('guarded')]
    await world.decide(first, 'priya.nair')
    const approval = approvalOf((await world.opening(first)).signed.payload)
    if (approval === null) throw new Error('not under an approval')
    expect((await world.reveal(await world.opening(second, { approval }))).json['code']).toBe('APPROVAL_NOT_GIVEN')
    expect((await world.reveal(await world.opening(first, { approval: { ...approval, requestId: randomUUID() } }))).json['code']).toBe('APPROVAL_NOT_GIVEN')
  })

  test('the evidence for the vault is given to whoever opened, and to nobody else', async () => {
    const asked = await world.ask('plain')
    await world.decide(asked, 'priya.nair')
    const opening = await world.opening(asked)
    await world.reveal(opening)
    const { requestId } = opening.signed.payload
    const answer = await world.hub.asDevice(world.device('amara.okafor'), hubApi.approvalEvidence, { requestId, knownSize: 0, vaultKnownSize: 0 })
    const { evidence, receipt } = approvalsApi.approvalEvidence.response.parse(answer.json)
    expect(evidence.request.signed).toEqual(asked.signed)
    expect(evidence.decisions.map(({ officer }) => officer.value)).toEqual(['priya.nair'])
    expect(receipt.treeSize).toBeGreaterThan(receipt.entryIndex)
    for (const other of ['lena.fox', 'priya.nair']) {
      expect((await world.hub.asDevice(world.device(other), hubApi.approvalEvidence, { requestId, knownSize: 0, vaultKnownSize: 0 })).json['code']).toBe('NOT_FOUND')
    }
  })

  test('a capped opening does not use the approval up', async () => {
    const asked = await world.ask('plain')
    await world.decide(asked, 'priya.nair')
    const { purposes } = world.hub.hub.services
    const nothing = { ...purposes, set: { ...purposes.set, revealBudget: { ...purposes.set.revealBudget, perHour: 0 } } }
    const body = hubApi.requestReveal.request.parse(await world.opening(asked))
    await expect(requestReveal({ ...world.hub.hub.services, purposes: nothing }, callerOf('amara.okafor'), body)).rejects.toMatchObject({ code: 'REVEAL_CAP_REACHED' })
    expect(await world.stateOf(asked)).toBe('approved')
    expect((await world.reveal(await world.opening(asked))).json).toMatchObject({ outcome: 'allow' })
  })
})

describe('what a role may ask at all', () => {
  test('roles without casework have no requests and see none', async () => {
    for (const officerId of ['helen.marsh', 'dev.patel']) expect(await world.own(officerId)).toEqual([])
  })
})
