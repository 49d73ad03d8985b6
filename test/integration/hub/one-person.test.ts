import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../service/demo/synthetic/random'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { ReviewWorld } from './review-world'

let world: ReviewWorld
beforeAll(async () => { world = await ReviewWorld.start() })
afterAll(() => world.hub.stop())

/** `CASEMENT_HISTORIES=10000 npx vitest run --project integration test/integration/hub/one-person.test.ts` for all of them. */
const HISTORIES = Number(process.env['CASEMENT_HISTORIES'] ?? 1_000)

test('a second account of the requester neither sees the request in the queue nor decides it, and nothing is entered', async () => {
  await world.hub.sql(`insert into officers values ('amara.second', 'A Okafor', 'supervisor', 'income-and-debt', 'canterbury')`)
  ;(world.base.devices as Map<string, unknown>).set('amara.second', await world.hub.enrol('amara.second'))
  const before = await world.base.ask('plain')
  expect((await world.base.queue('amara.second')).requests.map(({ requestId }) => requestId)).toContain(before.signed.payload.requestId)
  await world.samePerson('amara.okafor', 'amara.second')
  expect((await world.base.queue('amara.second')).requests).toEqual([])
  const entries = async () => (await world.hub.sql('select count(*)::int as n from ledger_entries'))[0]?.['n']
  const entered = await entries()
  expect((await world.base.decide(before, 'amara.second')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'own-request' } })
  expect(await entries()).toBe(entered)
  expect((await world.base.decide(before, 'priya.nair')).json).toMatchObject({ state: 'approved' })
})

test('two accounts of one person are one approval of a protected record', async () => {
  await world.hub.sql(`insert into officers values ('priya.second', 'P Nair', 'supervisor', 'housing-options', 'canterbury')`)
  ;(world.base.devices as Map<string, unknown>).set('priya.second', await world.hub.enrol('priya.second'))
  await world.samePerson('priya.nair', 'priya.second')
  const asked = await world.base.ask('guarded')
  expect((await world.base.decide(asked, 'priya.nair')).json).toMatchObject({ state: 'waiting' })
  expect((await world.base.decide(asked, 'priya.second')).json).toMatchObject({ code: 'APPROVAL_FORBIDDEN', detail: { rule: 'decided-before' } })
  expect((await world.base.decide(asked, 'grace.tembo')).json).toMatchObject({ state: 'approved' })
})

test(`${HISTORIES} random histories, by direct SQL as the application role: 0 decisions or reviews by whoever asked, under any of their accounts`, async () => {
  const random = createRandom(20_261_126, 'one-person')
  const people = Array.from({ length: 5 }, (_, n) => `person.${n}`)
  const accounts = people.flatMap((person, n) => Array.from({ length: 1 + (n % 3) }, (_, k) => ({ person, id: `${person}.${k}` })))
  for (const { id } of accounts) await world.hub.sql(`insert into officers values ($1, $1, 'supervisor', 'outreach', 'canterbury')`, [id])
  for (const person of people) {
    const own = accounts.filter((account) => account.person === person).map(({ id }) => id)
    if (own.length > 1) await world.samePerson(...own)
  }
  const personOf = new Map(accounts.map(({ id, person }) => [id, person]))
  const device = world.base.device('priya.nair').deviceId
  const client = new pg.Client({ connectionString: await world.hub.database.appUrl(HUB_ROLE) })
  await client.connect()
  const pick = () => accounts[random.whole(0, accounts.length - 1)]!.id
  const attempt = (text: string, values: unknown[]) => client.query(text, values).then(() => true, () => false)
  let [kept, refused] = [0, 0]
  for (let n = 0; n < HISTORIES; n += 1) {
    const [request, requester] = [randomUUID(), pick()]
    await client.query(
      `insert into access_requests values ($1, $2, 0, $3, 'outreach', repeat('0', 32), 'home-visit', '{identity}', 5, $4, 'none', now(), now() + interval '1 hour')`, [request, world.hub.epoch, requester, random.whole(1, 2)])
    await client.query(`insert into review_tasks values ($1, $2, 0, $3, 'outreach', 'canterbury', '{sample}', '{}', 0, now())`, [request, world.hub.epoch, requester])
    for (let step = random.whole(1, 4); step > 0; step -= 1) {
      const by = pick()
      const named = random.chance(0.2) ? pick() : requester // sometimes under somebody else's name
      const done = random.chance(0.5)
        ? await attempt(`insert into access_decisions values ($1, $2, $3, $4, $5, 'approve', '{identity}', 5, $6, 0, now())`, [randomUUID(), request, named, by, device, world.hub.epoch])
        : await attempt(`insert into review_outcomes values ($1, 'review', $2, $3, $4, $5, 'justified', $6, 0, now())`, [request, randomUUID(), named, by, device, world.hub.epoch])
      if (done) kept += 1
      else refused += 1
    }
  }
  await client.end()
  const decisions = await world.hub.sql(`select request_id, requester_id as officer, approver_id as by from access_decisions where requester_id like 'person.%'`)
  const reviews = await world.hub.sql(`select request_id, officer_id as officer, reviewer_id as by from review_outcomes where officer_id like 'person.%'`)
  const personally = ({ officer, by }: Record<string, unknown>) => personOf.get(String(officer)) === personOf.get(String(by))
  expect([...decisions, ...reviews].filter(personally)).toEqual([])
  const byPerson = decisions.map((row) => `${String(row['request_id'])} ${personOf.get(String(row['by']))}`)
  expect(new Set(byPerson).size).toBe(byPerson.length)
  expect(kept).toBe(decisions.length + reviews.length)
  expect(kept).toBeGreaterThan(HISTORIES / 2)
  expect(refused).toBeGreaterThan(HISTORIES / 4)
  process.stdout.write(`one person: ${HISTORIES} histories, ${kept} kept, ${refused} refused, 0 by whoever asked\n`)
}, 600_000)
