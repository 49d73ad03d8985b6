import { spawnSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type JsonWebKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compactDecrypt, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signCompact, type PrivateKey } from '../../../service/controller/controller-keys'
import { main as keysCommand } from '../../../service/keys/cli'
import { signNote } from '../../../shared/ledger/checkpoint'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import type { KeyUse } from '../../../shared/model/key-bundle'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { ledgerCommand } from '../../support/ledger-command'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

const USES: readonly KeyUse[] = ['hub-grant', 'hub-checkpoint', 'hub-seal', 'vault-seal', 'purposes']
const VERIFIER = path.resolve(import.meta.dirname, '../../../service/ledger/verify.mjs')
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let driver: StoreDriver
let householdId: string
let persons: string[]
const open: StoreDriver[] = []

async function start(persona = 'officer', dataDir?: string): Promise<StoreDriver> {
  const started = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }), persona, ...(dataDir === undefined ? {} : { dataDir }) }).start()
  open.push(started)
  return started
}
beforeAll(async () => {
  service = await startService({ households: 60 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
  driver = await start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const { rows } = await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 50 })
  householdId = rows.find(({ isProtected }) => !isProtected)?.householdId ?? ''
  persons = (await driver.call('household', 'get', { householdId })).household.members.slice(0, 1).map(({ personId }) => personId)
})
afterAll(async () => {
  await Promise.all(open.map((one) => one.stop()))
  await hub.close()
  await vault.close()
  await service.stop()
})
const heal = (): void => [hub, vault].forEach((proxy) => (proxy.heal(), proxy.forget()))
beforeEach(heal)

const keyFile = (name: string): string => path.join(service.dataDir, 'keys', name)
/** `npm run keys -- …` on the keys of this service, and both services started with what it wrote. */
async function rotate(...uses: readonly KeyUse[]): Promise<void> {
  for (const use of uses) {
    const words: string[] = []
    const say = (text: string): unknown => words.push(text)
    const code = await keysCommand(['rotate', use, '--folder', path.join(service.dataDir, 'keys'), '--root', keyFile('controller-root.json')], { env: {}, out: say, err: say })
    expect([code, words.join('')]).toEqual([0, expect.stringContaining(`${use}: ${use}-`)])
  }
  for (const part of [service.hub, service.vault]) {
    await part.stop()
    await part.start()
  }
}
const stolenKey = (use: KeyUse): PrivateKey => (JSON.parse(readFileSync(keyFile('hub-keys.json'), 'utf8')) as { keys: PrivateKey[] }).keys.find((key) => key.use === use) as PrivateKey
const kidInUse = (use: KeyUse): string => (JSON.parse(Buffer.from(readFileSync(keyFile('key-bundle.jws'), 'utf8').split('.')[1] ?? '', 'base64url').toString()) as { keys: { use: KeyUse; kid: string; state: string }[] }).keys.find((key) => key.use === use && key.state === 'active')?.kid ?? ''

const need = async () => {
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  return {
    requestId: uuidV7(Date.now(), randomBytes(10)), householdId, persons, purpose: 'own-contact', wordingHash: purpose?.wordingHash ?? '', reason: 'Confirming the caller before talking about the account', fieldGroups: ['identity' as const],
    windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
  }
}
/** Stated, granted, proved, released by the vault and opened as the window does. */
async function reveals(): Promise<number> {
  const answer = await driver.call('reveal', 'request', await need())
  if (answer.outcome !== 'granted') throw new Error(answer.outcome)
  const { plaintext } = await compactDecrypt(answer.sealed, await importJWK(pair.privateKey.export({ format: 'jwk' }), 'ECDH-ES'))
  return RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext))).people.length
}
const addContact = async (by: StoreDriver): Promise<string> =>
  (await by.call('household', 'addContact', { householdId, channel: 'phone', outcome: 'left-message', note: 'She will ring back on Friday', aboutPersonId: null, nextAction: null })).contactId
/** To which keys what was sent to a service is sealed. */
const sealedTo = (proxy: FaultProxy): Set<string> =>
  new Set(proxy.passed.flatMap(({ body }) => [...body.toString().matchAll(/"(ey[\w-]+)\.\.[\w-]+\.[\w-]+\.[\w-]+"/g)].map(([, head = '']) => (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid?: string }).kid ?? '')))
async function count(name: 'hub' | 'vault', sql: string, ...parameters: readonly unknown[]): Promise<number> {
  const client = await service.database(name)
  const { rows } = await client.query<{ n: number }>(sql, [...parameters])
  await client.end()
  return rows[0]?.n ?? -1
}
const vaultWasAsked = (): boolean => vault.passed.some(({ path: called }) => called === '/details')
const outboxOf = async (by: StoreDriver): Promise<number> => (await by.call('sync', 'getStatus', {})).waitingToSend

describe('after a change of', () => {
  it.each(USES)('%s people reveal, write and send on', async (use) => {
    await rotate(use)
    await driver.call('sync', 'syncNow', {}) // a contact: from here on the laptop knows
    expect(await reveals()).toBe(1)
    vault.forget()
    const contactId = await addContact(driver)
    await driver.call('sync', 'syncNow', {})
    expect(await outboxOf(driver)).toBe(0)
    expect(await count('hub', 'SELECT count(*)::int AS n FROM contacts WHERE contact_id = $1', contactId)).toBe(1)
    expect(sealedTo(vault), 'nothing new is sealed to a retired key').toEqual(new Set([kidInUse('vault-seal')]))
  }, 120_000)

  it('all of them, what was sealed to the former ones arrives: from an outbox, and from the spool of a forgotten passphrase', async () => {
    const other = await start('outreach')
    await other.signInAndEnrol()
    await other.call('sync', 'syncNow', {})
    const notes = await count('vault', 'SELECT count(*)::int AS n FROM notes')
    for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
    const written = [await addContact(driver)]
    const { rows } = await other.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 1 })
    const asked = { householdId: rows[0]?.householdId ?? '', channel: 'phone', outcome: 'left-message', note: 'She will ring back on Friday', aboutPersonId: null, nextAction: null } as const
    written.push((await other.call('household', 'addContact', asked)).contactId)
    await other.stop()
    const former = kidInUse('vault-seal')
    await rotate(...USES)

    const again = await start('outreach', other.dataDir)
    await again.call('access', 'startAgain', {})
    heal()
    await again.signInAndEnrol('pencil harbour violin meadow')
    for (const one of [driver, again]) await one.call('sync', 'syncNow', {})
    expect((await again.call('access', 'getState', {})).recoverable).toBe(0)
    expect(await outboxOf(driver)).toBe(0)
    expect(await count('hub', 'SELECT count(*)::int AS n FROM contacts WHERE contact_id = ANY($1)', written)).toBe(2)
    expect(await count('vault', 'SELECT count(*)::int AS n FROM notes')).toBe(notes + 2)
    expect(sealedTo(vault), 'as it was sealed then').toContain(former)
  }, 180_000)
})

describe('what a stolen key signs once it is retired', () => {
  it('is no grant and no receipt on a laptop', async () => {
    const [grantKey, checkpointKey] = [stolenKey('hub-grant'), stolenKey('hub-checkpoint')]
    await rotate('hub-grant', 'hub-checkpoint')
    await reveals() // the laptop has the bundle by now
    hub.set(rewriteJson(async (body) => {
      const answer = body as { grant?: string }
      return answer.grant === undefined ? body : { ...answer, grant: await signCompact(JSON.parse(Buffer.from(answer.grant.split('.')[1] ?? '', 'base64url').toString()), grantKey, 'casement-reveal-grant') }
    }), '/reveals')
    vault.forget()
    expect(await driver.refusal('reveal', 'request', await need())).toBe('REVEAL_GRANT_INVALID')
    expect(vaultWasAsked(), 'refused by the laptop').toBe(false)
    heal()
    const key = createPrivateKey({ key: { ...checkpointKey.jwk } as JsonWebKey, format: 'jwk' })
    const signer = { name: checkpointKey.kid, publicKey: Buffer.from(checkpointKey.jwk.x ?? '', 'base64url'), sign: (data: Uint8Array) => sign(null, data, key) }
    hub.set(rewriteJson(async (body) => {
      const answer = body as { receipt?: { checkpoint: string } }
      if (answer.receipt === undefined) return body
      return { ...answer, receipt: { ...answer.receipt, checkpoint: await signNote(answer.receipt.checkpoint.slice(0, answer.receipt.checkpoint.lastIndexOf('\n\n') + 1), signer) } }
    }), '/reveals')
    expect(await driver.refusal('reveal', 'request', await need())).toBe('REVEAL_RECEIPT_INVALID')
    expect(vaultWasAsked(), 'refused by the laptop').toBe(false)
    heal()
    expect(await reveals()).toBe(1)
  }, 120_000)

  it('erases no laptop', async () => {
    const admin = await start('admin')
    await admin.signInAndEnrol()
    const lost = await start('supervisor')
    await lost.signInAndEnrol()
    await lost.call('sync', 'syncNow', {})
    const { deviceId } = JSON.parse(readFileSync(path.join(lost.dataDir, 'wrap.json'), 'utf8')) as { deviceId: string }
    const stolen = stolenKey('hub-grant')
    await rotate('hub-grant')
    hub.set(rewriteJson(async (body) => ({ order: await signCompact(JSON.parse(Buffer.from((body as { order: string }).order.split('.')[1] ?? '', 'base64url').toString()), stolen, 'casement-wipe-order') })), '/devices/wipe-order')
    await admin.call('admin', 'revokeDevice', { deviceId })
    hub.forget()
    await lost.refusal('sync', 'syncNow', {})
    await lost.until(() => hub.passed.some(({ path: called }) => called === '/devices/wipe-order'))
    expect((await lost.call('access', 'getState', {})).wipedAt).toBeNull()
    heal()
    // The hub's own order is obeyed, by the key that this laptop first hears of now.
    await lost.refusal('sync', 'syncNow', {})
    await lost.until(async () => (await lost.call('access', 'getState', {})).wipedAt !== null)
  }, 120_000)
})

describe('the ledger over a change of the checkpoint key', () => {
  const keysFile = (name: string, text: string): string => {
    const file = path.join(service.dataDir, name)
    writeFileSync(file, text)
    return file
  }
  const verify = (bundle: string, keys: string): { status: number | null; words: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, bundle, '--key', keys], { encoding: 'utf8', env: {} })
    return { status, words: stdout + stderr }
  }
  const exported = async (name: string): Promise<string> => {
    const bundle = path.join(service.dataDir, name)
    expect(await ledgerCommand(service.dataDir, 'export', '--out', bundle)).toMatchObject({ code: 0 })
    return bundle
  }

  it('is verified by whoever has nothing but the keys, also at once after the change, and is still what the vault has seen', async () => {
    await reveals()
    const before = await exported('before.ndjson')
    const keysBefore = (await ledgerCommand(service.dataDir, 'key')).out
    expect(verify(before, keysFile('keys-before', keysBefore)).status).toBe(0)
    await rotate('hub-checkpoint')
    // No entry since: the last note in the table is by the former key.
    const keys = keysFile('keys-now', (await ledgerCommand(service.dataDir, 'key')).out)
    expect(readFileSync(keys, 'utf8').split('\n')[0]).toContain(kidInUse('hub-checkpoint'))
    const atOnce = await exported('at-once.ndjson')
    expect(verify(atOnce, keys)).toEqual({ status: 0, words: expect.stringContaining(`signed by ${kidInUse('hub-checkpoint')}`) as string })
    await reveals()
    const after = await exported('after.ndjson')
    expect(verify(after, keys).status).toBe(0)
    expect(readFileSync(after, 'utf8').split('\n').filter((line) => line.startsWith('{"checkpoint"')).join(''), 'it crosses the change').toContain(keysBefore.split('+')[0] ?? '')
    expect(await ledgerCommand(service.dataDir, 'reconcile', '--bundle', after)).toMatchObject({ code: 0 })
    // A bundle of before, by the keys of before; by those of now it is said that a retired key covers it.
    expect(verify(before, keysFile('keys-before', keysBefore)).status).toBe(0)
    expect(verify(before, keys)).toEqual({ status: 1, words: expect.stringContaining('which is not the key in use') as string })
  }, 180_000)

  it('written anew with a stolen key that is retired is reported', async () => {
    await reveals()
    const stolen = stolenKey('hub-checkpoint')
    await rotate('hub-checkpoint')
    await reveals()
    const keys = keysFile('keys-now', (await ledgerCommand(service.dataDir, 'key')).out)
    const lines = readFileSync(await exported('whole.ndjson'), 'utf8').split('\n')
    const key = createPrivateKey({ key: { ...stolen.jwk } as JsonWebKey, format: 'jwk' })
    const signer = { name: stolen.kid, publicKey: Buffer.from(stolen.jwk.x ?? '', 'base64url'), sign: (data: Uint8Array) => sign(null, data, key) }
    const forged = await Promise.all(lines.map(async (line) => {
      if (!line.startsWith('{"checkpoint"')) return line
      const { checkpoint } = JSON.parse(line) as { checkpoint: string }
      return JSON.stringify({ checkpoint: await signNote(checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1), signer) })
    }))
    const bundle = path.join(service.dataDir, 'forged.ndjson')
    writeFileSync(bundle, forged.join('\n'))
    expect(verify(bundle, keys)).toEqual({ status: 1, words: expect.stringContaining(`signed by ${stolen.kid}, which is not the key in use`) as string })
  }, 120_000)
})
