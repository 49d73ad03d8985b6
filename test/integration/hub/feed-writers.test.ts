import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { EndLineSchema, FeedLineSchema } from '../../../shared/model/change'
import { createRandom } from '../../../service/demo/synthetic/random'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

const ROWS = Number(process.env['CASEMENT_FEED_ROWS'] ?? 1_500)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const WRITERS = 8
const [SLOW, ROLLED_BACK] = [0.3, 0.03]
const PAGE = 500
/** No assertion: the whole count takes minutes. */
const TIME_LIMIT_MS = 180_000 + ROWS * 20

let hub: HubHarness
let device: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
})
afterAll(() => hub.stop())

/** As many households as rows are to be written: each is changed once, so that the feed shows whether its row came, and how often. */
async function makeHouseholds(): Promise<string[]> {
  const facts = makeFacts()
  await hub.load([facts])
  await hub.sql(
    `insert into households select (jsonb_populate_record(h, jsonb_build_object('household_id', id, 'document', made, 'content_hash', encode(sha256(convert_to(made, 'UTF8')), 'hex')))).*
     from households h, lateral (select lpad(to_hex(n), 32, '0') as id from generate_series(1, $2::int) n) ids, lateral (select replace(h.document, h.household_id, id) as made) made where h.household_id = $1`, [facts.householdId, ROWS])
  await hub.settle()
  return Array.from({ length: ROWS }, (_, n) => (n + 1).toString(16).padStart(32, '0'))
}

/** Writers whose transactions overlap, some slow, some rolled back; answers what was committed. */
async function write(households: readonly string[]): Promise<Set<string>> {
  const committed = new Set<string>()
  const left = households.values()
  const writer = async (n: number): Promise<void> => {
    const random = createRandom(SEED, `feed-writers/${n}`)
    const client = new pg.Client({ connectionString: hub.database.adminUrl })
    await client.connect()
    for (;;) {
      const some = Array.from({ length: random.whole(1, 6) }, () => left.next().value).filter((id) => id !== undefined)
      if (some.length === 0) break
      await client.query('begin')
      for (const id of some) await client.query('insert into changes (household_id) values ($1)', [id])
      if (random.chance(SLOW)) await client.query('select pg_sleep($1)', [random.whole(5, 60) / 1_000])
      const isKept = !random.chance(ROLLED_BACK)
      await client.query(isKept ? 'commit' : 'rollback')
      if (isKept) for (const id of some) committed.add(id)
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)))
  return committed
}

/** What a reader sees while `isWriting`, and once more after: each id as often as it came. */
async function readWhile(isWriting: () => boolean, readOn: () => Promise<readonly string[]>): Promise<Map<string, number>> {
  const seen = new Map<string, number>()
  for (let isLast = false; !isLast; ) {
    isLast = !isWriting()
    for (let some = await readOn(); some.length > 0; some = await readOn()) for (const id of some) seen.set(id, (seen.get(id) ?? 0) + 1)
    await new Promise((wake) => setTimeout(wake, 5))
  }
  return seen
}

test(`${WRITERS} writers, three in ten slow, three in a hundred rolled back, ${ROWS} rows: the feed has each once; a cursor of the sequence loses some`, async () => {
  const households = await makeHouseholds()
  let { cursor } = (await hub.asDevice(device, hubApi.startSync, {})).json as { cursor: string }
  const byFeed = async (): Promise<readonly string[]> => {
    const lines = (await hub.asDevice(device, hubApi.changePage, { cursor, limit: PAGE })).text.trimEnd().split('\n')
    const end = EndLineSchema.parse(JSON.parse(lines.pop() ?? ''))
    cursor = end.next ?? cursor
    const ids = lines.map((line) => FeedLineSchema.parse(JSON.parse(line))).map((line) => (line.type === 'upsert' ? line.household.householdId : ''))
    return ids
  }
  let last = Number((await hub.sql('select coalesce(max(seq), 0)::int as seq from changes'))[0]?.['seq'])
  const bySequence = async (): Promise<readonly string[]> => {
    const rows = await hub.sql('select seq::int as seq, household_id from changes where seq > $1 order by seq limit $2', [last, PAGE])
    last = Number(rows.at(-1)?.['seq'] ?? last)
    return rows.map((row) => String(row['household_id']))
  }

  let isWriting = true
  const readers = [readWhile(() => isWriting, byFeed), readWhile(() => isWriting, bySequence)]
  const committed = await write(households)
  await hub.settle()
  isWriting = false
  const [feed = new Map<string, number>(), sequence = new Map<string, number>()] = await Promise.all(readers)

  const missing = (seen: ReadonlyMap<string, number>): number => [...committed].filter((id) => !seen.has(id)).length
  const twice = (seen: ReadonlyMap<string, number>): number => [...seen.values()].filter((times) => times > 1).length
  process.stdout.write(`feed: ${ROWS} rows, ${committed.size} committed (seed ${SEED}): ${missing(feed)} missing, ${twice(feed)} twice; a cursor of the sequence lost ${missing(sequence)}\n`)
  expect([missing(feed), twice(feed), feed.size]).toEqual([0, 0, committed.size])
  expect(missing(sequence)).toBeGreaterThan(0)
}, TIME_LIMIT_MS)
