import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { writeExtracts } from '../../../service/demo/synthetic/write-extracts'
import { createServiceClient } from '../../../service/intake/load/service-client'
import { clientCredentialsTokens } from '../../../service/intake/load/token-source'
import { runIntake } from '../../../service/intake/run-intake'
import { ledgerCommand } from '../../support/ledger-command'
import { hubApi } from '../../../shared/api/hub-api'
import { CodedFactsSchema } from '../../../shared/model/coded-facts'
import { londonDay } from '../../../shared/model/london-day'
import { configOf } from '../desktop/config-of'
import { everyByteOf } from '../desktop/sealed-bytes'
import { PASSPHRASE, StoreDriver } from '../desktop/store-driver'
import { RetentionWorld } from './retention-world'

let world: RetentionWorld
beforeAll(async () => {
  world = await RetentionWorld.start()
}, 180_000)
afterAll(() => world.stop())

const AGREED = ['--agreed-by', 'ruth.calder', '--yes'] as const
const WORDS = 'Agreeing what the quarterly marmalade instalments should become'

test('nothing goes without a second lead and --yes; what stands against it is said by code', async () => {
  const home = await world.home()
  const shown = await world.erase(home.reference)
  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(shown.out).toMatch(/people, with their data keys[\s\S]*nothing was erased/)
  expect((await world.erase(home.reference, '--yes')).code).toBe(2)
  for (const other of ['helen.marsh', 'priya.nair']) expect((await world.erase(home.reference, '--agreed-by', other, '--yes')).err).toContain('ERASE_NOT_LEADS')
  expect((await world.command('hold', '--reference', home.reference, '--ground', 'complaint', '--authorised-by', 'helen.marsh')).code).toBe(0)
  expect(await world.erase(home.reference, ...AGREED)).toMatchObject({ code: 3, err: expect.stringContaining('ERASE_LEGAL_HOLD') })
  expect((await world.command('lift', '--reference', home.reference, '--authorised-by', 'helen.marsh')).out).toBe('1 hold lifted.\n')
  await world.hub.query(`insert into access_statements select gen_random_uuid(), household_id, reference, null, null, null, null, current_date, now(), 'helen.marsh', (select device_id from devices limit 1) from households where reference = $1`, [home.reference])
  expect((await world.erase(home.reference, ...AGREED)).err).toContain('ERASE_STATEMENT_IN_HAND')
  await world.hub.query('delete from access_statements')
  await world.reveal(home, 'Going through what is owed on both accounts')
  await world.settle()
  await world.hub.query(`insert into review_tasks select request_id, epoch, entry_index, officer_id, 'income-and-debt', 'canterbury', '{sample}', '{}', 1, now() from reveal_decisions on conflict do nothing`)
  expect((await world.erase(home.reference, ...AGREED)).err).toContain('ERASE_REVIEW_OPEN')
  await world.closeReviews()
  expect(world.certificates()).toEqual([])
  expect(await world.count('vault', 'suppressed_keys')).toBe(0)
  // Whatever the command's code does.
  const insert = (agreed: string | null) => world.hub.query(`insert into erasures values (gen_random_uuid(), 'household', $1, $2, $3, 'helen.marsh', $4, now())`, [home.householdId, home.reference, '0'.repeat(64), agreed])
  await expect(insert(null)).rejects.toMatchObject({ constraint: 'two_leads_erase_a_household' })
  await expect(insert('helen.marsh')).rejects.toMatchObject({ constraint: 'two_leads_erase_a_household' })
  await expect(insert('amara.okafor')).rejects.toMatchObject({ code: '42501' })
})

test('an erased household leaves vault, hub, table files and laptops; the proof stays, and the certificate holds without any service', async () => {
  const home = await world.home()
  await world.reveal(home, WORDS)
  await world.note(home, 'He keeps the marmalade receipts in the blue tin')
  await world.closeReviews()
  // It stands in the lists of the laptop too.
  await world.driver.call('caseload', 'act', { householdId: home.householdId, act: { kind: 'refer', toTeam: 'outreach', toDistrict: 'canterbury', reason: 'home-visit' } })
  await world.driver.call('sync', 'syncNow', {})
  const persons = home.members.map(({ personId }) => personId)
  const cache = path.join(world.driver.dataDir, 'cache.db')
  const key = await unwrapKey(WrapFileSchema.parse(JSON.parse(readFileSync(path.join(world.driver.dataDir, 'wrap.json'), 'utf8'))), PASSPHRASE, null)
  expect(await world.tableFilesWith(WORDS)).toBeGreaterThan(0)
  expect(everyByteOf(cache, key).includes(home.householdId)).toBe(true)
  const before = await ledgerEntries()

  const erased = await world.erase(home.reference, ...AGREED)
  expect(erased).toMatchObject({ code: 0, err: '' })
  expect(erased.out).toMatch(/CERTIFICATE OF ERASURE OF A HOUSEHOLD'S RECORD[\s\S]*notes \(vault\)[\s\S]*records of coded facts \(hub\)/)
  for (const [table, column] of [['people', 'person_id'], ['match_keys', 'person_id'], ['source_rows', 'person_id'], ['notes', 'person_id']])
    expect(await world.count('vault', `${table} where ${column} = any($1)`, persons), table).toBe(0)
  for (const table of ['households', 'household_keys', 'source_records', 'notes']) expect(await world.count('vault', `${table} where household_id = $1`, home.householdId), table).toBe(0)
  for (const table of ['households', 'household_facts', 'contacts', 'household_stays', 'allocations', 'household_safety']) expect(await world.count('hub', `${table} where household_id = $1`, home.householdId), table).toBe(0)
  expect(await world.count('hub', 'ledger_openings where household_id = $1 and (reason is not null or persons is not null)', home.householdId)).toBe(0)
  expect(await world.count('hub', 'ledger_openings where household_id = $1 and officer_id is not null', home.householdId)).toBeGreaterThan(0)

  // The laptop: gone at its next contact, to the byte. The feed has the change once every transaction that was open beside it is over.
  await world.driver.until(async () => {
    await world.driver.call('sync', 'syncNow', {})
    return (await world.driver.refusal('household', 'get', { householdId: home.householdId })) === 'NOT_FOUND'
  })
  expect(everyByteOf(cache, key).includes(home.householdId)).toBe(false)

  // The proof.
  expect(await ledgerEntries()).toBe(before + 1)
  const bundle = path.join(world.service.dataDir, 'after.ndjson')
  expect((await ledgerCommand(world.service.dataDir, 'export', '--out', bundle)).code).toBe(0)
  const keys = path.join(world.service.dataDir, 'after.keys')
  writeFileSync(keys, (await ledgerCommand(world.service.dataDir, 'key')).out)
  expect((await ledgerCommand(world.service.dataDir, 'verify', bundle, '--key', keys)).code).toBe(0)
  expect(await ledgerCommand(world.service.dataDir, 'reconcile', '--bundle', bundle)).toMatchObject({ code: 0, err: '' })

  // The certificate: as it is, and changed anywhere.
  const [file = ''] = world.certificates()
  expect((await world.command('verify', file)).out).toMatch(/^The certificate holds/)
  const text = readFileSync(file, 'utf8')
  for (const word of [WORDS, 'marmalade', home.householdId, home.reference, ...persons]) expect(text.includes(word), word).toBe(false)
  const forged = path.join(world.service.dataDir, 'forged.json')
  writeFileSync(forged, text.replace('"n": ', '"n": 1'))
  expect(await world.command('verify', forged)).toMatchObject({ code: 1, err: expect.stringContaining('not signed by the controller') })

  // What was asked for goes on: the hub that was running meanwhile finds its place.
  await world.reveal(await world.home(), 'Going through the new instalment plan with the tenant')
  expect(await world.tableFilesWith(WORDS)).toBe(0)
})

const ledgerEntries = () => world.count('hub', 'ledger_entries')

test('who was erased does not come back with the next extract, and the rejects file says so; admitted, they do under other pseudonyms', async () => {
  const home = await world.home()
  await world.closeReviews()
  expect((await world.erase(home.reference, ...AGREED)).code).toBe(0)
  const people = await world.count('vault', 'people')
  const { files } = await writeExtracts({ outDir: path.join(world.service.dataDir, 'again'), households: 200, seed: 20_261_123, today: new Date().toISOString().slice(0, 10) })
  const tokens = clientCredentialsTokens({ issuer: world.service.issuer, ...world.service.intake }, Date)
  const load = async () => {
    const reports = []
    for (const { source, path: extract } of files) reports.push(await runIntake({ source, files: [extract], hubUrl: world.service.hubUrl, vaultUrl: world.service.vaultUrl, tokens, rejectsDir: null, clock: Date }))
    return reports
  }
  const held = await load()
  for (const report of held) expect(report.loaded + report.unchanged + report.rejected).toBe(report.in)
  expect(held.reduce((sum, { rejectedByReason }) => sum + (rejectedByReason.erased ?? 0), 0)).toBeGreaterThan(0)
  expect(await world.count('vault', 'people')).toBe(people)
  expect(await world.count('hub', 'household_facts where household_id = $1', home.householdId)).toBe(0)
  const { rows: [row] } = await world.hub.query<{ erasure_id: string }>('select erasure_id from erasures where household_id = $1', [home.householdId])
  expect((await world.command('admit', '--erasure', row?.erasure_id ?? '', '--authorised-by', 'helen.marsh', ...AGREED)).code).toBe(0)
  await load()
  expect(await world.count('vault', 'people')).toBeGreaterThan(people)
  expect(await world.count('vault', 'households where household_id = $1', home.householdId)).toBe(0)
})

/** The command as a process of its own, that can be killed. */
function startErasing(reference: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/retention/cli.ts', 'erase', '--reference', reference, '--ground', 'unlawful', '--reason', 'It was collected without a basis', '--authorised-by', 'helen.marsh', ...AGREED],
    { env: { ...process.env, CASEMENT_DATA_DIR: world.service.dataDir }, stdio: 'ignore' })
  return { child, ended: new Promise((resolve) => child.once('exit', resolve)) }
}

test('killed between vault and hub, it is carried on: no identity is left behind, no coded fact, and one certificate', async () => {
  const home = await world.home()
  await world.closeReviews()
  const before = world.certificates().length
  // As a load of facts that is under way: the hub's half has to wait for it.
  await world.hub.query('select pg_advisory_lock(4761040)')
  const { child, ended } = startErasing(home.reference)
  await world.driver.until(async () => (await world.count('vault', 'households where household_id = $1', home.householdId)) === 0, 60_000)
  child.kill('SIGKILL')
  await ended
  await world.hub.query('select pg_advisory_unlock(4761040)')
  expect(await world.count('vault', 'people where household_id = $1', home.householdId)).toBe(0)
  expect(await world.count('hub', 'household_facts where household_id = $1', home.householdId)).toBeGreaterThan(0)
  expect(world.certificates()).toHaveLength(before)
  expect((await world.command('resume', '--dry-run')).out).toContain('1 erasure to be carried out')
  expect((await world.command('resume')).out).toContain('1 erasure carried out')
  expect(await world.count('hub', 'household_facts where household_id = $1', home.householdId)).toBe(0)
  expect(world.certificates()).toHaveLength(before + 1)
  expect((await world.command('resume')).out).toBe('0 erasures carried out\n')
})

const MOMENTS = {
  'it was ordered': (id: string) => world.count('hub', 'erasures where household_id = $1', id),
  'it was entered': (id: string) => world.count('hub', `ledger_entries e join erasures x on e.entry_key = 'erasure:' || x.erasure_id where x.household_id = $1`, id),
  'the vault let go': async (id: string) => 1 - (await world.count('vault', 'households where household_id = $1', id)),
  'the hub let go': async (id: string) => 1 - (await world.count('hub', 'households where household_id = $1', id)),
} as const

test.each(Object.keys(MOMENTS) as (keyof typeof MOMENTS)[])('killed as soon as %s, a household is whole or gone in each database, and after resuming gone from both', async (moment) => {
  const home = await world.home()
  await world.closeReviews()
  const persons = home.members.map(({ personId }) => personId)
  const standing = async () => [
    await world.count('vault', 'people where person_id = any($1)', persons) > 0, await world.count('vault', 'source_rows where person_id = any($1)', persons) > 0,
    await world.count('hub', 'households where household_id = $1', home.householdId) > 0, await world.count('hub', 'household_facts where household_id = $1', home.householdId) > 0,
  ] as const
  const { child, ended } = startErasing(home.reference)
  while ((await MOMENTS[moment](home.householdId)) === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  child.kill('SIGKILL')
  await ended
  const [people, rows, household, facts] = await standing()
  expect([rows, facts]).toEqual([people, household])
  expect(people ? household : true, 'never gone from the hub and not from the vault').toBe(true)
  expect((await world.command('resume')).code).toBe(0)
  // Killed before the order was on disk: nothing was begun, and the row at the hub says no more than that.
  const isOrdered = readdirSync(world.folder).some((name) => name.endsWith('.order.json') && readFileSync(path.join(world.folder, name), 'utf8').includes(home.householdId))
  expect(await standing()).toEqual(isOrdered ? [false, false, false, false] : [true, true, true, true])
  if (moment !== 'it was ordered') expect(isOrdered).toBe(true)
  const certified = world.certificates().filter((file) => readFileSync(file, 'utf8').includes('"kind": "household"')).length
  expect(certified).toBe(await world.count('hub', `erasures where kind = 'household' and done_at is not null`))
})

test('a hub or vault that was restored from before an erasure does not serve until it is erased again', async () => {
  const home = await world.home()
  await world.closeReviews()
  const { rows: [opened] } = await world.hub.query('select * from households where household_id = $1', [home.householdId])
  expect(opened).toBeDefined()
  const dump = await world.hub.query<{ record_id: string; source: string; household_id: string; hash: string; facts: string }>('select * from household_facts where household_id = $1', [home.householdId])
  expect((await world.erase(home.reference, ...AGREED)).code).toBe(0)
  // What a backup brings back: the facts, and nothing known of the erasure.
  await world.service.hub.stop()
  await world.hub.query('delete from erasure_counts using erasures e where e.erasure_id = erasure_counts.erasure_id and e.household_id = $1', [home.householdId])
  await world.hub.query('update ledger_openings set erasure_id = null where household_id = $1', [home.householdId])
  await world.hub.query('delete from erasures where household_id = $1', [home.householdId])
  for (const row of dump.rows) await world.hub.query('insert into household_facts values ($1, $2, $3, $4, $5)', [row.record_id, row.source, row.household_id, row.hash, row.facts])
  await expect(world.service.hub.start()).rejects.toThrow()
  expect((await world.command('resume')).out).toContain('1 erasure carried out')
  expect(await world.count('hub', 'household_facts where household_id = $1', home.householdId)).toBe(0)
  await world.service.hub.start()
  // The vault likewise, by its own record.
  await world.service.vault.stop()
  for (const table of ['erasure_counts', 'suppressed_keys', 'erasures']) await world.vault.query(`create table ${table}_aside as select * from ${table}; truncate ${table} cascade`)
  await expect(world.service.vault.start()).rejects.toThrow()
  for (const table of ['erasures', 'erasure_counts', 'suppressed_keys']) await world.vault.query(`insert into ${table} select * from ${table}_aside on conflict do nothing`)
  await world.service.vault.start()
  // An extract that the vault answered before it was erased, and that arrives here after.
  const tokens = clientCredentialsTokens({ issuer: world.service.issuer, ...world.service.intake }, Date)
  const hub = createServiceClient({ service: 'hub', baseUrl: world.service.hubUrl, tokens })
  for (const { source, facts } of dump.rows) {
    const record = CodedFactsSchema.parse(JSON.parse(facts))
    expect(await hub.call(hubApi.loadFacts, { runId: randomUUID(), source: record.source, records: [record] }), source).toEqual({ created: 0, changed: 0, unchanged: 1 })
  }
  expect(await world.count('hub', 'household_facts where household_id = $1', home.householdId)).toBe(0)
})

test('by the schedule words go when they are due, by year, and nothing that a hold, a review or a later day still needs', async () => {
  const [old, held, young] = [await world.home(), await world.home(), await world.home()]
  const reasons = ['Agreeing a plan for the rent that was behind', 'Checking whether the support fund paid out', 'Talking through the letter that went out today'] as const
  const requests = [await world.reveal(old, reasons[0]), await world.reveal(held, reasons[1]), await world.reveal(young, reasons[2])]
  await world.settle()
  await world.closeReviews()
  await world.hub.query(`update ledger_entries set entered_at = '2019-03-03T10:00:00Z' where entry_key = any($1)`, [requests.slice(0, 2).map((id) => `reveal:${id}`)])
  await world.hub.query(`insert into household_stays values ('ended', 'a household', 'somebody', '2015-01-01', '2018-05-05'), ('lasts', 'a household', 'somebody else', '2015-01-01', null)`)
  expect((await world.command('hold', '--reference', held.reference, '--ground', 'legal-claim', '--authorised-by', 'helen.marsh')).code).toBe(0)

  const due = await world.command('run', '--authorised-by', 'helen.marsh')
  expect(due.out).toMatch(/2019 +1 +words of reveals[^]*2018 +1 +stays in households[^]*adoption[^]*Nothing was erased/)
  expect((await world.command('run', '--authorised-by', 'helen.marsh', '--as-at', '2020-01-01')).out).toMatch(/Due:\n  nothing\n/)
  expect((await world.command('run', '--authorised-by', 'helen.marsh', '--as-at', '2099-01-01')).code).toBe(2)
  expect(await world.command('run', '--authorised-by', 'amara.okafor', '--yes')).toMatchObject({ code: 3 })
  const done = await world.command('run', '--authorised-by', 'helen.marsh', '--yes')
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.out).toMatch(/BY THE RETENTION SCHEDULE[^]*of 1 entry of the ledger/)
  const left = async (reason: string) => world.count('hub', 'ledger_openings where reason = $1', reason)
  expect([await left(reasons[0]), await left(reasons[1]), await left(reasons[2])]).toEqual([0, 1, 1])
  expect(await world.count('hub', 'household_stays where person_id like $1', 'somebody%')).toBe(1)
  expect(await world.tableFilesWith(reasons[0])).toBe(0)
  expect((await world.command('run', '--authorised-by', 'helen.marsh', '--yes')).out).toContain('Nothing is due.')
  // Whatever the command's code does.
  await expect(world.hub.query('update ledger_openings set reason = null, reason_salt = null where household_id = $1', [held.householdId])).rejects.toMatchObject({ constraint: 'nothing_held_is_erased' })

  // Whoever looked is still told, with the day; an erased household is found by its former reference.
  const lead = await new StoreDriver({ config: configOf(world.service), persona: 'ig-lead' }).start()
  await lead.signInAndEnrol()
  const looks = async (reference: string) => (await lead.call('oversight', 'whoLooked', { reference, after: null, limit: 50 })).acts.flatMap((act) => (act.act === 'reveal' ? [act.look] : []))
  const today = londonDay(Date.now())
  expect(await looks(old.reference)).toMatchObject([{ reason: null, outcome: 'shown', erased: { on: today, because: 'retention' } }])
  expect((await world.erase(old.reference, ...AGREED)).code).toBe(0)
  expect(await looks(old.reference)).toMatchObject([{ reason: null, people: null, outcome: 'shown', erased: { on: today, because: 'erasure' } }])
  expect(await lead.refusal('statement', 'members', { reference: old.reference })).toBe('NOT_FOUND')
  await lead.stop()
})
