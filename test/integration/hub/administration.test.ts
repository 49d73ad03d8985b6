import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { sourcesApi } from '../../../shared/api/sources-api'
import { codesOf, SOURCES } from '../../../shared/model/codes'
import { oversightApi, type EnrolledDevice } from '../../../shared/api/oversight-api'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { run } from '../../support/postgres'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let hub: HubHarness
let admin: TestDevice
let officer: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  ;[admin, officer] = [await hub.enrol('dev.patel'), await hub.enrol('amara.okafor')]
})
afterAll(() => hub.stop())

const postOf = async (officerId: string) => (await hub.sql('select role, team, district from officers where officer_id = $1', [officerId]))[0] ?? { role: 'officer', team: 'outreach', district: 'thanet' }
const change = async (officerId: string, more: Record<string, unknown> = {}, as = admin) =>
  hub.asDevice(as, oversightApi.changePerson, { officerId, role: 'officer', team: 'income-and-debt', district: 'canterbury', from: await postOf(officerId), ...more })
const devices = async (after: string | null = null, limit = 200) => (await hub.asDevice(admin, oversightApi.listDevices, { after, limit })).json as { devices: EnrolledDevice[]; next: string | null; allowance: number }
const session = async (device: TestDevice) => (await hub.asDevice(device, hubApi.session, {})).json['code'] ?? 'answered'

test('people are listed by name with their laptops in use, and nothing of a case', async () => {
  const { json, text } = await hub.asDevice(admin, oversightApi.listPeople, {})
  const people = json['people'] as { displayName: string; devicesInUse: number }[]
  expect(people.map(({ displayName, devicesInUse }) => [displayName, devicesInUse])).toEqual([['Amara Okafor', 1], ['Dev Patel', 1], ['Helen Marsh', 0], ['Priya Nair', 0], ['Tom Brennan', 0]])
  expect(json['allowance']).toBe(2)
  expect(text).not.toMatch(/household|reason/i)
})

test('a changed role takes effect at once, is kept with who made it, and starts that laptop\'s sync again', async () => {
  await hub.load([makeFacts()])
  const start = (await hub.asDevice(officer, hubApi.startSync, {})).json as { cursor: string; total: number }
  expect(start.total).toBeGreaterThan(0)
  const answer = await change('amara.okafor', { role: 'ig-lead', team: 'customer-contact' })
  expect(answer.json).toEqual({ person: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'ig-lead', team: 'customer-contact', district: 'canterbury' } })
  await hub.settle()
  expect((await hub.asDevice(officer, hubApi.changePage, { cursor: start.cursor, limit: 10 })).json['code']).toBe('SYNC_CURSOR_INVALID')
  expect(((await hub.asDevice(officer, hubApi.startSync, {})).json as { total: number }).total).toBe(0)
  expect(await hub.sql('select officer_id, changed_by, role, previous_role, previous_team from officer_changes')).toEqual([
    { officer_id: 'amara.okafor', changed_by: 'dev.patel', role: 'ig-lead', previous_role: 'officer', previous_team: 'income-and-debt' },
  ])
  await change('amara.okafor')
  await change('amara.okafor')
  expect((await hub.sql('select count(*)::int as n from officer_changes'))[0], 'a change that changes nothing leaves no row').toEqual({ n: 2 })
})

test('of two administrators whose lists show the same, the second is told, and undoes nothing of what the first did', async () => {
  const seen = await postOf('tom.brennan')
  const want = { ...seen, from: seen }
  const results = await Promise.all([change('tom.brennan', { ...want, role: 'supervisor' }), change('tom.brennan', { ...want, team: 'housing-options' })])
  expect(results.map(({ json }) => json['code'] ?? 'changed').toSorted()).toEqual(['ADMIN_PERSON_CHANGED', 'changed'])
  const now = await postOf('tom.brennan')
  expect([{ ...seen, role: 'supervisor' }, { ...seen, team: 'housing-options' }]).toContainEqual(now)
  expect((await change('tom.brennan', { ...want, district: 'thanet' })).json['code'], 'a screen of before').toBe('ADMIN_PERSON_CHANGED')
  expect(await postOf('tom.brennan')).toEqual(now)
  expect((await change('tom.brennan', { ...now, from: seen })).status, 'the answer was lost, and the same is asked again').toBe(200)
  await change('tom.brennan', seen)
})

test('nobody changes their own role, and a person or a code that is none is refused', async () => {
  expect((await change('dev.patel', { role: 'officer' })).json['code']).toBe('ADMIN_OWN_ROLE')
  expect((await change('nobody.here')).json['code']).toBe('NOT_FOUND')
  for (const bad of [{ role: 'root' }, { team: 'nobody' }, { district: 'kent' }, { officerId: "x'; drop table officers" }, { displayName: 'Somebody else' }]) {
    expect((await change('amara.okafor', bad)).json['code'], JSON.stringify(bad)).toBe('REQUEST_INVALID')
  }
})

test('nobody changes the role of another account of theirs, and it is three layers that say so', async () => {
  await hub.sql(`insert into officers values ('dev.second', 'Dev Patel', 'officer', 'outreach', 'canterbury')`)
  // By hand: another administrator would note it, and there is one alone here.
  await hub.sql(`alter table officer_persons disable trigger officer_persons_guarded`)
  await hub.sql(`insert into officer_persons (officer_id, person_ref, noted_by, noted_at) select unnest('{dev.patel,dev.second}'::text[]), $1, 'amara.okafor', now()`, ['c'.repeat(32)])
  await hub.sql(`alter table officer_persons enable trigger officer_persons_guarded`)
  expect((await change('dev.second', { role: 'supervisor' })).json['code']).toBe('ADMIN_OWN_ROLE')
  const somebody = (officerId: string) => ({ officerId, displayName: 'Dev Patel', role: 'admin', team: 'outreach', district: 'canterbury' }) as const
  expect(createPolicyEngine().decideOversight(somebody('dev.patel'), { action: 'changeRole', subject: somebody('dev.second'), isSamePerson: true })).toMatchObject({ outcome: 'forbid', rule: 'own-role' })
  const direct = () => run(hub.config.databaseUrl, `insert into officer_changes (officer_id, changed_by, role, team, district, changed_at) values ('dev.second', 'dev.patel', 'ig-lead', 'outreach', 'canterbury', now())`)
  await expect(direct()).rejects.toThrow('nobody changes their own')
  await hub.sql('alter table officer_changes disable trigger officer_changes_a_guarded')
  await direct()
  expect(await hub.sql(`select role from officers where officer_id = 'dev.second'`)).toEqual([{ role: 'ig-lead' }])
  await hub.sql('alter table officer_changes enable trigger officer_changes_a_guarded')
  await hub.sql(`delete from officer_persons; delete from officer_changes where officer_id = 'dev.second'; delete from officers where officer_id = 'dev.second'`)
})

test('somebody new is added once, with who did it, and can enrol a laptop', async () => {
  const person = { officerId: 'sam.reed', displayName: 'Sam Reed', role: 'officer', team: 'housing-options', district: 'dover' }
  const add = (more: Record<string, unknown> = {}, as = admin) => hub.asDevice(as, oversightApi.addPerson, { ...person, ...more })
  for (const bad of [{ officerId: 'sam reed' }, { officerId: '' }, { displayName: ' Sam' }, { displayName: 'Sam\u0000' }, { displayName: 'S'.repeat(81) }, { role: 'root' }, { team: '' }, { more: 1 }]) {
    expect((await add(bad)).json['code'], JSON.stringify(bad)).toBe('REQUEST_INVALID')
  }
  expect((await add({}, officer)).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
  expect((await add()).json).toEqual({ person })
  expect((await add({ displayName: 'Somebody Else', role: 'admin' })).json['code']).toBe('ADMIN_PERSON_KNOWN')
  expect((await add({ officerId: 'dev.patel' })).json['code']).toBe('ADMIN_PERSON_KNOWN')
  expect(await hub.sql('select officer_id, role, added_by from officer_additions')).toEqual([{ officer_id: 'sam.reed', role: 'officer', added_by: 'dev.patel' }])
  expect(await session(await hub.enrol('sam.reed'))).toBe('answered')

  const insert = (by: string) => run(hub.config.databaseUrl, `insert into officer_additions (officer_id, display_name, role, team, district, added_by, added_at) values ('x.y', 'X Y', 'admin', 'outreach', 'thanet', $1, now())`, [by])
  await expect(insert('sam.reed')).rejects.toThrow('only an administrator')
  await expect(run(hub.config.databaseUrl, `insert into officers (officer_id, display_name, role, team, district) values ('x.y', 'X Y', 'admin', 'outreach', 'thanet')`)).rejects.toThrow('permission denied')
  for (const table of ['device_keys', 'device_sightings']) await hub.sql(`delete from ${table} where device_id in (select device_id from devices where officer_id = 'sam.reed')`)
  await hub.sql(`delete from officer_additions; delete from devices where officer_id = 'sam.reed'; delete from officers where officer_id = 'sam.reed'`)
})

test('the database holds it too, as the service\'s own role: one\'s own change, one by no administrator, and any other way', async () => {
  const url = hub.config.databaseUrl
  const insert = (officerId: string, by: string) =>
    run(url, `insert into officer_changes (officer_id, changed_by, role, team, district, changed_at) values ($1, $2, 'admin', 'outreach', 'thanet', now())`, [officerId, by])
  await expect(insert('dev.patel', 'dev.patel')).rejects.toThrow('nobody_changes_their_own')
  await expect(insert('tom.brennan', 'amara.okafor')).rejects.toThrow('only an administrator')
  await expect(run(url, `update officers set role = 'admin' where officer_id = 'amara.okafor'`)).rejects.toThrow('permission denied')
  await expect(run(url, `delete from officer_changes`)).rejects.toThrow('permission denied')
  expect(await hub.sql(`select count(*)::int as n from officers where role = 'admin'`)).toEqual([{ n: 1 }])
  // Without the constraint it would go through: the constraint is what holds it.
  await hub.sql('alter table officer_changes drop constraint nobody_changes_their_own')
  await insert('dev.patel', 'dev.patel')
  expect(await hub.sql(`select team from officers where officer_id = 'dev.patel'`)).toEqual([{ team: 'outreach' }])
  await hub.sql(`delete from officer_changes where officer_id = changed_by`)
  await hub.sql('alter table officer_changes add constraint nobody_changes_their_own check (officer_id <> changed_by)')
})

test('two administrators who take each other\'s role at the same time: one of them stays', async () => {
  await change('tom.brennan', { role: 'admin' })
  const other = await hub.enrol('tom.brennan')
  const answers = await Promise.all([change('tom.brennan', {}, admin), change('dev.patel', {}, other)])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await hub.sql(`select count(*)::int as n from officers where role = 'admin'`)).toEqual([{ n: 1 }])
  await hub.sql(`update officers set role = 'admin' where officer_id = 'dev.patel'; `)
  await hub.sql(`update officers set role = 'outreach' where officer_id = 'tom.brennan'`)
})

test('policy refuses each of its own accord: without the rule it would be allowed', () => {
  const { schema, policies } = shippedPolicies()
  const somebody = (role: 'supervisor' | 'admin') => ({ officerId: `some.${role}`, displayName: 'Somebody', role, team: 'outreach' as const, district: 'thanet' as const })
  const without = (id: string) => {
    const start = policies.indexOf(`@id("${id}")`)
    return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
  }
  const own = { action: 'changeRole', subject: somebody('admin'), isSamePerson: false } as const
  expect(createPolicyEngine().decideOversight(somebody('admin'), own)).toMatchObject({ outcome: 'forbid', rule: 'own-role' })
  expect(without('own-role').decideOversight(somebody('admin'), own).outcome).toBe('allow')
  const elsewhere = { action: 'reviewTeam', team: 'outreach', district: 'dover' } as const
  expect(createPolicyEngine().decideOversight(somebody('supervisor'), elsewhere)).toMatchObject({ outcome: 'forbid', rule: 'not-your-team' })
  expect(without('not-your-team').decideOversight(somebody('supervisor'), elsewhere).outcome).toBe('allow')
})

test('laptops are listed, those in use first, with when they were last heard of, in pages that lose nothing', async () => {
  const { devices: listed, allowance } = await devices()
  expect(allowance).toBe(2)
  expect(listed.map(({ state }) => state)).toEqual(listed.map(() => 'in-use'))
  const own = listed.find(({ deviceId }) => deviceId === admin.deviceId)
  expect(own).toMatchObject({ name: 'Laptop', owner: { officerId: 'dev.patel' }, endedAt: null })
  expect(Math.abs(Date.parse(own?.lastSeenAt ?? '') - Date.now())).toBeLessThan(120_000)
  const paged: EnrolledDevice[] = []
  for (let after: string | null = null, n = 0; n < 20; n += 1) {
    const page: Awaited<ReturnType<typeof devices>> = await devices(after, 1)
    paged.push(...page.devices)
    if (page.next === null) break
    after = page.next
  }
  expect(paged.map(({ deviceId }) => deviceId)).toEqual(listed.map(({ deviceId }) => deviceId))
})

test('a call whose proof does not hold is no sighting, and a call never fails because it cannot be noted', async () => {
  const late = await hub.enrol('helen.marsh')
  await hub.asOfficer('helen.marsh', hubApi.session, {})
  expect((await devices()).devices.find(({ deviceId }) => deviceId === late.deviceId)?.lastSeenAt).toBeNull()
  await hub.sql('revoke insert on device_sightings from casement_hub')
  expect(await session(late)).toBe('answered')
  await hub.sql('grant insert on device_sightings to casement_hub')
})

test('a revoked laptop can call no more, gives its place back, and nothing takes the revocation back', async () => {
  const [first, second] = [await hub.enrol('priya.nair'), await hub.enrol('priya.nair')]
  await expect(hub.enrol('priya.nair')).rejects.toThrow('ACCESS_DEVICE_LIMIT')
  expect((await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: first.deviceId })).json).toEqual({ deviceId: first.deviceId })
  expect([await session(first), await session(second)]).toEqual(['ACCESS_DEVICE_REVOKED', 'answered'])
  const [kept] = await hub.sql('select revoked_at from device_revocations where device_id = $1', [first.deviceId])
  expect((await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: first.deviceId })).status, 'twice is fine').toBe(200)
  expect(await hub.sql('select revoked_at, revoked_by from device_revocations where device_id = $1', [first.deviceId])).toEqual([{ ...kept, revoked_by: 'dev.patel' }])
  expect((await devices()).devices.at(-1)).toMatchObject({ deviceId: first.deviceId, state: 'revoked' })
  expect((await hub.enrolDevice(first)).json['code']).toBe('ACCESS_DEVICE_REVOKED')
  await hub.enrol('priya.nair')
  for (const statement of ['delete from device_revocations', `update device_revocations set revoked_by = 'x'`]) await expect(run(hub.config.databaseUrl, statement)).rejects.toThrow('permission denied')
})

test('an administrator does not shut out the laptop in use, nor one that is not there', async () => {
  expect((await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: admin.deviceId })).json['code']).toBe('ADMIN_OWN_DEVICE')
  expect((await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: '0193a000-0000-7000-8000-00000000dead' })).json['code']).toBe('NOT_FOUND')
})

const report = (more: Record<string, unknown> = {}) => ({
  runId: '0193a000-0000-7000-8000-000000000001', source: 'housing', startedAt: '2026-11-20T02:00:00.000Z', files: 1, in: 10, loaded: 6, unchanged: 2, rejected: 2, rejectedByReason: { 'date-order': 1, missing: 1 }, ...more,
})
const post = async (body: unknown, role: string | null = 'intake') =>
  hub.inject(oversightApi.reportIntakeRun, body, { authorization: `Bearer ${await hub.issuer.token({ subject: 'casement-intake', ...(role === null ? {} : { role }) })}` })

test('an intake run reports its counts once; the same again is fine, another under its id is not', async () => {
  expect((await post(report())).status).toBe(200)
  expect((await post(report())).status).toBe(200)
  expect((await post(report({ loaded: 7, in: 11 }))).json['code']).toBe('REQUEST_INVALID')
  await post(report({ runId: '0193a000-0000-7000-8000-000000000002', source: 'revenues-and-benefits', doubtful: 2 }))
  const { json } = await hub.asDevice(admin, oversightApi.listIntakeRuns, { after: null, limit: 1 })
  expect(json['runs']).toMatchObject([{ source: 'revenues-and-benefits', in: 10, doubtful: 2, rejectedByReason: { 'date-order': 1, missing: 1 } }])
  const older = await hub.asDevice(admin, oversightApi.listIntakeRuns, { after: json['next'], limit: 1 })
  expect(older.json).toMatchObject({ runs: [{ runId: '0193a000-0000-7000-8000-000000000001', source: 'housing', doubtful: 0 }], next: null })
})

test('every source stands with the day of its last extract, for the administrator and the lead alone', async () => {
  await hub.load([makeFacts({ asAt: '2026-11-18' })])
  const { json } = await hub.asDevice(admin, sourcesApi.listSources, {})
  const sources = json['sources'] as { source: string; extractOn: string | null; takenAt: string | null }[]
  expect(sources.map(({ source }) => source)).toEqual(codesOf(SOURCES))
  const sent = sources.filter(({ extractOn }) => extractOn !== null)
  expect(sent.length).toBeGreaterThan(0)
  for (const { takenAt } of sent) expect(Number.isNaN(Date.parse(takenAt ?? ''))).toBe(false)
  expect(sources.find(({ source }) => source === 'school-census')).toEqual({ source: 'school-census', extractOn: null, takenAt: null })
  expect((await hub.asDevice(officer, sourcesApi.listSources, {})).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
})

test('a report that does not add up, names a value for a reason, or comes from an officer is refused', async () => {
  const bad = [{ in: 11 }, { rejected: 3, in: 11 }, { rejectedByReason: { 'Denise Hartfield': 2 } }, { rejectedByReason: { missing: 1.5 } }, { loaded: -1 }, { doubtful: -1 }, { source: 'nowhere' }, { files: 0 }, { startedAt: 'yesterday' }, { note: 'x' }]
  for (const more of bad) expect((await post(report({ runId: '0193a000-0000-7000-8000-000000000009', ...more }))).json['code'], JSON.stringify(more)).toBe('REQUEST_INVALID')
  expect((await post(report(), null)).json['code']).toBe('ACCESS_TOKEN_INVALID')
  const [{ n } = {}] = await hub.sql('select count(*)::int as n from intake_runs')
  expect(n).toBe(2)
})
