import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oversightApi } from '../../../shared/api/oversight-api'
import { reviewApi } from '../../../shared/api/review-api'
import { hubApi } from '../../../shared/api/hub-api'
import { recordOutcome } from '../../../service/hub/domain/review/record-outcome'
import { OUTCOME_CHECKS } from '../../../service/hub/domain/checks/outcome-checks'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import type { RevealBody } from './approvals-world'
import { ReviewWorld, type OutcomeWish } from './review-world'

let world: ReviewWorld
beforeAll(async () => { world = await ReviewWorld.start() })
afterAll(() => world.hub.stop())

/** Tom works in outreach; the plain household is with income and debt: no relationship. His team has no supervisor but this one. */
const REVIEWER = 'sol.reviewer'
beforeAll(async () => {
  await world.hub.sql(`insert into officers values ($1, 'Sol Reviewer', 'supervisor', 'outreach', 'canterbury')`, [REVIEWER])
  ;(world.base.devices as Map<string, unknown>).set(REVIEWER, await world.hub.enrol(REVIEWER))
})

const entries = async (): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])
const idOf = (body: RevealBody): string => body.signed.payload.requestId
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.base.device(officerId)
  return { officerId, deviceId, signingKey }
}
const policyWithout = (id: string) => {
  const { schema, policies } = shippedPolicies()
  const start = policies.indexOf(`@id("${id}")`)
  expect(start).toBeGreaterThan(0)
  return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
}
/** As the application's own role, past every line of code. */
async function asHub(text: string, values: unknown[]): Promise<string> {
  const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
  await client.connect()
  try {
    await client.query(text, values)
    return 'done'
  } catch (error) {
    return (error as pg.DatabaseError).constraint ?? (error as pg.DatabaseError).code ?? String(error)
  } finally {
    await client.end()
  }
}

describe('a reveal that somebody else has to look at', () => {
  test('about a household of the reviewer’s own circle it is in nothing that they review, and is not theirs to close; somebody else sees it', async () => {
    const revealed = await world.reveal()
    const { householdId, reference } = world.base.plain
    await world.hub.sql('insert into circle_exclusions (officer_id, household_id, noted_at) values ($1, $2, now())', [REVIEWER, householdId])
    try {
      const queue = await world.queue(REVIEWER)
      expect([...queue.tasks, ...queue.waiting].map(({ requestId }) => requestId)).not.toContain(idOf(revealed))
      const period = { from: '2020-01-01', to: '2099-12-31' }
      const seen = await world.hub.asDevice(world.base.device(REVIEWER), oversightApi.teamReveals, { period, officerId: null, purpose: null, after: null, limit: 100 })
      expect([seen.status, seen.text.includes(idOf(revealed)), seen.text.includes(reference)]).toEqual([200, false, false])
      expect((await world.record(revealed, REVIEWER)).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-circle-reviews' } })
    } finally {
      await world.hub.sql('delete from circle_exclusions')
    }
    expect((await world.queue(REVIEWER)).tasks.map(({ requestId }) => requestId)).toContain(idOf(revealed))
  })

  test('a concern about the lead’s own circle is in nothing that the lead sees, and is not theirs to follow up', async () => {
    const revealed = await world.reveal()
    expect((await world.record(revealed, REVIEWER, { outcome: 'concern', words: 'Nobody called that day as far as we can see' })).status).toBe(200)
    const concerns = async () => (await world.queue('helen.marsh')).concerns.map(({ requestId }) => requestId)
    await world.hub.sql('insert into circle_exclusions (officer_id, household_id, noted_at) values ($1, $2, now())', ['helen.marsh', world.base.plain.householdId])
    try {
      expect(await concerns()).not.toContain(idOf(revealed))
      expect((await world.record(revealed, 'helen.marsh', { step: 'follow-up' })).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-circle-reviews' } })
    } finally {
      await world.hub.sql('delete from circle_exclusions')
    }
    expect(await concerns()).toContain(idOf(revealed))
    await world.hub.sql(`update review_outcomes set decided_at = decided_at - interval '1 day' where request_id = $1`, [idOf(revealed)]) // not one of today's ten
  })

  test('without a relationship it makes a task, kept with the grant; its review is signed, entered, and closes it', async () => {
    const revealed = await world.reveal()
    const { tasks } = await world.queue(REVIEWER)
    expect(tasks.find(({ requestId }) => requestId === idOf(revealed))).toMatchObject({
      causes: ['no-relationship'], step: 'review', signed: revealed.signed, look: { kind: 'reveal', reason: 'Calling back about the eviction notice', actor: { officerId: 'tom.brennan' } },
    })
    expect((await world.own('tom.brennan')).reviews[0]).toEqual({ requestId: idOf(revealed), isEmergency: false, outcome: null })

    const before = await entries()
    const body = world.outcomeBody(revealed, REVIEWER, { outcome: 'learning', words: 'Ask the duty officer of the team first' })
    expect((await world.send(body, REVIEWER)).json).toMatchObject({ outcome: 'learning', receipt: { entryIndex: before } })
    expect((await world.send(body, REVIEWER)).json).toMatchObject({ outcome: 'learning', receipt: { entryIndex: before } })
    expect(await entries()).toBe(before + 1)
    expect((await world.hub.sql('select kind from ledger_entries where entry_index = $1', [before]))[0]).toEqual({ kind: 'review' })
    expect((await world.own('tom.brennan')).reviews[0]?.outcome).toMatchObject({ outcome: 'learning', by: 'Sol Reviewer', words: 'Ask the duty officer of the team first' })
    const after = await world.queue(REVIEWER)
    expect(after.tasks.map(({ requestId }) => requestId)).not.toContain(idOf(revealed))
    expect(after.closed[0]).toMatchObject({ requestId: idOf(revealed), officer: 'Tom Brennan', own: { outcome: 'learning' } })
    expect((await world.record(revealed, REVIEWER)).json['code']).toBe('REVIEW_NOT_WAITING')

    // Found in the ledger, with what it says.
    const lead = world.base.device('helen.marsh')
    const found = await world.hub.asDevice(lead, oversightApi.searchLedger, { officerId: REVIEWER, purpose: null, period: null, outcome: 'learning', kind: 'review', district: null, after: null, limit: 10 })
    expect(found.json['looks']).toMatchObject([{
      kind: 'review', entry: { index: before }, requestId: idOf(revealed), outcome: 'learning', step: 'review', reason: 'Ask the duty officer of the team first', reference: world.base.plain.reference, actor: { officerId: REVIEWER },
    }])
  })

  test('with a recorded relationship it makes one only when the draw says so', async () => {
    const revealed = await world.reveal('amara.okafor')
    const [task] = await world.hub.sql('select causes from review_tasks where request_id = $1', [idOf(revealed)])
    expect(task === undefined || String(task['causes']) === 'sample').toBe(true)
    const rules = world.hub.hub.services.reviewRules
    Object.assign(world.hub.hub.services, { reviewRules: { ...rules, sampleRate: 1 } })
    const sampled = await world.reveal('amara.okafor')
    Object.assign(world.hub.hub.services, { reviewRules: rules })
    expect((await world.hub.sql('select causes from review_tasks where request_id = $1', [idOf(sampled)]))[0]).toEqual({ causes: ['sample'] })
  })

  test('a task that cannot be kept keeps the grant from being made', async () => {
    const body = world.body('tom.brennan')
    await world.hub.sql(`alter table review_tasks add constraint full_up check (request_id <> '${idOf(body)}')`)
    expect((await world.base.reveal(body, 'tom.brennan')).status).toBe(500)
    expect(await world.hub.sql('select 1 from reveal_decisions where request_id = $1', [idOf(body)])).toEqual([])
    await world.hub.sql('alter table review_tasks drop constraint full_up')
    expect((await world.base.reveal(body, 'tom.brennan')).json['outcome']).toBe('allow')
    expect(await world.hub.sql('select 1 from review_tasks where request_id = $1', [idOf(body)])).toHaveLength(1)
  })

  test('a concern goes to the information governance lead, who follows it up; whom it is about learns that it is there, not its words', async () => {
    const revealed = await world.reveal()
    await world.record(revealed, REVIEWER, { outcome: 'concern', words: 'Nobody called that day as far as we can see' })
    expect((await world.own('tom.brennan')).reviews[0]?.outcome).toMatchObject({ outcome: 'concern', words: null })
    const { concerns } = await world.queue('helen.marsh')
    expect(concerns.find(({ requestId }) => requestId === idOf(revealed))).toMatchObject({ step: 'follow-up', raised: { by: 'Sol Reviewer', words: 'Nobody called that day as far as we can see' } })
    expect((await world.queue(REVIEWER)).concerns).toEqual([])
    expect((await world.record(revealed, REVIEWER, { step: 'follow-up' })).json['code']).toBe('REVIEW_FORBIDDEN')
    expect((await world.record(revealed, 'helen.marsh', { step: 'follow-up', outcome: 'justified', words: 'The call was made from the shared line' })).status).toBe(200)
    expect((await world.own('tom.brennan')).reviews[0]?.outcome).toMatchObject({ outcome: 'justified', by: 'Helen Marsh' })
  })

  test('the lead sees what supervisors did at once, and what nobody closed after its time', async () => {
    const [byOfficer, bySupervisor] = [await world.reveal(), await world.reveal('owen.price')]
    const seen = async () => (await world.queue('helen.marsh')).tasks.map(({ requestId }) => requestId)
    expect(await seen()).toContain(idOf(bySupervisor))
    expect(await seen()).not.toContain(idOf(byOfficer))
    await world.hub.sql(`update review_tasks set created_at = created_at - interval '25 hours' where request_id = $1`, [idOf(byOfficer)])
    expect(await seen()).toContain(idOf(byOfficer))
    expect((await world.queue('helen.marsh')).byAge.underTwoDays).toBeGreaterThan(0)
  })
})

describe('who may close a review', () => {
  test('the matrix: a supervisor of the team, and the lead; never whoever revealed', async () => {
    const revealed = await world.reveal()
    const own = await world.reveal(REVIEWER)
    const code = async (reviewer: string, about = revealed) => (await world.record(about, reviewer)).json['code']
    for (const nobody of ['tom.brennan', 'amara.okafor', 'dev.patel', 'priya.nair', 'owen.price']) expect([nobody, await code(nobody)]).toEqual([nobody, 'REVIEW_FORBIDDEN'])
    expect((await world.record(own, REVIEWER)).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-reveal' } })
    for (const nobody of ['tom.brennan', 'amara.okafor', 'dev.patel']) {
      expect((await world.hub.asDevice(world.base.device(nobody), reviewApi.reviewQueue, {})).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
    }
    expect(await code('helen.marsh', own)).toBeUndefined()
    expect(await code(REVIEWER)).toBeUndefined()
  })

  test('the day’s ten are a person’s, not an account’s: who closed them under one has none left under the other', async () => {
    for (const [id, name] of [['cap.first', 'C One'], ['cap.second', 'C Two']] as const) {
      await world.hub.sql(`insert into officers values ($1, $2, 'supervisor', 'outreach', 'canterbury')`, [id, name])
      ;(world.base.devices as Map<string, unknown>).set(id, await world.hub.enrol(id))
    }
    await world.samePerson('cap.first', 'cap.second')
    const rules = world.hub.hub.services.reviewRules
    Object.assign(world.hub.hub.services, { reviewRules: { ...rules, perReviewerPerDay: 1, repeatedReason: { ...rules.repeatedReason, times: 1_000 }, manyPerDay: 1_000 } })
    try {
      const [one, other] = [await world.reveal(), await world.reveal()]
      const answers = await Promise.all([world.record(one, 'cap.first'), world.record(other, 'cap.second')])
      expect(answers.map(({ status, json }) => (status === 200 ? 'closed' : json['code'])).toSorted()).toEqual(['REVIEW_CAP_REACHED', 'closed'])
      for (const id of ['cap.first', 'cap.second']) expect(await world.queue(id)).toMatchObject({ closedToday: 1, tasks: [] })
    } finally {
      Object.assign(world.hub.hub.services, { reviewRules: rules })
    }
  })

  test('a second account of the same person is that person', async () => {
    await world.hub.sql(`insert into officers values ('tom.second', 'T Brennan', 'supervisor', 'outreach', 'canterbury') on conflict do nothing`)
    ;(world.base.devices as Map<string, unknown>).set('tom.second', await world.hub.enrol('tom.second'))
    await world.samePerson('tom.brennan', 'tom.second')
    const revealed = await world.reveal()
    expect((await world.queue('tom.second')).tasks.map(({ requestId }) => requestId)).not.toContain(idOf(revealed))
    expect((await world.record(revealed, 'tom.second')).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-reveal' } })
  })

  test('by direct SQL as the application role: not the officer, not a second account, not somebody who is no reviewer; nothing changed, nothing removed', async () => {
    const revealed = await world.reveal()
    const insert = (reviewer: string, officer = 'tom.brennan', step = 'review') => asHub(
      `insert into review_outcomes values ($1, $4, $2, $5, $3, $6, 'justified', $7, 0, now())`,
      [idOf(revealed), randomUUID(), reviewer, step, officer, world.base.device('tom.brennan').deviceId, world.hub.epoch],
    )
    expect(await insert('tom.brennan')).toBe('nobody_reviews_their_own')
    expect(await insert('tom.second')).toBe('nobody_reviews_their_own')
    // Under somebody else's name the task does not exist.
    expect(await insert('tom.brennan', 'amara.okafor')).toMatch(/insufficient|42501|review_outcomes_request_id_officer_id_fkey/)
    expect(await insert('amara.okafor')).toBe('42501')
    await world.record(revealed, REVIEWER)
    expect(await insert(REVIEWER)).toBe('review_outcomes_pkey')
    for (const table of ['review_tasks', 'review_outcomes', 'emergency_uses', 'officer_persons']) {
      expect(await asHub(`delete from ${table}`, [])).toBe('42501')
      expect(await asHub(`update ${table} set officer_id = officer_id`, [])).toBe('42501')
      expect(await asHub(`truncate ${table}`, [])).toBe('42501')
    }
    expect(await asHub(`insert into officer_persons values ('tom.brennan', repeat('a', 32), 'tom.brennan', now())`, [])).toBe('42501')
  })

  test('each layer matters: with the rule left out the database still refuses, and the outcome is not kept', async () => {
    const revealed = await world.reveal(REVIEWER)
    const services = { ...world.hub.hub.services, policy: policyWithout('own-reveal') }
    const body = reviewApi.recordOutcome.request.parse(world.outcomeBody(revealed, REVIEWER))
    await expect(recordOutcome(services, callerOf(REVIEWER), body)).rejects.toThrow(/reviews? their own/)
    expect(await world.hub.sql('select 1 from review_outcomes where request_id = $1', [idOf(revealed)])).toEqual([])
    expect((await world.own(REVIEWER)).reviews[0]?.outcome).toBeNull()
  })
})

describe('what an outcome must be', () => {
  const refusedWithout: ReadonlyArray<readonly [check: string, wish: OutcomeWish, code: string]> = [
    ['current-epoch', { change: { epoch: 'anotherepoch' } }, 'SYNC_EPOCH_CHANGED'],
    ['believable-clock', { change: { statedAt: '2020-01-01T00:00:00.000Z' } }, 'REVEAL_CLOCK'],
    ['reveal-leaf', { change: { requestLeaf: '0'.repeat(64) } }, 'REQUEST_INVALID'],
    ['still-open', { step: 'follow-up' }, 'REVIEW_NOT_WAITING'],
    ['words-opening', { change: { words: '0'.repeat(64) } }, 'REQUEST_INVALID'],
    ['understandable-words', { words: 'ok' }, 'REVEAL_REASON_TOO_SHORT'],
  ]
  test.each(refusedWithout)('%s refuses, is not entered, and is what stands in the way', async (name, wish, code) => {
    const revealed = await world.reveal()
    const reviewer = name === 'still-open' ? 'helen.marsh' : REVIEWER
    const before = await entries()
    const body = world.outcomeBody(revealed, reviewer, wish)
    expect((await world.send(body, reviewer)).json['code']).toBe(code)
    expect(await entries()).toBe(before)
    const parsed = reviewApi.recordOutcome.request.parse(body)
    await expect(recordOutcome(world.hub.hub.services, callerOf(reviewer), parsed, OUTCOME_CHECKS.filter((check) => check.name !== name))).resolves.toMatchObject({ outcome: 'justified' })
  })

  test('a signature of another laptop, an opening of somebody else, and an id used before are refused', async () => {
    const revealed = await world.reveal()
    const body = world.outcomeBody(revealed, REVIEWER)
    expect((await world.send({ ...body, signed: world.base.device('priya.nair').sign(body.signed.payload) }, REVIEWER)).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
    expect((await world.send({ ...body, officer: { ...body.officer, value: 'priya.nair' } }, REVIEWER)).json['code']).toBe('REQUEST_INVALID')
    expect((await world.send(body, REVIEWER)).status).toBe(200)
    const again = world.outcomeBody(await world.reveal(), REVIEWER, { change: { outcomeId: body.signed.payload.outcomeId } })
    expect((await world.send(again, REVIEWER)).json['code']).toBe('REQUEST_INVALID')
    expect((await world.hub.asDevice(world.base.device(REVIEWER), reviewApi.recordOutcome, { ...body, words: undefined })).json['code']).toBe('REQUEST_INVALID')
    expect((await world.record({ ...revealed, signed: { ...revealed.signed, payload: { ...revealed.signed.payload, requestId: randomUUID() } } }, REVIEWER)).json['code']).toBe('NOT_FOUND')
  })

  test('riskiest first, at most the cap a day; what is over it waits and says for how long', async () => {
    const rules = world.hub.hub.services.reviewRules
    const closed = (await world.queue(REVIEWER)).closedToday
    Object.assign(world.hub.hub.services, { reviewRules: { ...rules, perReviewerPerDay: closed + 1, repeatedReason: { ...rules.repeatedReason, times: 1_000 }, manyPerDay: 1_000 } })
    const [ordinary, other] = [await world.reveal(), await world.reveal()]
    await world.hub.sql(`update review_tasks set score = 90, created_at = created_at - interval '8 days' where request_id = $1`, [idOf(other)])
    const { tasks, waiting, waitingInAll, byAge } = await world.queue(REVIEWER)
    expect(tasks.map(({ requestId }) => requestId)).toEqual([idOf(other)])
    expect(waiting.map(({ requestId }) => requestId)).toContain(idOf(ordinary))
    expect(waitingInAll).toBe(waiting.length)
    expect(byAge.older).toBe(1)
    expect((await world.record(other, REVIEWER)).status).toBe(200)
    const before = await entries()
    expect((await world.record(ordinary, REVIEWER)).json['code']).toBe('REVIEW_CAP_REACHED')
    expect(await entries()).toBe(before)
    expect((await world.queue(REVIEWER)).tasks).toEqual([])
    Object.assign(world.hub.hub.services, { reviewRules: { ...rules, perReviewerPerDay: 100 } })
    expect((await world.record(ordinary, REVIEWER)).status).toBe(200)
    Object.assign(world.hub.hub.services, { reviewRules: rules })
  })

  test('looking at the queue is recorded, and nothing of it is open to a laptop that is not the caller’s', async () => {
    await world.queue('helen.marsh')
    expect((await world.hub.sql(`select criteria from oversight_accesses where officer_id = 'helen.marsh' order by access_id desc limit 1`))[0]).toEqual({ criteria: ['review'] })
    expect((await world.hub.inject(hubApi.reviewQueue, {})).json['code']).toBe('ACCESS_TOKEN_INVALID')
  })
})
