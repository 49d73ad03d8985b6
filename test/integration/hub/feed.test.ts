import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { hubApi } from '../../../shared/api/hub-api'
import { PACKED_PAGE } from '../../../shared/api/page-type'
import type { FeedLine } from '../../../shared/model/change'
import { HubHarness } from './hub-harness'
import { readPage } from './read-page'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let hub: HubHarness
let device: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
})
afterAll(() => hub.stop())

const startSync = async (as = device) => (await hub.asDevice(as, hubApi.startSync, {})).json as { cursor: string; total: number; epoch: string }

async function pull(cursor: string, limit = 100, as = device): Promise<{ lines: FeedLine[]; cursor: string }> {
  const all: FeedLine[] = []
  for (let at = cursor; ; ) {
    const answer = await hub.asDevice(as, hubApi.changePage, { cursor: at, limit })
    if (answer.status !== 200) throw new Error(answer.text)
    const { lines, end } = readPage(answer.text)
    all.push(...lines)
    at = end.next ?? at
    if (!end.more) return { lines: all, cursor: at }
  }
}
const idOf = (line: FeedLine): string => (line.type === 'upsert' ? line.household.householdId : line.type === 'evict' ? line.householdId : '')

test('first sync streams the scope in order of priority and resumes, then changes follow from its cursor', async () => {
  const low = Array.from({ length: 5 }, () => makeFacts({ debts: [], members: [{ personId: makeFacts().members[0]!.personId, role: 'account-holder', ageBand: '35-44' }] }))
  const urgent = makeFacts({ duty: { kind: 'prevention', startedOn: '2026-11-01', dueOn: '2026-12-27', endedOn: null, endReason: null, source: 'revenues-and-benefits', asAt: '2026-11-20' } })
  const foreign = makeFacts({ district: 'thanet' })
  const otherTeam = makeFacts({ allocatedTeam: 'housing-options', debts: [] })
  await hub.load([...low, urgent, foreign, otherTeam])
  const start = await startSync()
  expect(start.total).toBe(6)
  const first = readPage((await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 4 })).text)
  expect(idOf(first.lines[0]!)).toBe(urgent.householdId)
  expect(first.end.more).toBe(true)
  const second = readPage((await hub.asDevice(device, hubApi.householdPage, { after: first.end.next, limit: 4 })).text)
  expect(second.end.more).toBe(false)
  expect(new Set([...first.lines, ...second.lines].map(idOf))).toEqual(new Set([...low, urgent].map((facts) => facts.householdId)))
  const later = makeFacts()
  await hub.load([later])
  const { lines, cursor } = await pull(start.cursor)
  expect(lines.map(idOf)).toEqual([later.householdId])
  expect((await pull(cursor)).lines).toEqual([])
})

test('the at-risk list of the district is in scope whatever the team, other districts never', async () => {
  const debts = makeFacts().debts
  const severe = { chronology: [{ on: '2026-11-10', event: 'eviction-notice' as const, domain: 'housing' as const, amountPence: null, source: 'housing' as const, asAt: '2026-11-20' }], allocatedTeam: 'welfare-rights' as const, debts }
  const here = makeFacts(severe)
  const there = makeFacts({ ...severe, district: 'thanet' })
  const { cursor } = await startSync()
  await hub.load([here, there])
  expect((await pull(cursor)).lines.map(idOf)).toEqual([here.householdId])
})

test('a household that leaves the scope is evicted once, and one that never was in it is not mentioned', async () => {
  const [mine, never] = [makeFacts({ debts: [] }), makeFacts({ debts: [], allocatedTeam: 'welfare-rights' })]
  await hub.load([mine, never])
  const { cursor } = await startSync()
  await hub.load([{ ...mine, allocatedTeam: 'welfare-rights' }, { ...never, allocatedTeam: 'outreach' }])
  const { lines } = await pull(cursor)
  expect(lines).toEqual([{ type: 'evict', householdId: mine.householdId, because: 'scope' }])
})

test('roles without case work get an empty feed', async () => {
  for (const officer of ['helen.marsh', 'dev.patel']) {
    const laptop = await hub.enrol(officer)
    const start = await startSync(laptop)
    expect(start.total).toBe(0)
    expect(readPage((await hub.asDevice(laptop, hubApi.householdPage, { after: null, limit: 10 })).text).lines).toEqual([])
    await hub.load([makeFacts()])
    expect((await pull(start.cursor, 100, laptop)).lines).toEqual([])
  }
})

test('when an officer changes team their cursor ends, and a fresh sync gives the new scope', async () => {
  const laptop = await hub.enrol('tom.brennan')
  const facts = makeFacts({ debts: [], allocatedTeam: 'welfare-rights' })
  await hub.load([facts])
  const start = await startSync(laptop)
  await hub.sql(`update officers set team = 'welfare-rights' where officer_id = 'tom.brennan'`)
  await hub.settle()
  expect((await hub.asDevice(laptop, hubApi.changePage, { cursor: start.cursor, limit: 10 })).json['code']).toBe('SYNC_CURSOR_INVALID')
  const fresh = await startSync(laptop)
  const page = readPage((await hub.asDevice(laptop, hubApi.householdPage, { after: null, limit: 1_000 })).text)
  expect(page.lines.map(idOf)).toContain(facts.householdId)
  expect((await pull(fresh.cursor, 10, laptop)).lines).toEqual([])
})

test('an officer who no longer does case work starts again too, and then holds nothing', async () => {
  for (const role of ['ig-lead', 'admin']) {
    const laptop = await hub.enrol('tom.brennan')
    await hub.sql(`update officers set role = 'outreach' where officer_id = 'tom.brennan'`)
    const start = await startSync(laptop)
    expect(start.total).toBeGreaterThan(0)
    await hub.sql(`update officers set role = '${role}' where officer_id = 'tom.brennan'`)
    await hub.settle()
    expect((await hub.asDevice(laptop, hubApi.changePage, { cursor: start.cursor, limit: 10 })).json['code']).toBe('SYNC_CURSOR_INVALID')
    const fresh = await startSync(laptop)
    expect(fresh.total).toBe(0)
    expect((await pull(fresh.cursor, 10, laptop)).lines).toEqual([])
    await hub.sql('update devices set revoked_at = now() where device_id = $1', [laptop.deviceId])
  }
})

test('cursors of another epoch, of the future and of nonsense are refused', async () => {
  const { cursor, epoch } = await startSync()
  const ask = async (value: string) => (await hub.asDevice(device, hubApi.changePage, { cursor: value, limit: 10 })).json['code']
  expect(await ask(cursor.replace(epoch, '0'.repeat(16)))).toBe('SYNC_EPOCH_CHANGED')
  expect(await ask(`${epoch}.18446744073709551615.0`)).toBe('SYNC_CURSOR_INVALID')
  expect(await ask(`${epoch}.99999999999999999999.0`)).toBe('SYNC_CURSOR_INVALID')
  expect(await ask('rubbish')).toBe('REQUEST_INVALID')
  expect((await hub.asDevice(device, hubApi.householdPage, { after: '0.zz', limit: 10 })).json['code']).toBe('SYNC_CURSOR_INVALID')
})

test('a page cut anywhere is noticed: its end line is missing or does not match', async () => {
  await hub.load([makeFacts(), makeFacts(), makeFacts()])
  const { text } = await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 10 })
  readPage(text)
  for (let cut = 1; cut < 40; cut += 1) expect(() => readPage(text.slice(0, Math.floor((text.length * cut) / 40)))).toThrow()
  const [first, ...rest] = text.split('\n')
  expect(() => readPage(rest.join('\n'))).toThrow('does not match')
  expect(first?.length).toBeGreaterThan(0)
})

test('a stored household that was changed past the service never leaves: the page is refused, and is there again when the row is put back', async () => {
  const facts = makeFacts()
  const { cursor } = await startSync()
  await hub.load([facts])
  const [row] = await hub.sql('select document from households where household_id = $1', [facts.householdId])
  await hub.sql("update households set document = replace(document, '\"version\":', '\"surname\":\"Orme\",\"version\":') where household_id = $1", [facts.householdId])
  const answer = await hub.asDevice(device, hubApi.changePage, { cursor, limit: 100 })
  expect([answer.status, answer.json['code']]).toEqual([500, 'INTERNAL'])
  expect(answer.text).not.toContain('Orme')
  await hub.sql('update households set document = $2 where household_id = $1', [facts.householdId, row?.['document']])
  expect((await pull(cursor)).lines.map(idOf)).toEqual([facts.householdId])
})

test('a page travels compressed when asked for, and is the same page', async () => {
  const token = await hub.issuer.token()
  const body = JSON.stringify({ after: null, limit: 10 })
  const { path } = hubApi.householdPage
  const response = await hub.hub.app.inject({
    method: 'POST', url: path, payload: body,
    headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip, br', authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: device.proof({ method: 'POST', path, body, token }) },
  })
  expect(response.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(response.rawPayload).toString()).toBe((await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 10 })).text)
})

test('to a laptop it travels packed as content, and is the same page', async () => {
  const answer = (accept: string) => hub.issuer.token().then((token) => {
    const [body, { path }] = [JSON.stringify({ after: null, limit: 10 }), hubApi.householdPage]
    const headers = { 'content-type': 'application/json', accept, 'accept-encoding': 'gzip', authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: device.proof({ method: 'POST', path, body, token }) }
    return hub.hub.app.inject({ method: 'POST', url: path, payload: body, headers })
  })
  const packed = await answer(`${PACKED_PAGE}, application/json`)
  expect([packed.headers['content-type'], packed.headers['content-encoding']]).toEqual([PACKED_PAGE, undefined])
  const text = brotliDecompressSync(packed.rawPayload).toString()
  expect(readPage(text).lines.length).toBeGreaterThan(0)
  expect(gunzipSync((await answer('application/x-ndjson')).rawPayload).toString()).toBe(text)
})

test('page by page the first sync has each household in scope once and no other, whatever brought it there', async () => {
  const ids = Array.from({ length: 120 }, () => makeFacts())
  await hub.load(ids)
  const any = (...values: string[]): string => `(array[${values.join(', ')}])[1 + floor(random() * ${values.length})::int]`
  const [place, team] = [any("'canterbury'", "'thanet'"), any("'income-and-debt'", "'outreach'", 'null')]
  const officer = any('null', 'null', 'null', "'amara.okafor'")
  // Scope is judged by the columns alone.
  await hub.sql(`update households set district = ${place}, allocated_team = ${team}, allocated_district = ${any('null', 'null', "'thanet'", "'canterbury'")}, referred_team = ${team}, referred_district = ${any('null', 'null', 'null', "'canterbury'")},
    allocated_officer = ${officer}, promised_officer = ${officer}, band = ${any("'low'", "'moderate'", "'high'", "'severe'")}, priority = floor(random() * 5)
    where household_id = any($1)`, [ids.map(({ householdId }) => householdId)])
  await hub.sql(`insert into circle_exclusions (officer_id, household_id, noted_at) select 'amara.okafor', household_id, now() from households order by random() limit 20`)
  const expected = await hub.sql(`select household_id from households h where (
    (district = 'canterbury' and (band in ('high', 'severe') or (allocated_team = 'income-and-debt' and allocated_district is null)))
    or (allocated_district = 'canterbury' and allocated_team = 'income-and-debt') or (referred_district = 'canterbury' and referred_team = 'income-and-debt')
    or 'amara.okafor' in (allocated_officer, promised_officer)) and household_id not in (select household_id from circle_exclusions where officer_id = 'amara.okafor')
    order by priority, household_id`)
  const seen: string[] = []
  for (let [after, more] = [null as string | null, true]; more;) {
    const page = readPage((await hub.asDevice(device, hubApi.householdPage, { after, limit: 7 })).text)
    expect(page.lines.length === 7 || !page.end.more).toBe(true)
    seen.push(...page.lines.map(idOf))
    ;({ next: after, more } = page.end)
  }
  expect(seen).toEqual(expected.map((row) => row['household_id']))
  await hub.sql(`delete from circle_exclusions`)
})

/** Eight writers whose transactions overlap, some slow and some rolled back, touching one household each time; answers the ids committed. */
async function writeConcurrently(households: readonly string[]): Promise<Set<string>> {
  const committed = new Set<string>()
  const writer = async (n: number): Promise<void> => {
    const client = new pg.Client({ connectionString: hub.database.adminUrl })
    await client.connect()
    for (let i = 0; i < 12; i += 1) {
      const id = households[n * 12 + i] as string
      await client.query('begin')
      await client.query('insert into changes (household_id) values ($1)', [id])
      await client.query('select pg_sleep($1)', [((n * 7 + i * 3) % 5) / 200])
      const isKept = (n + i) % 4 !== 0
      await client.query(isKept ? 'commit' : 'rollback')
      if (isKept) committed.add(id)
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: 8 }, (_, n) => writer(n)))
  return committed
}

test('eight writers with slow and rolled back transactions: the feed loses nothing', async () => {
  const households = Array.from({ length: 96 }, () => makeFacts())
  await hub.load(households)
  let { cursor } = await startSync()
  const seen = new Set<string>()
  let isWriting = true
  const reader = (async () => {
    for (let last = false; !last; ) {
      last = !isWriting
      const page = await pull(cursor, 7)
      cursor = page.cursor
      for (const line of page.lines) seen.add(idOf(line))
    }
  })()
  const committed = await writeConcurrently(households.map((facts) => facts.householdId))
  await hub.settle()
  isWriting = false
  await reader
  expect(committed.size).toBe(72)
  expect([...committed].filter((id) => !seen.has(id))).toEqual([])
  expect(seen.size).toBe(72)
})

test('a commit that comes late is not lost; a cursor of the sequence alone loses it', async () => {
  const [late, early] = [makeFacts(), makeFacts()]
  await hub.load([late, early])
  let { cursor } = await startSync()
  let bySequence = Number((await hub.sql('select max(seq)::int as seq from changes'))[0]?.['seq'])
  const seen: string[] = []
  const seenBySequence: string[] = []
  const read = async (): Promise<void> => {
    const page = await pull(cursor)
    cursor = page.cursor
    seen.push(...page.lines.map(idOf))
    const rows = await hub.sql('select seq::int as seq, household_id from changes where seq > $1 order by seq', [bySequence])
    seenBySequence.push(...rows.map((row) => String(row['household_id'])))
    bySequence = Math.max(bySequence, ...rows.map((row) => Number(row['seq'])))
  }
  const slow = new pg.Client({ connectionString: hub.database.adminUrl })
  await slow.connect()
  await slow.query('begin')
  await slow.query('insert into changes (household_id) values ($1)', [late.householdId])
  await hub.sql('insert into changes (household_id) values ($1)', [early.householdId])
  await read()
  await slow.query('commit')
  await slow.end()
  await hub.settle()
  await read()
  expect(seenBySequence).toEqual([early.householdId])
  expect(seen.toSorted()).toEqual([late.householdId, early.householdId].toSorted())
})
