import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { NO_STANDING } from '../../../service/hub/policy/policy-standing'
import { approvalsApi } from '../../../shared/api/approvals-api'
import { hubApi } from '../../../shared/api/hub-api'
import { oversightApi } from '../../../shared/api/oversight-api'
import { saysTheSame } from '../../../main/domain/entry-prover'
import { standInsApi } from '../../../shared/api/stand-ins-api'
import { enterShift } from '../../../service/hub/domain/stand-ins/rota'
import { dayIn, StandInsWorld, thisMonday } from './stand-ins-world'

let world: StandInsWorld
beforeAll(async () => { world = await StandInsWorld.start() })
afterAll(() => world.stop())
/** Each test begins with nobody standing in and nobody on duty. */
afterEach(async () => {
  await world.hub.sql(`insert into deputyship_ends select deputyship_id, supervisor_id, now() from deputyships on conflict do nothing`)
  // Before whatever a later test asks and makes older.
  await world.hub.sql(`update deputyship_ends set ended_at = ended_at - interval '4 days'`)
  await world.hub.sql(`insert into duty_shift_ends select shift_id, entered_by, now() from duty_shifts on conflict do nothing`)
})

const rule = (name: string) => ({ code: 'STAND_IN_FORBIDDEN', detail: { rule: name } })
const forbidden = (name: string) => ({ code: 'APPROVAL_FORBIDDEN', detail: { rule: name } })

describe('deputies', () => {
  test('a deputy decides for the team while it lasts, not before and not after, and the decision says as whose deputy', async () => {
    const [first, second] = [await world.base.ask('plain'), await world.base.ask('plain')]
    expect((await world.base.decide(first, 'lena.fox')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    const deputyship = await world.named('priya.nair', 'lena.fox')
    expect((await world.base.queue('lena.fox')).requests.find(({ requestId }) => requestId === first.signed.payload.requestId)).toMatchObject({ capacity: 'deputy', standsFor: 'Priya Nair' })
    expect((await world.waitsWith(first))?.people).toEqual([{ name: 'Lena Fox', capacity: 'deputy', standsFor: 'Priya Nair' }, { name: 'Priya Nair', capacity: 'own', standsFor: null }])
    // What is signed says it too, and says nothing else.
    for (const wish of [{}, { standsFor: 'grace.tembo' }]) expect((await world.base.decide(first, 'lena.fox', wish)).json).toMatchObject({ code: 'REQUEST_INVALID', detail: { fields: 'standsFor' } })
    expect((await world.base.decide(first, 'priya.nair', { standsFor: 'grace.tembo' })).json).toMatchObject({ code: 'REQUEST_INVALID', detail: { fields: 'standsFor' } })
    expect((await world.base.decide(first, 'lena.fox', { standsFor: 'priya.nair' })).json).toMatchObject({ state: 'approved' })
    const opened = await world.base.opening(first)
    expect((await world.base.reveal(opened)).json).toMatchObject({ outcome: 'allow' })
    const { evidence } = approvalsApi.approvalEvidence.response.parse((await world.hub.asDevice(world.base.device('amara.okafor'), approvalsApi.approvalEvidence, { requestId: opened.signed.payload.requestId, knownSize: 0, vaultKnownSize: 0 })).json)
    expect(evidence.decisions).toMatchObject([{ signed: { payload: { v: 3 } }, officer: { value: 'lena.fox' }, standsFor: { value: 'priya.nair' } }])
    expect((await world.base.own()).find(({ requestId }) => requestId === first.signed.payload.requestId)?.decisions).toMatchObject([{ by: 'Lena Fox', capacity: 'deputy', standsFor: 'Priya Nair' }])
    // Whoever reviews reads it too, in the ledger and of the household, with what proves it.
    const search = { officerId: 'lena.fox', purpose: null, period: null, outcome: null, kind: 'decision', district: null, after: null, limit: 10 }
    const { looks: [found] } = oversightApi.searchLedger.response.parse((await world.ask('helen.marsh', oversightApi.searchLedger, search)).json)
    expect(found).toMatchObject({ kind: 'decision', requestId: first.signed.payload.requestId, standsFor: { officerId: 'priya.nair', displayName: 'Priya Nair' } })
    const { evidence: [proof] } = oversightApi.evidence.response.parse((await world.ask('helen.marsh', oversightApi.evidence, { entries: [found!.entry], knownSize: 0 })).json)
    expect(saysTheSame(found!, proof!)).toBe(true)
    const { reference } = (await world.hub.sql('select reference from households where household_id = $1', [first.householdId]))[0] as { reference: string }
    const { acts } = oversightApi.whoLooked.response.parse((await world.ask('helen.marsh', oversightApi.whoLooked, { reference, after: null, limit: 10 })).json)
    expect(acts.flatMap((act) => (act.act === 'reveal' && act.look.kind === 'decision' ? [act.look.standsFor?.officerId] : []))).toContain('priya.nair')
    await world.ended('lena.fox', deputyship)
    expect((await world.base.decide(second, 'lena.fox')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    expect((await world.call('lena.fox', 'ownStanding')).json).toMatchObject({ deputyships: [] })
  })

  test('a deputy decides neither their own request, nor one of another account of theirs, nor one of whoever named them, nor a protected record', async () => {
    const deputyship = await world.named('priya.nair', 'lena.fox')
    const own = await world.base.ask('plain', 'lena.fox')
    expect((await world.base.decide(own, 'lena.fox')).json).toMatchObject(forbidden('own-request'))
    await world.reviews.samePerson('lena.fox', 'lena.second')
    expect((await world.base.decide(await world.base.ask('plain', 'lena.second'), 'lena.fox')).json).toMatchObject(forbidden('own-request'))
    const byNamer = await world.base.ask('plain', 'priya.nair')
    expect((await world.base.decide(byNamer, 'lena.fox')).json).toMatchObject(forbidden('named-by-requester'))
    expect((await world.waitsWith(byNamer, 'priya.nair'))?.people).toEqual([])
    expect((await world.base.decide(await world.base.ask('guarded'), 'lena.fox')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    // Ending it first is no way round: it held at some time since the request.
    await world.ended('priya.nair', deputyship)
    await world.hub.sql(`update officers set role = 'supervisor' where officer_id = 'lena.fox'`)
    expect((await world.base.decide(byNamer, 'lena.fox')).json).toMatchObject(forbidden('named-by-requester'))
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'lena.fox'`)
  })

  test('there are no chains: a deputy names nobody, whoever has named a deputy stands in for nobody, and nobody stands in for themselves', async () => {
    await world.named('priya.nair', 'grace.tembo')
    expect((await world.name('grace.tembo', 'nora.bell')).json).toMatchObject(rule('deputy-names-no-deputy'))
    expect((await world.name('nora.bell', 'priya.nair')).json).toMatchObject(rule('no-chain-of-deputies'))
    // At another time each may.
    expect((await world.name('grace.tembo', 'nora.bell', dayIn(20), dayIn(22))).status).toBe(200)
    expect((await world.name('lena.fox', 'amara.okafor')).json).toMatchObject({ code: 'STAND_IN_FORBIDDEN' })
    expect((await world.name('priya.nair', 'priya.nair')).json).toMatchObject(rule('own-deputy'))
    expect((await world.name('priya.nair', 'owen.price')).json).toMatchObject(rule('deputy-of-the-district'))
    expect((await world.name('priya.nair', 'helen.marsh')).json).toMatchObject(rule('deputy-of-the-district'))
    expect((await world.name('priya.nair', 'nobody.there')).json).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a deputyship begins today or later and lasts 28 days at most; asked again with its id it is the same one', async () => {
    for (const [from, to] of [[dayIn(-1), dayIn(2)], [dayIn(0), dayIn(28)], [dayIn(120), dayIn(121)]] as const) {
      expect((await world.name('priya.nair', 'lena.fox', from, to)).json).toMatchObject({ code: 'STAND_IN_PERIOD' })
    }
    const body = { deputyshipId: randomUUID(), deputyId: 'lena.fox', from: dayIn(0), to: dayIn(27) }
    const [once, again] = [await world.call('priya.nair', 'nameDeputy', body), await world.call('priya.nair', 'nameDeputy', body)]
    expect(again.json).toEqual(once.json)
    expect((await world.call('grace.tembo', 'nameDeputy', body)).json).toMatchObject({ code: 'REQUEST_INVALID' })
    expect((await world.call('amara.okafor', 'endDeputyship', { deputyshipId: body.deputyshipId })).json).toMatchObject({ code: 'STAND_IN_FORBIDDEN' })
  })

  test('each rule of the policy matters: without it the act is allowed', () => {
    const { schema, policies } = shippedPolicies()
    const without = (id: string) => {
      const start = policies.indexOf(`@id("${id}")`)
      return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
    }
    const [priya, lena] = [officer('priya', 'supervisor'), officer('lena', 'officer')]
    const naming = { action: 'nameDeputy' as const, subject: lena, isSamePerson: false, namerIsDeputy: false, deputyHasNamed: false }
    const cases = [
      ['own-deputy', { ...naming, isSamePerson: true }], ['deputy-names-no-deputy', { ...naming, namerIsDeputy: true }], ['no-chain-of-deputies', { ...naming, deputyHasNamed: true }],
      ['deputy-of-the-district', { ...naming, subject: { ...lena, district: 'dover' as const } }], ['own-desk', { action: 'keepRota' as const, subject: lena, cover: 'desk', isSamePerson: true }],
      ['duty-of-the-district', { action: 'keepRota' as const, subject: lena, cover: 'approver', isSamePerson: false }],
    ] as const
    for (const [id, act] of cases) {
      expect(createPolicyEngine().decideStandIn(priya, act), id).toMatchObject({ outcome: 'forbid', rule: id })
      expect(without(id).decideStandIn(priya, act).outcome, id).toBe('allow')
    }
    const request = { requestId: 'some', requesterId: 'somebody', requesterTeam: 'outreach', district: 'canterbury', team: 'outreach', isProtected: false }
    const asDeputy = { ...NO_STANDING, deputyTeams: ['outreach'], isRequestersDeputy: true }
    expect(createPolicyEngine().decideApproval(lena, request, false, asDeputy)).toMatchObject({ outcome: 'forbid', rule: 'named-by-requester' })
    expect(without('named-by-requester').decideApproval(lena, request, false, asDeputy).outcome).toBe('allow')
  })

  test('the database refuses the same by direct SQL as the service, and it is its own guards that do', async () => {
    const deputyship = (supervisor: string, deputy: string, days = 3) =>
      ({ text: `insert into deputyships values ($1, $2, $3, (select team from officers where officer_id = $2), 'canterbury', now(), now() + make_interval(days => $4), $1, now())`, values: [randomUUID(), supervisor, deputy, days] })
    const decision = (requestId: string, requester: string, approver: string, under: string | null) => ({
      text: `insert into access_decisions (decision_id, request_id, requester_id, approver_id, device_id, decision, field_groups, open_for_minutes, epoch, entry_index, decided_at, deputyship_id)
        values ($1, $2, $3, $4, $1, 'approve', '{identity}', 5, $5, 0, now(), $6)`, values: [randomUUID(), requestId, requester, approver, world.hub.epoch, under],
    })
    await world.named('priya.nair', 'grace.tembo')
    const mine = await world.base.ask('plain', 'priya.nair')
    const asked = await world.base.ask('plain')
    const over = (await world.hub.sql(`select deputyship_id from held_deputyships where held_until <= now() and deputy_id = 'lena.fox' limit 1`))[0]?.['deputyship_id'] as string
    const cases = [
      ['deputyships_guarded', 'deputyships', deputyship('grace.tembo', 'nora.bell')], ['deputyships_guarded', 'deputyships', deputyship('nora.bell', 'priya.nair')],
      ['deputyships_guarded', 'deputyships', deputyship('amara.okafor', 'lena.fox')],
      ['access_decisions_standing', 'access_decisions', decision(mine.signed.payload.requestId, 'priya.nair', 'grace.tembo', null)],
      ['access_decisions_standing', 'access_decisions', decision(asked.signed.payload.requestId, 'amara.okafor', 'lena.fox', null)],
      ['access_decisions_standing', 'access_decisions', decision(asked.signed.payload.requestId, 'amara.okafor', 'lena.fox', over)],
    ] as const
    for (const [trigger, table, { text, values }] of cases) {
      expect(await world.attempt(text, values)).toBe(false)
      // Without its guard the database would take it.
      await world.hub.sql(`alter table ${table} disable trigger ${trigger}`)
      const open = await world.hub.sql(text, [...values]).then(() => true, () => false)
      await world.hub.sql(`alter table ${table} enable trigger ${trigger}`)
      expect(open).toBe(true)
      await world.hub.sql(`delete from ${table} where ${table === 'deputyships' ? 'deputyship_id' : 'decision_id'} = $1`, [values[0]])
    }
    expect(await world.attempt(deputyship('nora.bell', 'lena.fox', 30).text, deputyship('nora.bell', 'lena.fox', 30).values)).toBe(false)
    for (const text of ['update deputyships set ends_at = ends_at', 'delete from deputyships', 'delete from deputyship_ends', 'delete from duty_shifts', 'delete from officer_persons', `update officer_persons set person_ref = person_ref`]) {
      expect(await world.attempt(text, []), text).toBe(false)
    }
  })
})

describe('out of hours', () => {
  test('what nobody decides in time goes to whoever is on duty as well, and the officer reads with whom it waits', async () => {
    const asked = await world.base.ask('plain')
    await world.entered('priya.nair', 'grace.tembo', 'approver')
    expect(await world.waitsWith(asked)).toMatchObject({ escalatedAt: null, people: [{ name: 'Priya Nair', capacity: 'own' }] })
    expect((await world.base.decide(asked, 'grace.tembo')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    const before = await world.hub.asDevice(world.base.device('amara.okafor'), hubApi.requestPulse, {})
    await world.age(asked, 2)
    const after = await world.hub.asDevice(world.base.device('amara.okafor'), hubApi.requestPulse, {})
    expect(after.json['mark']).not.toBe(before.json['mark'])
    const waits = await world.waitsWith(asked)
    expect(waits?.people).toEqual([{ name: 'Grace Tembo', capacity: 'duty', standsFor: null }, { name: 'Priya Nair', capacity: 'own', standsFor: null }])
    expect(Date.parse(waits?.escalatedAt ?? '')).toBeLessThan(Date.now())
    expect((await world.base.decide(asked, 'nora.bell')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    expect((await world.base.decide(asked, 'grace.tembo')).json).toMatchObject({ state: 'approved' })
    expect((await world.base.own()).find(({ requestId }) => requestId === asked.signed.payload.requestId)?.decisions).toMatchObject([{ by: 'Grace Tembo', capacity: 'duty' }])
  })

  test('with nobody on duty it goes to every supervisor of the district; whom the requester put on duty is not on duty for them', async () => {
    const asked = await world.base.ask('plain', 'priya.nair')
    await world.age(asked, 2)
    expect((await world.waitsWith(asked, 'priya.nair'))?.people).toEqual([{ name: 'Grace Tembo', capacity: 'district', standsFor: null }, { name: 'nora.bell', capacity: 'district', standsFor: null }])
    await world.entered('priya.nair', 'nora.bell', 'approver')
    expect((await world.waitsWith(asked, 'priya.nair'))?.people?.map(({ capacity }) => capacity)).toEqual(['district', 'district'])
    await world.entered('grace.tembo', 'grace.tembo', 'approver')
    expect((await world.waitsWith(asked, 'priya.nair'))?.people).toEqual([{ name: 'Grace Tembo', capacity: 'duty', standsFor: null }])
    expect((await world.base.decide(asked, 'nora.bell')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
    expect((await world.base.decide(asked, 'grace.tembo')).json).toMatchObject({ state: 'approved' })
  })

  test('who is on duty and may not decide it keeps nobody else from it: the requester, their deputy, or who is a supervisor no more', async () => {
    const all = [{ name: 'Grace Tembo', capacity: 'district', standsFor: null }, { name: 'nora.bell', capacity: 'district', standsFor: null }]
    const asked = await world.base.ask('plain', 'priya.nair')
    await world.age(asked, 2)
    await world.entered('grace.tembo', 'priya.nair', 'approver')
    expect((await world.waitsWith(asked, 'priya.nair'))?.people, 'the requester').toEqual(all)
    await world.named('priya.nair', 'grace.tembo')
    await world.entered('grace.tembo', 'grace.tembo', 'approver')
    expect((await world.waitsWith(asked, 'priya.nair'))?.people, 'their deputy').toEqual(all.slice(1))
    await world.hub.sql(`insert into deputyship_ends select deputyship_id, supervisor_id, now() from deputyships on conflict do nothing`)
    await world.hub.sql(`update deputyship_ends set ended_at = ended_at - interval '4 days'`)
    expect((await world.waitsWith(asked, 'priya.nair'))?.people).toEqual([{ ...all[0], capacity: 'duty' }])
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'grace.tembo'`)
    try {
      expect((await world.waitsWith(asked, 'priya.nair'))?.people, 'no supervisor any more').toEqual(all.slice(1))
      // And can be taken off the rota all the same.
      const [shift] = await world.hub.sql(`select shift_id from held_shifts where officer_id = 'grace.tembo' and held_until > now()`)
      expect((await world.call('nora.bell', 'endShift', { shiftId: shift?.['shift_id'] })).status).toBe(200)
      expect((await world.base.decide(asked, 'nora.bell')).json).toMatchObject({ state: 'approved' })
    } finally {
      await world.hub.sql(`update officers set role = 'supervisor' where officer_id = 'grace.tembo'`)
    }
  })

  test('who is on duty and knows the household keeps nobody else from it, and decides nothing themselves; for any other household they are on duty', async () => {
    const { householdId } = world.base.plain
    await world.entered('grace.tembo', 'grace.tembo', 'approver')
    const asked = await world.base.ask('plain', 'priya.nair')
    await world.age(asked, 2)
    expect((await world.waitsWith(asked, 'priya.nair'))?.people).toEqual([{ name: 'Grace Tembo', capacity: 'duty', standsFor: null }])
    await world.hub.sql(`insert into circle_exclusions (officer_id, household_id, noted_at) values ('grace.tembo', $1, now())`, [householdId])
    try {
      expect((await world.waitsWith(asked, 'priya.nair'))?.people).toEqual([{ name: 'nora.bell', capacity: 'district', standsFor: null }])
      expect((await world.base.decide(asked, 'grace.tembo')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
      expect((await world.base.decide(asked, 'nora.bell')).json).toMatchObject({ state: 'approved' })
    } finally {
      await world.hub.sql('delete from circle_exclusions')
    }
  })

  test('a deputyship ends with the supervisor’s own role: policy says so, before anything is entered', async () => {
    const asked = await world.base.ask('plain')
    await world.named('priya.nair', 'lena.fox')
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'priya.nair'`)
    const decisions = async () => Number((await world.hub.sql(`select count(*) as n from ledger_entries where kind = 'decision'`))[0]?.['n'])
    const before = await decisions()
    try {
      const { json } = await world.base.decide(asked, 'lena.fox', { standsFor: 'priya.nair' })
      expect(await decisions(), 'an entry that no row would stand beside').toBe(before)
      expect(json).toMatchObject({ code: 'APPROVAL_FORBIDDEN' })
      expect((await world.call('lena.fox', 'ownStanding')).json).toMatchObject({ deputyships: [] })
    } finally {
      await world.hub.sql(`update officers set role = 'supervisor' where officer_id = 'priya.nair'`)
    }
  })

  test('who is at the duty desk has a relationship, which somebody else gave them, and their reveals are not without one', async () => {
    const known = async (requestId: string) => (await world.hub.sql('select known from known_relationships where request_id = $1', [requestId]))[0]?.['known']
    const causes = async (requestId: string) => (await world.hub.sql('select causes from review_tasks where request_id = $1', [requestId]))[0]?.['causes'] ?? []
    const before = await world.reviews.reveal('tom.brennan')
    expect([await known(before.signed.payload.requestId), await causes(before.signed.payload.requestId)]).toEqual(['none', ['no-relationship']])
    expect((await world.enter('priya.nair', 'priya.nair', 'desk')).json).toMatchObject(rule('own-desk'))
    expect((await world.enter('amara.okafor', 'tom.brennan', 'desk')).json).toMatchObject({ code: 'STAND_IN_FORBIDDEN' })
    expect((await world.enter('priya.nair', 'tom.brennan', 'approver')).json).toMatchObject(rule('duty-of-the-district'))
    const shiftId = await world.entered('priya.nair', 'tom.brennan', 'desk')
    expect(await world.entered('grace.tembo', 'tom.brennan', 'desk')).toBe(shiftId)
    const during = await world.reviews.reveal('tom.brennan')
    expect(await known(during.signed.payload.requestId)).toBe('duty-rota')
    expect(await causes(during.signed.payload.requestId)).not.toContain('no-relationship')
    expect((await world.call('grace.tembo', 'endShift', { shiftId })).status).toBe(200)
    const after = await world.reviews.reveal('tom.brennan')
    expect(await known(after.signed.payload.requestId)).toBe('none')
  })

  test('the same person in the same week is one shift, however many put them on at once', async () => {
    const week = new Date(Date.parse(thisMonday()) + 35 * 86_400_000).toISOString().slice(0, 10)
    const keepers = ['priya.nair', 'grace.tembo', 'priya.nair', 'grace.tembo'].map((officerId) => ({ officerId, deviceId: world.base.device(officerId).deviceId, signingKey: world.base.device(officerId).signingKey }))
    await Promise.all(Array.from({ length: 12 }, () => sql`select pg_sleep(0.1)`.execute(world.hub.hub.services.db))) // connections are there already, so that none of them is first
    const entered = await Promise.all(keepers.map((keeper) => enterShift(world.hub.hub.services, keeper, standInsApi.enterShift.request.parse({ shiftId: randomUUID(), officerId: 'tom.brennan', cover: 'desk', week }))))
    expect(new Set(entered.map(({ shiftId }) => shiftId)).size).toBe(1)
    // What other districts plan meanwhile hides no week of this one.
    await world.hub.sql('alter table duty_shifts disable trigger user')
    await world.hub.sql(`insert into duty_shifts select gen_random_uuid(), 'owen.price', 'desk', 'dover', now() + n * interval '1 minute', now() + interval '7 days', 'owen.price', gen_random_uuid(), now() + n * interval '1 second' from generate_series(1, 450) n`)
    await world.hub.sql('alter table duty_shifts enable trigger user')
    const { shifts } = standInsApi.listStandIns.response.parse((await world.call('priya.nair', 'listStandIns')).json)
    expect(shifts.map(({ shiftId }) => shiftId)).toContain(entered[0]?.shiftId)
    await world.hub.sql(`delete from duty_shifts where district = 'dover'`)
  })

  test('a week on the rota begins on a Monday and is not over yet', async () => {
    const tuesday = new Date(Date.parse(thisMonday()) + 86_400_000).toISOString().slice(0, 10)
    const lastWeek = new Date(Date.parse(thisMonday()) - 7 * 86_400_000).toISOString().slice(0, 10)
    for (const week of [tuesday, lastWeek]) expect((await world.enter('priya.nair', 'tom.brennan', 'desk', week)).json).toMatchObject({ code: 'STAND_IN_PERIOD' })
    expect((await world.call('helen.marsh', 'listStandIns')).json).toMatchObject({ code: 'ACCESS_ROLE_FORBIDDEN' })
    expect(standInsApi.listStandIns.response.parse((await world.call('amara.okafor', 'listStandIns')).json).colleagues.every(({ district }) => district === 'canterbury')).toBe(true)
  })
})

describe('people', () => {
  test('two supervisors who approve each other are reported with counts and shares; honest approvals are not', async () => {
    expect((await world.pairs('helen.marsh')).pairs).toEqual([])
    const three = async (requester: string, approver: string) => {
      for (let n = 0; n < 3; n += 1) {
        const asked = await world.base.ask('plain', requester)
        await world.age(asked, 2)
        expect((await world.base.decide(asked, approver)).json).toMatchObject({ state: 'approved' })
      }
    }
    await three('grace.tembo', 'priya.nair')
    // One way alone is a supervisor at work.
    expect((await world.pairs('helen.marsh')).pairs).toEqual([])
    await three('priya.nair', 'grace.tembo')
    const { pairs } = await world.pairs('helen.marsh')
    expect(pairs.map(({ first, second }) => [first.name, second.name])).toEqual([['Grace Tembo', 'Priya Nair']])
    for (const { approved, ofAll } of [pairs[0]!.first, pairs[0]!.second]) expect([approved >= 3, ofAll >= approved]).toEqual([true, true])
    // Neither of the two reads it of themselves, and another team's supervisor does not read it at all.
    for (const id of ['priya.nair', 'grace.tembo', 'nora.bell']) expect((await world.pairs(id)).pairs).toEqual([])
    expect((await world.call('amara.okafor', 'approvalPairs', { period: { from: dayIn(-1), to: dayIn(0) } })).json).toMatchObject({ code: 'ACCESS_ROLE_FORBIDDEN' })
    expect((await world.hub.sql(`select count(*)::int as n from oversight_accesses where act = 'approval-pairs'`))[0]?.['n']).toBeGreaterThan(0)
  })

  test('an administrator notes that two accounts are one person’s, never of themselves, and nothing takes it back', async () => {
    const link = (by: string, officerId: string, otherId: string) => world.call(by, 'linkAccounts', { officerId, otherId })
    await world.addOfficer('ola.first', 'officer', 'outreach')
    await world.addOfficer('ola.second', 'supervisor', 'outreach')
    await world.addOfficer('dev.second', 'admin', 'outreach')
    expect((await link('priya.nair', 'ola.first', 'ola.second')).json).toMatchObject({ code: 'ACCESS_ROLE_FORBIDDEN' })
    expect((await link('dev.patel', 'ola.first', 'ola.second')).status).toBe(200)
    expect((await link('dev.patel', 'ola.second', 'ola.first')).status).toBe(200)
    const { people } = standInsApi.listAccounts.response.parse((await world.call('dev.patel', 'listAccounts')).json)
    expect(people.find(({ accounts }) => accounts.some(({ officerId }) => officerId === 'ola.first'))).toMatchObject({ accounts: [{ officerId: 'ola.first' }, { officerId: 'ola.second' }], notedBy: ['Dev Patel'] })
    expect((await world.base.decide(await world.base.ask('plain', 'ola.first'), 'ola.second')).json).toMatchObject(forbidden('own-request'))
    expect((await link('dev.patel', 'dev.patel', 'ola.first')).json).toMatchObject({ code: 'ADMIN_OWN_ACCOUNT' })
    expect((await link('dev.second', 'dev.patel', 'dev.second')).json).toMatchObject({ code: 'ADMIN_OWN_ACCOUNT' })
    await world.reviews.samePerson('nora.bell')
    expect((await link('dev.patel', 'nora.bell', 'ola.first')).json).toMatchObject({ code: 'ADMIN_ACCOUNTS_APART' })
    expect((await link('dev.patel', 'nobody.there', 'ola.first')).json).toMatchObject({ code: 'NOT_FOUND' })
    expect(await world.attempt(`insert into officer_persons values ('grace.tembo', repeat('a', 32), 'priya.nair', now())`, [])).toBe(false)
  })
})

describe('what the service’s role cannot do by direct SQL, and could without the trigger', () => {
  interface Attack { readonly name: string; readonly trigger: string; readonly table: string; readonly text: string; readonly values: readonly unknown[]; readonly undo: string }

  const shift = (officerId: string, cover: string, by: string): Pick<Attack, 'trigger' | 'table' | 'text' | 'values' | 'undo'> => ({
    trigger: 'duty_shifts_guarded', table: 'duty_shifts', undo: 'delete from duty_shifts where shift_id = $1', values: [randomUUID(), officerId, cover, by],
    text: `insert into duty_shifts values ($1, $2, $3, 'canterbury', now(), now() + interval '7 days', $4, $1, now())`,
  })
  const linked = (officerId: string, ref: string, by: string): Pick<Attack, 'trigger' | 'table' | 'text' | 'values' | 'undo'> => ({
    trigger: 'officer_persons_guarded', table: 'officer_persons', undo: 'delete from officer_persons where officer_id = $1', values: [officerId, ref.repeat(32), by],
    text: 'insert into officer_persons values ($1, $2, $3, now())',
  })
  const decided = (requestId: string, shiftId: string): Pick<Attack, 'trigger' | 'table' | 'text' | 'values' | 'undo'> => ({
    trigger: 'access_decisions_on_duty', table: 'access_decisions', undo: 'delete from access_decisions where decision_id = $1', values: [randomUUID(), requestId, world.hub.epoch, shiftId],
    text: `insert into access_decisions (decision_id, request_id, requester_id, approver_id, device_id, decision, field_groups, open_for_minutes, epoch, entry_index, decided_at, shift_id)
      values ($1, $2, 'amara.okafor', 'grace.tembo', $1, 'approve', '{identity}', 5, $3, 0, now(), $4)`,
  })

  test('the rota, ends of shifts and deputyships, decisions on duty, and whose accounts are whose', async () => {
    const deputyshipId = await world.named('priya.nair', 'lena.fox')
    const desk = await world.entered('priya.nair', 'tom.brennan', 'desk')
    const [nora, own] = [await world.entered('priya.nair', 'nora.bell', 'approver'), await world.entered('priya.nair', 'grace.tembo', 'approver')]
    const { requestId } = (await world.base.ask('plain')).signed.payload
    const over = randomUUID()
    await world.hub.sql(`insert into duty_shifts values ($1, 'grace.tembo', 'approver', 'canterbury', now() - interval '7 days', now() - interval '1 hour', 'priya.nair', $1, now() - interval '7 days')`, [over])
    await world.hub.sql(`delete from officer_persons where officer_id in ('uma.lane', 'dev.other')`)
    for (const [id, role] of [['uma.lane', 'officer'], ['dev.other', 'admin'], ['sam.dover', 'supervisor']] as const) {
      await world.hub.sql(`insert into officers values ($1, $1, $2, 'outreach', $3) on conflict do nothing`, [id, role, id === 'sam.dover' ? 'dover' : 'canterbury'])
    }
    await world.hub.sql(`insert into officer_persons values ('dev.other', repeat('d', 32), 'dev.patel', now())`)

    const end = (trigger: string, table: string, column: string, id: string, by: string) =>
      ({ trigger, table, text: `insert into ${table} values ($1, $2, now())`, values: [id, by], undo: `delete from ${table} where ${column} = $1` })
    const attacks: Attack[] = [
      { name: 'an officer puts a colleague at the desk', ...shift('lena.fox', 'desk', 'amara.okafor') },
      { name: 'a supervisor of another district keeps the rota', ...shift('lena.fox', 'desk', 'sam.dover') },
      { name: 'an officer is put on duty for approvals', ...shift('lena.fox', 'approver', 'priya.nair') },
      { name: 'a supervisor puts themselves at the desk', ...shift('priya.nair', 'desk', 'priya.nair') },
      { name: 'an officer ends a shift', ...end('duty_shift_ends_guarded', 'duty_shift_ends', 'shift_id', desk, 'tom.brennan') },
      { name: 'a supervisor of another district ends a shift', ...end('duty_shift_ends_guarded', 'duty_shift_ends', 'shift_id', desk, 'sam.dover') },
      { name: 'somebody whom it does not concern ends a deputyship', ...end('deputyship_ends_guarded', 'deputyship_ends', 'deputyship_id', deputyshipId, 'amara.okafor') },
      { name: 'a supervisor of another team ends a deputyship', ...end('deputyship_ends_guarded', 'deputyship_ends', 'deputyship_id', deputyshipId, 'nora.bell') },
      { name: 'a decision under somebody else’s shift', ...decided(requestId, nora) },
      { name: 'a decision under a shift at the desk', ...decided(requestId, desk) },
      { name: 'a decision under a shift that is over', ...decided(requestId, over) },
      { name: 'accounts linked by a supervisor', ...linked('uma.lane', 'e', 'priya.nair') },
      { name: 'an administrator links an account of their own person', ...linked('uma.lane', 'd', 'dev.other') },
    ]
    for (const { name, trigger, table, text, values, undo } of attacks) {
      expect(await world.attempt(text, values), name).toBe(false)
      await world.hub.sql(`alter table ${table} disable trigger ${trigger}`)
      const isTaken = await world.attempt(text, values)
      await world.hub.sql(`alter table ${table} enable trigger ${trigger}`)
      expect(isTaken, `${name}, without ${trigger}`).toBe(true)
      await world.hub.sql(undo, [values[0]])
    }
    // What the rules let pass, the guards let pass: they do not refuse everything.
    const sound = [shift('lena.fox', 'desk', 'priya.nair'), linked('uma.lane', 'e', 'dev.patel'), decided(requestId, own), end('', 'duty_shift_ends', 'shift_id', desk, 'grace.tembo'), end('', 'deputyship_ends', 'deputyship_id', deputyshipId, 'lena.fox')]
    for (const { text, values } of sound) expect(await world.attempt(text, values), text).toBe(true)
    await world.hub.sql(`delete from access_decisions where request_id = $1`, [requestId])
  })
})

const officer = (officerId: string, role: 'supervisor' | 'officer') => ({ officerId, displayName: officerId, role, team: 'income-and-debt' as const, district: 'canterbury' as const })
