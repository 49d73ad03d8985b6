import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reviewApi } from '../../../shared/api/review-api'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { readPasts } from '../../../service/hub/repositories/kept-reveal-repository'
import { ReviewWorld } from './review-world'

let world: ReviewWorld
beforeAll(async () => { world = await ReviewWorld.start() })
afterAll(() => world.hub.stop())

const list = async (by: string) => reviewApi.listAlerts.response.parse((await world.hub.asDevice(world.base.device(by), reviewApi.listAlerts, {})).json).alerts
const close = (by: string, alertId: string, outcome = 'expected') => world.hub.asDevice(world.base.device(by), reviewApi.closeAlert, { alertId, outcome })
const kindsOf = async (officer: string) => (await world.hub.sql('select kind from alerts where officer_id = $1 order by kind', [officer])).map(({ kind }) => kind)

test('the third look at the same household without a relationship, and the fifth of the day, are told at once, with their figures', async () => {
  for (let n = 0; n < 2; n += 1) await world.reveal('lena.fox')
  expect(await kindsOf('lena.fox')).not.toContain('never-allocated-repeats')
  await world.hub.sql(`update officers set team = 'welfare-rights' where officer_id = 'lena.fox'`)
  const started = Date.now()
  for (let n = 0; n < 5; n += 1) await world.reveal('lena.fox')
  expect(await kindsOf('lena.fox')).toEqual(expect.arrayContaining(['never-allocated-repeats', 'no-relationship']))
  const alerts = await list('helen.marsh')
  const repeats = alerts.find(({ kind, officer }) => kind === 'never-allocated-repeats' && officer === 'Lena Fox')
  expect(repeats).toMatchObject({ figures: { count: 3, from: 3, days: 14 }, outcome: null })
  // Within a minute of the event: it is kept with the grant itself.
  expect(Date.parse(repeats?.raisedAt ?? '')).toBeGreaterThanOrEqual(started - 1_000)
  expect(Date.now() - Date.parse(repeats?.raisedAt ?? '')).toBeLessThan(60_000)
  // The same cause on the same day is one alert.
  expect(alerts.filter(({ kind, officer }) => kind === 'no-relationship' && officer === 'Lena Fox')).toHaveLength(1)
})

test('volume is told against the officer’s own earlier days', async () => {
  const { plain } = world.base
  for (let day = 1; day <= 6; day += 1) {
    await world.hub.sql(
      `insert into reveal_decisions select gen_random_uuid(), epoch, entry_index, 'amara.okafor', device_id, 'allow', 'test', 'test', 'jws', now() - make_interval(days => $1), now()
       from reveal_decisions where outcome = 'allow' limit 1`, [day])
  }
  await world.hub.sql(
    `insert into reveal_decisions select gen_random_uuid(), r.epoch, r.entry_index, 'amara.okafor', r.device_id, 'allow', 'test', 'test', 'jws', greatest(now() - interval '2 hours', date_trunc('day', now())), now()
     from (select * from reveal_decisions where outcome = 'allow' limit 1) r, generate_series(1, 19)`)
  await world.reveal('amara.okafor')
  const [alert] = await world.hub.sql(`select figures from alerts where officer_id = 'amara.okafor' and kind = 'volume'`)
  expect(JSON.parse(String(alert?.['figures']))).toEqual({ count: 20, usual: 1, from: 20, days: 1 })
  expect(plain.district).toBe('canterbury')
})

test('who sees and closes them: a supervisor their team’s, the lead all; never one’s own; the first to close it has', async () => {
  const mine = await list('priya.nair')
  expect(mine.map(({ officer }) => officer)).toContain('Amara Okafor')
  expect(mine.map(({ officer }) => officer)).not.toContain('Tom Brennan')
  for (const nobody of ['amara.okafor', 'tom.brennan', 'dev.patel']) {
    expect((await world.hub.asDevice(world.base.device(nobody), reviewApi.listAlerts, {})).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
    expect((await close(nobody, mine[0]!.alertId)).json['code']).toBe('REVIEW_FORBIDDEN')
  }
  expect((await close('owen.price', mine[0]!.alertId)).json['code']).toBe('REVIEW_FORBIDDEN')
  expect((await close('priya.nair', mine[0]!.alertId, 'spoken')).status).toBe(200)
  expect((await close('helen.marsh', mine[0]!.alertId)).json['code']).toBe('REVIEW_NOT_WAITING')
  expect((await close('priya.nair', randomUUID())).json['code']).toBe('NOT_FOUND')
  expect((await close('priya.nair', mine[0]!.alertId, 'switch-off')).json['code']).toBe('REQUEST_INVALID')
  expect((await list('priya.nair')).find(({ alertId }) => alertId === mine[0]!.alertId)?.outcome).toMatchObject({ outcome: 'spoken', by: 'Priya Nair' })
  // A supervisor's own are for somebody else.
  for (let n = 0; n < 5; n += 1) await world.reveal('owen.price')
  expect((await list('owen.price')).map(({ officer }) => officer)).not.toContain('Owen Price')
  const own = (await list('helen.marsh')).find(({ officer }) => officer === 'Owen Price')
  expect((await close('owen.price', own!.alertId)).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-reveal' } })
})

test('one about a household of the reviewer’s own circle is not theirs to see or to close', async () => {
  const [row] = await world.hub.sql(`select alert_id from alerts where officer_id = 'lena.fox' and kind = 'never-allocated-repeats'`)
  const alertId = String(row?.['alert_id'])
  const ids = async () => (await list('helen.marsh')).map((alert) => alert.alertId)
  expect(await ids()).toContain(alertId)
  await world.hub.sql(`insert into circle_exclusions (officer_id, household_id, noted_at) values ('helen.marsh', $1, now())`, [world.base.plain.householdId])
  try {
    expect(await ids()).not.toContain(alertId)
    expect((await close('helen.marsh', alertId)).json).toMatchObject({ code: 'REVIEW_FORBIDDEN', detail: { rule: 'own-circle-reviews' } })
  } finally {
    await world.hub.sql('delete from circle_exclusions')
  }
  expect((await close('helen.marsh', alertId)).status).toBe(200)
})

test('by direct SQL as the application role: nobody closes their own, nothing is changed or removed', async () => {
  const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
  await client.connect()
  const attempt = (text: string, values: unknown[] = []) => client.query(text, values).then(() => 'done', (error: pg.DatabaseError) => error.constraint ?? error.code)
  const [alert] = await world.hub.sql(`select alert_id from alerts where officer_id = 'owen.price' limit 1`)
  const insert = (reviewer: string, officer = 'owen.price') => attempt(`insert into alert_outcomes values ($1, $2, $3, $4, 'expected', now())`, [alert?.['alert_id'], officer, reviewer, world.base.device('owen.price').deviceId])
  expect(await insert('owen.price')).toBe('nobody_reviews_their_own')
  expect(await insert('amara.okafor')).toBe('42501')
  for (const table of ['alerts', 'alert_outcomes']) for (const text of [`delete from ${table}`, `update ${table} set officer_id = officer_id`, `truncate ${table}`]) expect(await attempt(text)).toBe('42501')
  await client.end()
})

test('a few unrelated households day after day are told of, though no day has many', async () => {
  const before = async () => world.hub.sql(`update review_tasks set created_at = created_at - interval '1 day' where officer_id = 'tom.brennan'`)
  await world.hub.sql(`update officers set team = 'welfare-rights' where officer_id = 'tom.brennan'`)
  for (let day = 0; day < 2; day += 1) {
    for (let n = 0; n < 4; n += 1) await world.reveal('tom.brennan')
    await before()
  }
  expect(await kindsOf('tom.brennan')).not.toContain('no-relationship')
  await world.reveal('tom.brennan')
  const [alert] = await world.hub.sql(`select figures from alerts where officer_id = 'tom.brennan' and kind = 'no-relationship'`)
  expect(JSON.parse(String(alert?.['figures']))).toEqual({ count: 9, usual: null, from: 9, days: 7 })
})

test('an opening that is heard of days later has the figures of its own day: what the officer did since is not told of it', async () => {
  const { db, alertRules: alerts, reviewRules: review } = world.hub.hub.services
  const [officerId, { householdId }] = ['grace.tembo', world.base.plain]
  const [day, later] = ['2026-06-10T05:00:00Z', ['2026-06-11T05:00:00Z', '2026-06-12T05:00:00Z']]
  for (const at of [day, ...later, ...later]) {
    await world.hub.sql(`with r as (select epoch, entry_index, device_id, gen_random_uuid() as id from reveal_decisions where outcome = 'allow' limit 1),
      decided as (insert into reveal_decisions select id, epoch, entry_index, $1, device_id, 'allow', 'test', 'test', 'jws', $2, $2 from r),
      used as (insert into emergency_uses select id, $1, $2 from r)
      insert into review_tasks select id, epoch, entry_index, $1, 'housing-options', 'canterbury', '{no-relationship}', '{}', 1, $2 from r`, [officerId, at])
  }
  const [past] = await db.transaction().execute((trx) => readPasts(trx, [{ requestId: randomUUID(), accounts: new Set([officerId]), householdId, at: new Date('2026-06-10T11:00:00Z'), words: null, alerts, review }]))
  expect(past?.pattern).toMatchObject({ revealsThatDay: 1, outOfHoursThatDay: 1, unrelatedThatDay: 1, unrelatedInSpan: 1, emergencies: 1 })
  // The noon of a spring bank holiday counts as one, the noon of the Tuesday after it does not.
  for (const [at, outOfHoursThatDay] of [['2026-05-25T11:00:00Z', 1], ['2026-05-26T11:00:00Z', 0]] as const) {
    await world.hub.sql(`insert into reveal_decisions select gen_random_uuid(), epoch, entry_index, $1, device_id, 'allow', 'test', 'test', 'jws', $2, $2 from reveal_decisions where outcome = 'allow' limit 1`, [officerId, at])
    const [noon] = await db.transaction().execute((trx) => readPasts(trx, [{ requestId: randomUUID(), accounts: new Set([officerId]), householdId, at: new Date(Date.parse(at) + 60_000), words: null, alerts, review }]))
    expect(noon?.pattern, at).toMatchObject({ revealsThatDay: 1, outOfHoursThatDay })
  }
})
