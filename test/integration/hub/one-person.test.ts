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

test(`${HISTORIES} random histories, by direct SQL as the application role: 0 decisions or reviews by whoever asked, under any of their accounts or through a deputy of theirs`, async () => {
  const random = createRandom(20_261_126, 'one-person')
  const people = Array.from({ length: 5 }, (_, n) => `person.${n}`)
  const accounts = people.flatMap((person, n) => Array.from({ length: 1 + (n % 3) }, (_, k) => ({ person, id: `${person}.${k}` })))
  // Every third account is no supervisor's: it decides as a deputy or not at all.
  const roleOf = new Map(accounts.map(({ id }, n) => [id, n % 3 === 2 ? 'officer' : 'supervisor']))
  for (const { id } of accounts) await world.hub.sql(`insert into officers values ($1, $1, $2, 'outreach', 'canterbury')`, [id, roleOf.get(id)])
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
  const deputyships: { id: string; deputy: string }[] = []
  for (let n = 0; n < HISTORIES; n += 1) {
    const [request, requester] = [randomUUID(), pick()]
    await client.query(
      `insert into access_requests values ($1, $2, 0, $3, 'outreach', repeat('0', 32), 'home-visit', '{identity}', 5, $4, 'none', now(), now() + interval '1 hour')`, [request, world.hub.epoch, requester, random.whole(1, 2)])
    await client.query(`insert into review_tasks values ($1, $2, 0, $3, 'outreach', 'canterbury', '{sample}', '{}', 0, now())`, [request, world.hub.epoch, requester])
    // Somebody names somebody, somebody ends what somebody named: whoever it is, and whatever would come of it.
    if (random.chance(0.5)) {
      const [id, deputy] = [randomUUID(), pick()]
      const isNamed = await attempt(`insert into deputyships values ($1, $2, $3, 'outreach', 'canterbury', now(), now() + interval '1 day', $4, now())`, [id, pick(), deputy, device])
      if (isNamed) deputyships.push({ id, deputy })
    }
    if (deputyships.length > 0 && random.chance(0.3)) await attempt(`insert into deputyship_ends values ($1, $2, now())`, [deputyships[random.whole(0, deputyships.length - 1)]?.id, pick()])
    for (let step = random.whole(1, 4); step > 0; step -= 1) {
      // Under one of the last deputyships, by whoever holds it or by anybody; or under none.
      const under = deputyships.length > 0 && random.chance(0.5) ? deputyships[deputyships.length - random.whole(1, Math.min(4, deputyships.length))] : undefined
      const by = under !== undefined && random.chance(0.6) ? under.deputy : pick()
      const named = random.chance(0.2) ? pick() : requester // sometimes under somebody else's name
      const done = random.chance(0.5)
        ? await attempt(`insert into access_decisions (decision_id, request_id, requester_id, approver_id, device_id, decision, field_groups, open_for_minutes, epoch, entry_index, decided_at, deputyship_id)
            values ($1, $2, $3, $4, $5, 'approve', '{identity}', 5, $6, 0, now(), $7)`,
          [randomUUID(), request, named, by, device, world.hub.epoch, under?.id ?? null])
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
  const deputed = await deputies(world, roleOf, personOf)
  expect(deputed.wrong).toEqual([])
  expect(deputed.chains).toEqual([])
  expect(deputed.right).toBeGreaterThan(HISTORIES / 100)
  const byPerson = decisions.map((row) => `${String(row['request_id'])} ${personOf.get(String(row['by']))}`)
  expect(new Set(byPerson).size).toBe(byPerson.length)
  expect(kept).toBe(decisions.length + reviews.length)
  expect(kept).toBeGreaterThan(HISTORIES / 2)
  expect(refused).toBeGreaterThan(HISTORIES / 4)
  process.stdout.write(`one person: ${HISTORIES} histories, ${kept} kept, ${refused} refused, ${deputyships.length} deputyships, ${deputed.right} decisions by a deputy, 0 by whoever asked\n`)
}, 600_000)

/** What was kept, read again and judged by the rules in words: which decisions no deputy and no supervisor may have made, and which deputyships chain. */
async function deputies(of: ReviewWorld, roleOf: ReadonlyMap<string, string>, personOf: ReadonlyMap<string, string>) {
  const person = (id: unknown) => personOf.get(String(id))
  const time = (at: unknown) => (at as Date).getTime()
  const held = (await of.hub.sql(`select d.*, coalesce(e.ended_at, d.ends_at) as until from deputyships d left join deputyship_ends e using (deputyship_id) where supervisor_id like 'person.%'`))
    .map((row) => ({ id: row['deputyship_id'], supervisor: person(row['supervisor_id']), account: row['deputy_id'], deputy: person(row['deputy_id']), from: time(row['starts_at']), until: time(row['until']) }))
  const decisions = await of.hub.sql(`select d.*, r.requested_at, r.approvals_needed from access_decisions d join access_requests r using (request_id) where d.requester_id like 'person.%'`)
  const wrong = decisions.filter((row) => {
    const under = held.find(({ id }) => id === row['deputyship_id'])
    const isRight = row['deputyship_id'] === null ? roleOf.get(String(row['approver_id'])) === 'supervisor'
      : under !== undefined && under.account === row['approver_id'] && under.from <= time(row['decided_at']) && time(row['decided_at']) < under.until && row['approvals_needed'] === 1
    const isForNamer = held.some((one) => one.supervisor === person(row['requester_id']) && one.deputy === person(row['approver_id']) && one.from <= time(row['decided_at']) && one.until > time(row['requested_at']))
    return !isRight || isForNamer
  })
  const chains = held.filter((one) => one.supervisor === one.deputy || held.some((other) => other.deputy === one.supervisor && other.from < one.until && one.from < other.until))
  return { wrong, chains, right: decisions.filter((row) => row['deputyship_id'] !== null).length }
}
