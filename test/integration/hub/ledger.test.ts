import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { LedgerEntrySchema, ledgerOrigin } from '../../../shared/model/ledger-entry'
import { createHub } from '../../../service/hub/create-hub'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { run } from '../../support/postgres'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let hub: HubHarness
let device: TestDevice
const facts = makeFacts()

beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
  await hub.load([facts])
})
afterAll(() => hub.stop())
afterEach(() => hub.sql('drop trigger if exists mischief on ledger_entries; drop trigger if exists mischief on ledger_checkpoints'))

const body = () => device.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), householdId: facts.householdId, persons: [facts.members[0]!.personId] })
const reveal = (request = body()) => hub.asDevice(device, hubApi.requestReveal, request)
const counts = async () => {
  const [row] = await hub.sql('select (select count(*) from ledger_entries)::int as entries, (select count(*) from reveal_decisions)::int as decisions')
  return row as { entries: number; decisions: number }
}
const failing = (table: string, level: 'before' | 'constraint') =>
  hub.sql(`
    create or replace function mischief() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
    ${level === 'before' ? `create trigger mischief before insert on ${table}` : `create constraint trigger mischief after insert on ${table} deferrable initially deferred`}
    for each row execute function mischief()`)

test('when the entry cannot be written nothing is granted, the tree stays, and afterwards the same request succeeds', async () => {
  await reveal()
  const before = { ...(await counts()), size: hub.hub.services.ledger.size, root: hub.hub.services.ledger.root() }
  const request = body()
  await failing('ledger_entries', 'before')
  const answer = await reveal(request)
  expect(answer.status).toBe(503)
  expect(answer.json).toEqual({ code: 'REVEAL_LEDGER_UNAVAILABLE', detail: {} })
  expect({ ...(await counts()), size: hub.hub.services.ledger.size, root: hub.hub.services.ledger.root() }).toEqual(before)
  await hub.sql('drop trigger mischief on ledger_entries')
  expect((await reveal(request)).json['outcome']).toBe('allow')
  expect((await counts()).entries).toBe(before.entries + 1)
})

test('when COMMIT itself fails nothing is granted and the tree stays', async () => {
  const before = { ...(await counts()), size: hub.hub.services.ledger.size }
  await failing('ledger_entries', 'constraint')
  expect((await reveal()).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  expect({ ...(await counts()), size: hub.hub.services.ledger.size }).toEqual(before)
})

test('when the right to insert is taken away nothing is granted', async () => {
  const before = await counts()
  await hub.sql(`revoke insert on ledger_entries from ${HUB_ROLE}`)
  expect((await reveal()).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  await hub.sql(`grant insert on ledger_entries to ${HUB_ROLE}`)
  expect(await counts()).toEqual(before)
  expect((await reveal()).status).toBe(200)
})

test('when the checkpoint cannot be kept the grant does not leave, and asked again it does', async () => {
  const request = body()
  await failing('ledger_checkpoints', 'before')
  const answer = await reveal(request)
  expect(answer.json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  expect(answer.text).not.toContain('grant')
  await hub.sql('drop trigger mischief on ledger_checkpoints')
  expect((await reveal(request)).json['outcome']).toBe('allow')
})

test('many at once are written together, without gaps or doubles, and every leaf is a ledger entry in its canonical bytes', async () => {
  await Promise.all(Array.from({ length: 20 }, () => reveal()))
  const rows = await hub.sql('select entry_index::int as i, leaf from ledger_entries order by entry_index')
  expect(rows.map((row) => row['i'])).toEqual(rows.map((_, i) => i))
  expect(rows.length).toBe(hub.hub.services.ledger.size)
  for (const row of rows) {
    const text = Buffer.from(row['leaf'] as Buffer).toString('utf8')
    expect(Buffer.from(canonicalBytes(LedgerEntrySchema.parse(JSON.parse(text)) as never)).toString('utf8')).toBe(text)
  }
})

test('another writer on the same database is noticed and followed', async () => {
  const second = await createHub({ ...hub.config, migrationDatabaseUrl: null })
  await reveal()
  const draft = { key: 'lookup:elsewhere', kind: 'lookup' as const, leaf: new Uint8Array([1, 2, 3]), opening: null }
  const appended = await second.services.ledger.append(draft)
  expect(appended.index).toBe(hub.hub.services.ledger.size)
  expect((await reveal()).status).toBe(200)
  expect(hub.hub.services.ledger.size).toBe(appended.index + 2)
  await second.close()
})

test('the service itself can neither change nor remove what is in the ledger', async () => {
  const url = await hub.database.appUrl(HUB_ROLE)
  for (const table of ['ledger_entries', 'ledger_openings', 'ledger_checkpoints', 'epochs', 'reveal_decisions', 'lookup_decisions']) {
    await expect(run(url, `delete from ${table}`), table).rejects.toMatchObject({ code: '42501' })
    await expect(run(url, `truncate ${table}`), table).rejects.toMatchObject({ code: '42501' })
    await expect(run(url, `update ${table} set epoch = epoch`), table).rejects.toMatchObject({ code: '42501' })
  }
  await expect(run(url, 'create table side_door (n int)')).rejects.toMatchObject({ code: '42501' })
  await expect(run(url, `update officers set role = 'supervisor'`)).rejects.toMatchObject({ code: '42501' })
  await expect(run(url, 'update devices set revoked_at = null')).rejects.toMatchObject({ code: '42501' })
})

test('a restart reads the same ledger and keeps its epoch', async () => {
  const before = { epoch: hub.epoch, size: hub.hub.services.ledger.size, root: hub.hub.services.ledger.root() }
  await hub.restart()
  expect({ epoch: hub.epoch, size: hub.hub.services.ledger.size, root: hub.hub.services.ledger.root() }).toEqual(before)
})

test('a database that is not the same one any more starts a new epoch, whose first entry names the old and commits to its highest checkpoint', async () => {
  await reveal()
  const old = hub.epoch
  const { size } = hub.hub.services.ledger
  const root = Buffer.from(hub.hub.services.ledger.root(size)).toString('hex')
  await hub.sql(`update epochs set database_identity = 'another'`)
  await hub.restart()
  expect(hub.epoch).not.toBe(old)
  const [row] = await hub.sql('select leaf from ledger_entries where epoch = $1 and entry_index = 0', [hub.epoch])
  expect(JSON.parse(Buffer.from(row?.['leaf'] as Buffer).toString())).toMatchObject({ type: 'epoch-start', previous: old, commitsTo: { origin: ledgerOrigin(old), size, root }, signature: null })
  const [first] = await hub.sql('select leaf from ledger_entries where epoch = $1 and entry_index = 0', [old])
  expect(LedgerEntrySchema.parse(JSON.parse(Buffer.from(first?.['leaf'] as Buffer).toString()))).toMatchObject({ previous: null, commitsTo: null, signature: null })
  const stale = device.revealBody({ epoch: old, purpose: hub.purpose(), householdId: facts.householdId, persons: [facts.members[0]!.personId] })
  expect((await reveal(stale)).json['code']).toBe('SYNC_EPOCH_CHANGED')
})

// A superuser's way past everything that refers to an entry; what refers (a review drawn by chance too) stays behind.
const UNTIE = 'set session_replication_role = replica; delete from reveal_decisions; delete from ledger_openings;'
const TAMPERINGS = [
  ['an entry removed from the end', () => `${UNTIE} delete from ledger_entries where epoch = '${hub.epoch}' and entry_index = ${hub.hub.services.ledger.size - 1}`],
  ['an entry removed from the middle', () => `${UNTIE} delete from ledger_entries where epoch = '${hub.epoch}' and entry_index = 1`],
  ['an entry changed', () => `update ledger_entries set leaf = leaf || '\\x20'::bytea where epoch = '${hub.epoch}' and entry_index = 1`],
  ['an entry changed with its hash', () => `update ledger_entries set leaf = '\\x7b7d', leaf_hash = sha256('\\x007b7d') where epoch = '${hub.epoch}' and entry_index = 1`],
] as const

test.each(TAMPERINGS)('a hub does not start on a ledger with %s, and starts when it is put back', async (_, tampering) => {
  await reveal()
  await reveal()
  await hub.sql('create table backup as select * from ledger_entries')
  await hub.sql(tampering())
  const started = await createHub({ ...hub.config, migrationDatabaseUrl: null }).then((other) => other.close().then(() => 'started'), (error: Error) => error.name)
  await hub.sql(`${UNTIE} delete from ledger_entries; insert into ledger_entries select * from backup; drop table backup`)
  expect(started).toBe('LedgerBrokenError')
  await hub.restart()
})

test('a running hub that finds entries gone grants nothing more and says so in its health', async () => {
  await reveal()
  expect((await hub.inject(hubApi.health, '')).status).toBe(200)
  await hub.sql(`${UNTIE} delete from ledger_entries where entry_index > 0`)
  expect((await reveal()).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  expect((await reveal()).json['code']).toBe('REVEAL_LEDGER_UNAVAILABLE')
  const health = await hub.inject(hubApi.health, '')
  expect([health.status, health.json['status']]).toEqual([503, 'failing'])
})
