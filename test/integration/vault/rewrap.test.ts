import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { main as keysCommand } from '../../../service/keys/cli'
import { REWRAPPED_TABLES, rewrapDataKeys, type RewrapStep } from '../../../service/keys/rewrap-data-keys'
import { openDatabase } from '../../../service/plugins/postgres'
import { createDataKey, unwrapDataKey } from '../../../service/vault/keys/data-key'
import { holdToKeys } from '../../../service/vault/keys/require-own-keys'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub, type RevealWish } from './test-hub'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

const KILLED = path.resolve(import.meta.dirname, 'killed-rewrap.ts')
const ROWS = Array.from({ length: 23 }, (_, n) => identityRow({ row: n + 1, recordKey: `R-${n + 1}`, forenames: `Person${'abcdefghijklmnopqrstuvwxyz'[n]}`, surname: `Rewrapley${'abcdefghijklmnopqrstuvwxyz'[n]}`, niNumber: `QQ1313${String(n + 10)}A`, lines: [`${n + 1} Invented Street`], phone: `07700 9003${n + 10}` }))

let world: VaultWorld
let device: TestDevice
let wish: RevealWish
let pseudonyms: string[]
let hub: TestHub

const secretOf = (name: 'keyEncryptionKey' | 'nextKeyEncryptionKey'): Buffer | null => {
  const text = (JSON.parse(readFileSync(world.files.vaultKeysFile, 'utf8')) as Record<string, string | undefined>)[name]
  return text === undefined ? null : Buffer.from(text, 'base64url')
}
const kek = (): Buffer => secretOf('keyEncryptionKey') as Buffer

beforeAll(async () => {
  world = await startVaultWorld()
  const minted = await world.mint(ROWS)
  pseudonyms = minted.map(({ personId }) => personId)
  device = await world.enrol('officer')
  const { x = '', y = '' } = await exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).publicKey)
  const windowKey = { kty: 'EC', crv: 'P-256', x, y } as const
  wish = { persons: [minted[0]?.personId ?? ''], householdId: minted[0]?.householdId ?? '', fieldGroups: ['identity'], windowKey, thumbprint: await calculateJwkThumbprint(windowKey) }
  for (let n = 0; n < 7; n += 1) {
    const id = randomUUID()
    await run(world.database.adminUrl, `insert into circle_declarations values ($1, 'amara.okafor', $2, 'friend', 'none', $3, '\\x00', now())`, [id, device.deviceId, createDataKey(kek(), `declaration:${id}`).wrapped])
  }
  hub = new TestHub(world.files)
})
afterAll(() => world.stop())
beforeEach(async () => {
  await run(world.database.adminUrl, 'truncate releases; delete from witnessed_checkpoints')
  hub = new TestHub(world.files)
})

const starts = (): Promise<string> => world.restart().then(() => 'started', (error: Error) => error.name)
const release = async (): Promise<unknown> => {
  const { status, problem } = await world.call(vaultApi.releaseDetails, await hub.reveal(device, wish), { device })
  hub.vaultKnownSize = hub.tree.size
  return status === 200 ? 'opened' : problem.code
}
async function rewrap(): Promise<{ code: number; words: string }> {
  const words: string[] = []
  const say = (text: string): unknown => words.push(text)
  const code = await keysCommand(['rewrap'], { env: { VAULT_KEYS_FILE: world.files.vaultKeysFile, VAULT_MIGRATION_DATABASE_URL: world.database.ownerUrl }, out: say, err: say })
  return { code, words: words.join('') }
}
interface Wrapped { readonly owner: 'household' | 'person' | 'declaration'; readonly id: string; readonly wrapped: Buffer }
const wrapped = async (): Promise<Wrapped[]> => (await run(world.database.adminUrl, `
  select 'household' as owner, household_id as id, wrapped_key as wrapped from households union all select 'person', person_id, wrapped_key from people
  union all select 'declaration', declaration_id::text, wrapped_key from circle_declarations`)) as unknown as Wrapped[]
/** How many of all data keys a key-encryption key opens. */
const opens = async (key: Buffer): Promise<string> => {
  const rows = await wrapped()
  const opened = rows.filter(({ owner, id, wrapped: bytes }) => {
    try {
      return unwrapDataKey(key, bytes, `${owner}:${id}`).length === 32
    } catch {
      return false
    }
  })
  return `${opened.length} of ${rows.length}`
}
/** Everything as it is when all is done and the vault is started again. */
async function expectDone(former: Buffer): Promise<void> {
  expect(secretOf('nextKeyEncryptionKey')).toBeNull()
  expect(kek().equals(former)).toBe(false)
  expect(await opens(kek())).toBe('53 of 53')
  expect(await opens(former)).toBe('0 of 53')
  expect(await starts()).toBe('started')
  expect(await release()).toBe('opened')
}

test('every data key is under the new key, the former one opens none, everybody is who they were, and details open', async () => {
  const former = kek()
  const before = await wrapped()
  const keyFile = `${world.files.vaultKeysFile}.before`
  cpSync(world.files.vaultKeysFile, keyFile)
  await world.close()
  const { code, words } = await rewrap()
  expect([code, words]).toEqual([0, expect.stringContaining('The data keys of 23 people, 23 households and 7 declarations are wrapped under the new key-encryption key')])
  expect(words).toContain('people: 23 of 23\n')
  const kept = /it is in (\S+)\. Take/.exec(words)?.[1] ?? ''
  expect(readFileSync(kept, 'utf8').trim(), 'what backups of before need').toBe(readFileSync(keyFile, 'utf8').trim())
  expect(statSync(kept).mode & 0o777).toBe(0o600)
  expect(words).not.toContain(kek().toString('base64url'))
  await expectDone(former)
  expect((await world.mint(ROWS)).map(({ personId }) => personId)).toEqual(pseudonyms)
  expect(await run(world.database.adminUrl, 'select households::int, people::int, declarations::int from key_rewraps')).toEqual([{ households: 23, people: 23, declarations: 7 }])

  await run(world.database.adminUrl, 'checkpoint')
  for (const table of ['households', 'people', 'circle_declarations']) {
    const [row] = await run(world.database.adminUrl, `select pg_read_binary_file(pg_relation_filepath('${table}')) as bytes`)
    const bytes = row?.['bytes'] as Buffer
    expect([table, before.filter(({ wrapped: old }) => bytes.includes(old)).length], 'what was overwritten is not left in the table’s file').toEqual([table, 0])
  }

  const present = readFileSync(world.files.vaultKeysFile)
  cpSync(keyFile, world.files.vaultKeysFile)
  expect(await starts(), 'with the former key file').toBe('OtherKeysError')
  expect(await rewrap(), 'and it wraps nothing anew').toMatchObject({ code: 1, words: expect.stringMatching(/^KEYS_OTHER_DATABASE: /) as string })
  writeFileSync(world.files.vaultKeysFile, present)
  expect(await starts()).toBe('started')
})

test('no table with wrapped keys is forgotten', async () => {
  expect(await run(world.database.adminUrl, `select table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and column_name ~ '^wrapped' order by 1`)).toEqual(REWRAPPED_TABLES.toSorted().map((name) => ({ table_name: name })))
})

describe('killed', () => {
  /** Dead, and the database has noticed: until then it holds the lock of whoever was killed. */
  const killedAt = async (step: RewrapStep, nth: number): Promise<void> => {
    const child = spawn(process.execPath, ['--import', 'tsx', KILLED, world.files.vaultKeysFile, world.database.ownerUrl, step, String(nth)], { stdio: 'ignore' })
    expect((await once(child, 'exit'))[1]).toBe('SIGKILL')
    await expect.poll(async () => (await run(world.database.adminUrl, `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`)).length, { timeout: 10_000 }).toBe(0)
  }
  const POINTS: [RewrapStep, number, string][] = [
    ['key-made', 1, 'started'], ['begun', 1, 'OtherKeysError'], ['batch', 1, 'OtherKeysError'], ['batch', 4, 'OtherKeysError'], ['batch', 7, 'OtherKeysError'], ['batch', 12, 'OtherKeysError'],
    ['replaced', 1, 'OtherKeysError'], ['done', 1, 'started'],
  ]
  test.each(POINTS)('at %s %i: the vault is %s, and the next run finishes it', async (step, nth, then) => {
    const former = kek()
    await world.close()
    await killedAt(step, nth)
    expect(await starts(), 'never with a half of its keys').toBe(then)
    if (then === 'started') expect(await release()).toBe('opened')
    await world.close()
    if (step !== 'done') expect(await rewrap()).toMatchObject({ code: 0 })
    const copies = readdirSync(path.dirname(world.files.vaultKeysFile)).filter((name) => name.includes('.former-')).map((name) => readFileSync(path.join(path.dirname(world.files.vaultKeysFile), name), 'utf8'))
    expect(copies.filter((copy) => copy.includes(former.toString('base64url'))), 'the former key is not lost').toHaveLength(1)
    await expectDone(former)
  }, 60_000)

  test('again and again, it comes to its end', async () => {
    const former = kek()
    await world.close()
    for (const nth of [2, 5, 9]) {
      await killedAt('batch', nth)
    }
    expect(await rewrap()).toMatchObject({ code: 0 })
    await expectDone(former)
  }, 60_000)
})

describe('refused, with nothing changed', () => {
  const unchanged = async (): Promise<unknown> => [await wrapped(), readFileSync(world.files.vaultKeysFile, 'utf8'), await run(world.database.adminUrl, 'select * from key_checks order by what')]

  test('while a vault works on the database', async () => {
    expect(await starts()).toBe('started')
    expect(await release()).toBe('opened')
    const before = await unchanged()
    expect(await rewrap()).toMatchObject({ code: 1, words: expect.stringMatching(/^KEYS_VAULT_RUNNING: /) as string })
    expect(await unchanged()).toEqual(before)
    expect(await release()).toBe('opened')
  })

  test('while another run is under way', async () => {
    await world.close()
    let second: unknown
    const parts = { keysFile: world.files.vaultKeysFile, ownerUrl: world.database.ownerUrl }
    const [waits, go] = (() => { let resolve = (): void => undefined; return [new Promise<void>((done) => { resolve = done }), () => resolve()] as const })()
    const first = rewrapDataKeys(parts, { perBatch: 5, onProgress: () => undefined, now: Date.now, onStep: (step) => { if (step === 'begun') void rewrap().then((answer) => { second = answer; go() }) } })
    await waits
    expect(second).toMatchObject({ code: 1, words: expect.stringMatching(/^KEYS_VAULT_RUNNING: /) as string })
    await first
    expect(await starts()).toBe('started')
  })

  test('where a data key opens by no key', async () => {
    await world.close()
    const [person] = await run(world.database.adminUrl, 'select person_id, wrapped_key from people order by person_id desc limit 1')
    await run(world.database.adminUrl, `update people set wrapped_key = '\\x0101' where person_id = $1`, [person?.['person_id']])
    const before = await unchanged()
    expect(await rewrap()).toMatchObject({ code: 1, words: expect.stringMatching(/^KEYS_DOES_NOT_OPEN: A data key in people /) as string })
    expect(await unchanged()).toEqual(before)
    await run(world.database.adminUrl, 'update people set wrapped_key = $2 where person_id = $1', [person?.['person_id'], person?.['wrapped_key']])
    expect(await starts()).toBe('started')
  })

  test('without its settings, or with a file that is none', async () => {
    const words: string[] = []
    const say = (text: string): unknown => words.push(text)
    const ask = (env: NodeJS.ProcessEnv): Promise<number> => keysCommand(['rewrap'], { env, out: say, err: say })
    expect([await ask({}), await ask({ VAULT_KEYS_FILE: 'x' }), await ask({ VAULT_KEYS_FILE: '/nowhere', VAULT_MIGRATION_DATABASE_URL: world.database.ownerUrl })]).toEqual([2, 2, 1])
  })
})

test('a vault that was left running on the former key gets no connection any more; without that it would write under a key that nobody keeps', async () => {
  const former = kek()
  const url = await world.database.appUrl('casement_vault')
  await world.close()
  expect(await rewrap()).toMatchObject({ code: 0 })
  const [held, unheld] = [openDatabase({ url, onConnect: holdToKeys({ keyEncryptionKey: former }) }), openDatabase({ url })]
  const people = (database: typeof held): Promise<string> => database.db.selectFrom('people' as never).selectAll().execute().then(() => 'read', (error: Error) => error.name)
  expect([await people(held), await people(unheld)]).toEqual(['OtherKeysError', 'read'])
  await Promise.all([held.close(), unheld.close()])
})
