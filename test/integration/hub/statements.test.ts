import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { statementApi, StatementHeadSchema, type StatementHead } from '../../../shared/api/statement-api'
import type { Act } from '../../../shared/api/oversight-api'
import { AccessStatementSchema, LEFT_OUT_SENTENCE, type AccessStatement } from '../../../shared/model/access-statement'
import { ROLES, type Role } from '../../../shared/model/codes'
import { HUB_MIGRATIONS, HUB_ROLE } from '../../../service/hub/migrations'
import { STATEMENT_MIGRATIONS } from '../../../service/hub/migrations/statements'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { migrate } from '../../../service/plugins/migrate'
import { run } from '../../support/postgres'
import type { Answer } from './hub-harness'
import { startOversightWorld, type OversightWorld } from './oversight-world'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

const WORDS = 'He must not learn that the safeguarding team looked'
const YES = 'The social worker in charge agrees with this'
type Home = Awaited<ReturnType<OversightWorld['household']>>
interface Read { readonly head: StatementHead; readonly acts: readonly { key: string; act: Act }[] }

let world: OversightWorld
let lead: TestDevice
let second: TestDevice
let account: TestDevice
beforeAll(async () => {
  world = await startOversightWorld()
  for (const [id, name] of [['ruth.calder', 'Ruth Calder'], ['helen.other', 'Helen Marsh, second account']]) await world.hub.sql(`insert into officers values ($1, $2, 'ig-lead', 'customer-contact', 'canterbury')`, [id, name])
  const ref = randomUUID().replaceAll('-', '')
  for (const id of ['helen.marsh', 'helen.other']) await world.hub.sql('insert into officer_persons values ($1, $2, $3, now())', [id, ref, 'dev.patel'])
  lead = world.laptops['ig-lead']
  second = await world.hub.enrol('ruth.calder')
  account = await world.hub.enrol('helen.other')
})
afterAll(() => world.stop())

const ask = (device: TestDevice, endpoint: Endpoint, body: unknown): Promise<Answer> => world.hub.asDevice(device, endpoint, body)
const open = async ({ reference }: Home, more: Record<string, unknown> = {}) => {
  const statementId = randomUUID()
  const answer = await ask(lead, statementApi.openStatement, { statementId, reference, personId: null, from: null, to: null, ...more })
  if (answer.status !== 200) throw new Error(answer.text)
  return statementId
}
const read = async (statementId: string, device = lead): Promise<Read> => {
  const { json } = await ask(device, statementApi.readStatement, { statementId })
  return { head: StatementHeadSchema.parse(json['head']), acts: json['acts'] as Read['acts'] }
}
const propose = async (statementId: string, lines: readonly string[], device = lead, more: Record<string, unknown> = {}) => {
  const proposalId = randomUUID()
  const answer = await ask(device, statementApi.proposeOmission, { statementId, proposalId, lines, ground: 'harm-social-work', words: WORDS, ...more })
  return { proposalId, code: answer.json['code'] ?? 'done', detail: answer.json['detail'] }
}
const decide = async (proposalId: string, device = second, outcome = 'confirmed') => (await ask(device, statementApi.decideOmission, { proposalId, outcome, words: YES })).json['code'] ?? 'done'
/** As a laptop would put it down; what it proves is for the desktop's tests. */
const documentOf = ({ head, acts }: Read, without: ReadonlySet<string> = new Set()): AccessStatement =>
  AccessStatementSchema.parse({
    v: 1, type: 'access-statement', statementId: head.statementId, reference: head.reference, subject: head.subject, period: head.period, asOf: head.asOf, leftOut: LEFT_OUT_SENTENCE, checkpoint: null,
    contact: head.contact, lines: acts.filter(({ key }) => !without.has(key)).map(({ act }) => ({
      at: act.act === 'opening' ? act.opening.at : act.look.at, role: 'officer', team: null, district: null, outcome: 'record-opened', isEmergency: false, why: null, isReasonRecorded: null, fieldGroups: [],
      displays: 0, copies: 0, evidence: act.act === 'opening' ? { kind: 'access-log' } : { kind: 'ledger', index: act.look.entry.index, leafHash: 'a'.repeat(64), inclusionProof: [] },
    })),
  })
const issue = async (statement: AccessStatement, device = lead) => (await ask(device, statementApi.issueStatement, { statement })).json['code'] ?? 'done'
/** A household at which an outreach worker and an officer looked, and that a supervisor opened masked. */
const looked = async (): Promise<Home> => {
  const home = await world.household()
  await world.reveal(world.laptops.officer, home, { events: ['shown'] })
  await world.reveal(world.laptops.outreach, home, { purpose: 'safeguarding-child' })
  await world.open(world.laptops.supervisor, home.reference)
  return home
}
async function asHub(text: string, values: unknown[] = []): Promise<string> {
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

const bodies: Readonly<Record<keyof typeof statementApi, (home: Home, statementId: string) => unknown>> = {
  statementMembers: ({ reference }) => ({ reference }), openStatement: ({ reference }) => ({ statementId: randomUUID(), reference, personId: null, from: null, to: null }), listStatements: () => ({ after: null, limit: 100 }),
  readStatement: (_, statementId) => ({ statementId }), issuedStatement: (_, statementId) => ({ statementId }),
  proposeOmission: (_, statementId) => ({ statementId, proposalId: randomUUID(), lines: ['o-1'], ground: 'crime', words: WORDS }),
  decideOmission: () => ({ proposalId: randomUUID(), outcome: 'declined', words: YES }), issueStatement: () => ({}),
}

describe('a statement', () => {
  test('is for the information governance lead alone, and each question is recorded before anything is read', async () => {
    const home = await looked()
    const statementId = await open(home)
    const statement = documentOf(await read(statementId))
    const { proposalId } = await propose(statementId, [(await read(statementId)).acts[0]?.key ?? ''])
    for (const role of (Object.keys(ROLES) as Role[]).filter((name) => name !== 'ig-lead')) {
      for (const [name, bodyOf] of Object.entries(bodies) as [keyof typeof statementApi, (home: Home, id: string) => unknown][]) {
        const body = name === 'issueStatement' ? { statement } : name === 'decideOmission' ? { proposalId, outcome: 'declined', words: YES } : bodyOf(home, statementId)
        const before = await world.hub.sql('select count(*)::int as n from oversight_accesses')
        const answer = await ask(world.laptops[role], statementApi[name], body)
        expect([role, name, answer.status, answer.json['code']]).toEqual([role, name, 403, 'ACCESS_ROLE_FORBIDDEN'])
        expect(await world.hub.sql('select count(*)::int as n from oversight_accesses')).toEqual(before)
      }
    }
    await ask(lead, statementApi.statementMembers, { reference: home.reference })
    expect((await world.hub.sql('select act, criteria, officer_id, household_id from oversight_accesses order by access_id desc limit 1'))[0])
      .toEqual({ act: 'statement', criteria: ['members', 'reference'], officer_id: 'helen.marsh', household_id: home.householdId })
  })

  test('holds what was done up to its moment, oldest first, entries of the ledger and openings of the masked record', async () => {
    const home = await looked()
    const statementId = await open(home)
    await world.open(world.laptops.officer, home.reference)
    const { head, acts } = await read(statementId)
    expect(acts.map(({ act }) => (act.act === 'opening' ? ['opening', act.opening.actor.officerId] : [act.look.kind, act.look.actor.officerId]))).toEqual([
      ['reveal', 'amara.okafor'], ['reveal', 'tom.brennan'], ['opening', 'priya.nair'],
    ])
    expect(head).toMatchObject({ reference: home.reference, subject: null, by: 'Helen Marsh', omissions: [], issued: null })
    expect((await read(await open(home, { from: '2020-01-01', to: '2020-01-31' }))).acts).toEqual([])
  })

  test('about one member holds the reveals of that member and what concerns the whole household', async () => {
    const home = await world.household()
    const [first = '', other = ''] = home.persons
    await world.reveal(world.laptops.officer, { ...home, persons: [first] })
    await world.reveal(world.laptops.outreach, { ...home, persons: [other] })
    await world.open(world.laptops.supervisor, home.reference)
    const { head, acts } = await read(await open(home, { personId: first }))
    expect(head.subject).not.toBeNull()
    expect(acts.map(({ act }) => (act.act === 'opening' ? 'opening' : act.look.actor.officerId))).toEqual(['amara.okafor', 'opening'])
    const answer = await ask(lead, statementApi.openStatement, { statementId: randomUUID(), reference: home.reference, personId: 'f'.repeat(32), from: null, to: null })
    expect(answer.json['code']).toBe('NOT_FOUND')
  })

  test('about one member follows the person: what was seen where they lived before, nothing of whoever lived there with them or lives here now', async () => {
    const [old, now] = [makeFacts(), makeFacts()]
    await world.hub.load([old, now])
    const [mover, stayer] = [old.members[0]!.personId, old.members[1]!.personId]
    const [there = ''] = now.members.map(({ personId }) => personId)
    const { officer, outreach, supervisor } = world.laptops
    const long = -10 * 60_000
    const at = { householdId: old.householdId, persons: [mover] }
    await world.reveal(officer, at)
    await world.reveal(outreach, { ...at, persons: [stayer] })
    await world.reveal(outreach, { householdId: now.householdId, persons: [there] })
    for (const { reference } of [old, now]) await world.open(supervisor, reference)
    await world.hub.sql(`update household_accesses set accessed_at = accessed_at + $1 * interval '1 millisecond' where household_id = any($2)`, [long, [old.householdId, now.householdId]])
    // Away alone: the record of the old household stands without them.
    await world.hub.load([{ ...old, members: old.members.filter(({ personId }) => personId !== mover) }, { ...now, members: [...now.members, { personId: mover, role: 'partner', ageBand: '35-44' }] }])
    await world.hub.sql(`update household_stays set until = until - interval '5 minutes' where until is not null and household_id = $1`, [old.householdId])
    await world.hub.sql(`update household_stays set since = since - interval '5 minutes' where household_id = $1`, [now.householdId])
    await world.reveal(officer, { householdId: now.householdId, persons: [mover] })
    await world.reveal(supervisor, { householdId: now.householdId, persons: [there] })
    for (const { reference } of [old, now]) await world.open(outreach, reference)
    const who = async (personId: string, { reference }: { reference: string }) =>
      (await read(await open({ ...at, reference }, { personId }))).acts
        .map(({ act }) => (act.act === 'opening' ? `opening ${act.opening.actor.officerId}` : `${act.look.reference === old.reference ? 'old' : 'now'} ${act.look.actor.officerId}`)).toSorted()
    expect(await who(mover, now)).toEqual(['now amara.okafor', 'old amara.okafor', 'opening priya.nair', 'opening tom.brennan'])
    expect(await who(stayer, old)).toEqual(['old tom.brennan', 'opening priya.nair', 'opening tom.brennan'])
    expect(await who(there, now)).toEqual(['now priya.nair', 'now tom.brennan', 'opening priya.nair', 'opening tom.brennan'])
  })

  test('about everybody in a household tells whoever lives there now nothing of whoever lived there before, nor what was seen of them elsewhere', async () => {
    const [home, elsewhere] = [makeFacts(), makeFacts()]
    await world.hub.load([home, elsewhere])
    const [before, stayer, newcomer] = [home.members[0]!.personId, home.members[1]!.personId, elsewhere.members[0]!.personId]
    const { officer, outreach, supervisor } = world.laptops
    await world.reveal(officer, { householdId: home.householdId, persons: [before] })
    await world.reveal(outreach, { householdId: home.householdId, persons: [before, stayer] })
    await world.reveal(officer, { householdId: elsewhere.householdId, persons: [newcomer] })
    await world.open(supervisor, home.reference)
    await world.hub.sql(`update household_accesses set accessed_at = accessed_at - interval '10 minutes' where household_id = $1`, [home.householdId])
    const acts = async () => (await read(await open({ ...home, persons: [stayer] }, {}))).acts.map(({ act }) => (act.act === 'opening' ? 'opening' : act.look.actor.officerId)).toSorted()
    await world.hub.load([{ ...home, members: [...home.members.slice(1), { personId: newcomer, role: 'partner', ageBand: '35-44' }] }, { ...elsewhere, members: elsewhere.members.slice(1) }])
    expect(await acts()).toEqual(['opening', 'tom.brennan'])
    // Now they go as well, and only whoever came last lives there.
    await world.hub.load([{ ...home, members: [{ personId: newcomer, role: 'account-holder', ageBand: '35-44' }] }])
    await world.reveal(supervisor, { householdId: home.householdId, persons: [newcomer] })
    expect(await acts()).toEqual(['priya.nair'])
  })

  test('are listed in pages that lose nothing, those in hand first, however many there are', async () => {
    await world.hub.sql(`insert into access_statements (statement_id, household_id, reference, person_id, person_role, person_age_band, from_day, to_day, as_of, prepared_by, device_id)
      select gen_random_uuid(), household_id, reference, null, null, null, null, to_day, as_of - interval '1 day' * n, prepared_by, device_id from (select * from access_statements limit 1) s, generate_series(1, 120) n`)
    const ids: string[] = []
    const states: boolean[] = []
    for (let after: string | null = null, pages = 0; pages < 10; pages += 1) {
      const { statements, next } = (await ask(lead, statementApi.listStatements, { after, limit: 40 })).json as { statements: { statementId: string; issued: unknown }[]; next: string | null }
      ids.push(...statements.map(({ statementId }) => statementId))
      states.push(...statements.map(({ issued }) => issued !== null))
      after = next
      if (after === null) break
    }
    const [all] = await world.hub.sql('select count(*)::int as n from access_statements')
    expect([ids.length, new Set(ids).size]).toEqual([all?.['n'], all?.['n']])
    expect(states).toEqual(states.toSorted((a, b) => Number(a) - Number(b)))
    expect((await ask(lead, statementApi.listStatements, { after: '2-1-x', limit: 5 })).json['code']).toBe('REQUEST_INVALID')
  })

  test('has a period that has begun: one wholly to come is asked for wrongly, and is no fault of the hub', async () => {
    const { reference } = await world.household()
    const answer = await ask(lead, statementApi.openStatement, { statementId: randomUUID(), reference, personId: null, from: '2098-01-01', to: '2099-01-01' })
    expect([answer.status, answer.json['code']]).toEqual([400, 'REQUEST_INVALID'])
  })

  test('is kept as it was issued, once; afterwards nothing of it changes', async () => {
    const statementId = await open(await looked())
    const statement = documentOf(await read(statementId))
    expect(await issue({ ...statement, lines: statement.lines.slice(1) }), 'a line is missing').toBe('STATEMENT_CHANGED')
    expect(await issue({ ...statement, asOf: '2020-01-01T00:00:00.000Z' }), 'another moment').toBe('STATEMENT_CHANGED')
    expect(await issue({ ...statement, contact: { ...statement.contact, phone: '0' } }), 'somebody else to ask').toBe('STATEMENT_CHANGED')
    expect(await issue(statement)).toBe('done')
    expect(await issue(statement), 'again after a lost answer').toBe('done')
    expect(await issue({ ...statement, checkpoint: { epoch: 'x', size: 1, root: 'A'.repeat(44), note: '' } })).toBe('STATEMENT_CLOSED')
    expect((await ask(second, statementApi.issuedStatement, { statementId })).json['statement']).toEqual(statement)
    expect((await propose(statementId, [(await read(statementId)).acts[0]?.key ?? ''])).code).toBe('STATEMENT_CLOSED')
    for (const table of ['access_statements', 'statement_omissions', 'statement_omission_decisions', 'statement_issues'])
      for (const text of [`delete from ${table}`, `update ${table} set device_id = device_id`]) expect(await asHub(text), text).toBe('42501')
  })
})

describe('what may be left out', () => {
  test('is proposed with a ground and words, waits for a second person, and is in no statement then', async () => {
    const statementId = await open(await looked())
    const whole = await read(statementId)
    const key = whole.acts[1]?.key ?? ''
    expect((await propose(statementId, [key], lead, { words: 'ok' })).code).toBe('REVEAL_REASON_TOO_SHORT')
    expect((await propose(statementId, ['o-999999'])).code).toBe('STATEMENT_CLOSED')
    const { proposalId, code } = await propose(statementId, [key])
    expect(code).toBe('done')
    expect((await propose(statementId, [key])).code, 'proposed already').toBe('STATEMENT_CLOSED')
    expect(await issue(documentOf(whole))).toBe('STATEMENT_UNDECIDED')
    expect(await issue(documentOf(whole, new Set([key])))).toBe('STATEMENT_UNDECIDED')
    expect((await read(statementId, second)).head.omissions).toMatchObject([{ proposalId, lines: [key], ground: 'harm-social-work', words: WORDS, by: 'Helen Marsh', isOwn: false, decision: null }])
    expect(await decide(proposalId)).toBe('done')
    expect(await decide(proposalId)).toBe('done')
    expect(await decide(proposalId, second, 'declined')).toBe('STATEMENT_CLOSED')
    expect(await issue(documentOf(whole)), 'what was left out is in it').toBe('STATEMENT_CHANGED')
    expect(await issue(documentOf(whole, new Set([key])))).toBe('done')
    expect((await world.hub.sql('select lines, left_out from statement_issues where statement_id = $1', [statementId]))[0]).toEqual({ lines: 2, left_out: 1 })
    expect(JSON.stringify((await ask(lead, statementApi.issuedStatement, { statementId })).json['statement'])).not.toContain('safeguarding')
  })

  test('stays in when the second person says so, and may be proposed once more', async () => {
    const statementId = await open(await looked())
    const whole = await read(statementId)
    const { proposalId } = await propose(statementId, [whole.acts[0]?.key ?? ''])
    expect(await decide(proposalId, second, 'declined')).toBe('done')
    expect((await propose(statementId, [whole.acts[0]?.key ?? ''], second)).code).toBe('done')
  })

  test('is never decided by whoever proposed it, nor by a second account of theirs, nor by anybody whose own look it is', async () => {
    const home = await looked()
    // Before she became a lead, Ruth was an officer who looked.
    await world.hub.sql(`update officers set role = 'officer' where officer_id = 'ruth.calder'`)
    await world.reveal(second, home)
    await world.hub.sql(`update officers set role = 'ig-lead' where officer_id = 'ruth.calder'`)
    const statementId = await open(home)
    const keys = (await read(statementId)).acts.map(({ key, act }) => [key, act.act === 'reveal' ? act.look.actor.officerId : null] as const)
    const hers = keys.find(([, officer]) => officer === 'ruth.calder')?.[0] ?? ''
    const other = keys.find(([, officer]) => officer === 'tom.brennan')?.[0] ?? ''
    expect(await propose(statementId, [hers], second)).toMatchObject({ code: 'STATEMENT_FORBIDDEN', detail: { rule: 'own-look-left-out' } })
    const ofHers = await propose(statementId, [hers])
    expect(await decide(ofHers.proposalId)).toBe('STATEMENT_FORBIDDEN')
    const { proposalId } = await propose(statementId, [other])
    expect(await decide(proposalId, lead)).toBe('STATEMENT_FORBIDDEN')
    expect(await decide(proposalId, account)).toBe('STATEMENT_FORBIDDEN')

    // As the application's own role, past every line of code.
    const insert = `insert into statement_omission_decisions values ($1, $2, $3, $4, 'confirmed', 'Past the code', now())`
    for (const [id, by] of [[proposalId, 'helen.marsh'], [proposalId, 'helen.other']]) expect(await asHub(insert, [id, 'helen.marsh', by, randomUUID()])).toBe('nobody_confirms_their_own')
    expect(await asHub(insert, [proposalId, 'ruth.calder', 'helen.marsh', randomUUID()]), 'another proposer').not.toBe('done')
    expect(await asHub(insert, [ofHers.proposalId, 'helen.marsh', 'ruth.calder', randomUUID()])).toBe('nobody_leaves_out_their_own')
    expect(await asHub(insert, [proposalId, 'helen.marsh', 'priya.nair', randomUUID()]), 'no lead').toBe('42501')
    const omit = `insert into statement_omissions values ($1, $2, $3, $4, 'crime', 'Past the code', $5, now())`
    expect(await asHub(omit, [randomUUID(), statementId, 'ruth.calder', randomUUID(), [hers]])).toBe('nobody_leaves_out_their_own')
    expect(await asHub(omit, [randomUUID(), statementId, 'dev.patel', randomUUID(), [other]])).toBe('42501')
    expect(await asHub(omit, [randomUUID(), statementId, 'helen.marsh', randomUUID(), ['o-99999']])).toBe('lines_exist')
    const issued = `insert into statement_issues values ($1, 'helen.marsh', $2, '{}', '${'a'.repeat(64)}', 1, $3, now())`
    expect(await asHub(issued, [statementId, randomUUID(), 0])).toBe('every_omission_is_decided')
    expect(await decide(proposalId)).toBe('done')
    const [third] = await world.hub.sql(`insert into officers values ('third.lead', 'Third Lead', 'ig-lead', 'customer-contact', 'canterbury') returning officer_id`)
    expect(await decide(ofHers.proposalId, await world.hub.enrol(String(third?.['officer_id'])))).toBe('done')
    expect(await asHub(issued, [statementId, randomUUID(), 0]), 'confirmed, and in it').toBe('only_the_confirmed_is_left_out')
    expect(await asHub(issued, [statementId, randomUUID(), 2])).toBe('done')
    expect(await asHub(omit, [randomUUID(), statementId, 'helen.marsh', randomUUID(), [keys[0]?.[0]]])).toBe('nothing_after_the_issue')
  })

  test('each rule of the policy is needed: without it the database alone stops it, and without the trigger nothing does', async () => {
    const home = await looked()
    const statementId = await open(home)
    const { proposalId } = await propose(statementId, [(await read(statementId)).acts[1]?.key ?? ''])
    const { schema, policies } = shippedPolicies()
    const start = policies.indexOf('@id("own-omission")')
    const shipped = world.hub.hub.services.policy
    Object.assign(world.hub.hub.services, { policy: createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) }) })
    try {
      expect(await decide(proposalId, account)).toBe('INTERNAL')
      await world.hub.sql('alter table statement_omission_decisions disable trigger statement_omission_decisions_guarded')
      expect(await decide(proposalId, account)).toBe('done')
    } finally {
      Object.assign(world.hub.hub.services, { policy: shipped })
      await world.hub.sql('alter table statement_omission_decisions enable trigger statement_omission_decisions_guarded')
    }
  })
})

test('a database of the last version is brought up to date, and the reviews in it are found then', async () => {
  const { ownerUrl } = await world.hub.postgres.createDatabase('older')
  const own = new Set(STATEMENT_MIGRATIONS.map(({ name }) => name))
  await migrate(ownerUrl, HUB_MIGRATIONS.filter(({ name }) => !own.has(name)))
  await run(ownerUrl, `insert into officers values ('sol.reviewer', 'Sol Reviewer', 'supervisor', 'outreach', 'canterbury')`)
  await run(ownerUrl, `insert into epochs values ('olderepoch1', null, 'x', now())`)
  const leaf = JSON.stringify({ payload: { type: 'review-outcome', requestId: randomUUID(), outcome: 'concern', step: 'follow-up' } })
  await run(ownerUrl, `insert into ledger_entries (epoch, entry_index, entry_key, kind, leaf, leaf_hash) values ('olderepoch1', 0, 'review:x', 'review', $1, $2)`, [Buffer.from(leaf), Buffer.alloc(32)])
  await run(ownerUrl, `insert into ledger_openings (epoch, entry_index, officer_id) values ('olderepoch1', 0, 'sol.reviewer')`)
  expect(new Set(await migrate(ownerUrl, HUB_MIGRATIONS))).toEqual(own)
  expect(await run(ownerUrl, 'select kind, decision, review_step from ledger_facts')).toEqual([{ kind: 'review', decision: 'concern', review_step: 'follow-up' }])
})
