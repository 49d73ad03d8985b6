import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compactDecrypt, calculateJwkThumbprint, CompactEncrypt, decodeJwt, exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import type { KeyBundle } from '../../../shared/model/key-bundle'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { createDataKey, unwrapDataKey } from '../../../service/vault/keys/data-key'
import { openBytes, sealBytes } from '../../../service/vault/keys/sealed-bytes'
import { HUB_AUDIENCE } from '../../../service/demo/identity-provider'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { createDevice, signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let device: TestDevice
let personId: string
let householdId: string

beforeAll(async () => {
  world = await startVaultWorld(2)
  const [minted] = await world.mint([identityRow()])
  ;[personId, householdId] = [minted?.personId ?? '', minted?.householdId ?? '']
  device = await world.enrol('officer')
})
afterAll(() => world.stop())

async function seal(value: unknown): Promise<string> {
  const bundle = decodeJwt<KeyBundle>(readFileSync(world.files.bundleFile, 'utf8').trim())
  const key = bundle.keys.find((candidate) => candidate.use === 'vault-seal')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key?.kid ?? '' })
    .encrypt(await importJWK({ ...key?.jwk }, 'ECDH-ES'))
}

async function note(text: string, more: { personId?: string | null; householdId?: string; signer?: TestDevice; noteId?: string; operationId?: string; at?: string } = {}) {
  return signAs(more.signer ?? device, {
    v: 1, type: 'operation', kind: 'note', operationId: more.operationId ?? randomUUID(),
    deviceId: (more.signer ?? device).deviceId, at: more.at ?? new Date().toISOString(), noteId: more.noteId ?? randomUUID(),
    householdId: more.householdId ?? householdId, personId: more.personId === undefined ? personId : more.personId, sealed: await seal({ text }),
  })
}
const push = (operations: unknown[], as = device) => world.call(vaultApi.pushOperations, { operations }, { device: as })
const statuses = async (operations: unknown[], as = device) => (await push(operations, as)).body.results.map(({ status, code }) => [status, code])

async function readNotes(of: { readonly personId: string; readonly householdId: string } = { personId, householdId }): Promise<string[]> {
  const [person] = await readDetails([of.personId], of.householdId)
  return person?.details.notes?.entries.map((entry) => `${entry.by}: ${entry.text}`) ?? []
}

async function readDetails(persons: string[], home: string) {
  const hub = new TestHub(world.files)
  await run(world.database.adminUrl, 'delete from witnessed_checkpoints')
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { x = '', y = '' } = await exportJWK(pair.publicKey)
  const windowKey = { kty: 'EC', crv: 'P-256', x, y } as const
  const body = await hub.reveal(device, { persons: persons.toSorted(), householdId: home, fieldGroups: ['notes'], purpose: 'safeguarding-adult', windowKey, thumbprint: await calculateJwkThumbprint(windowKey) })
  const answer = await world.call(vaultApi.releaseDetails, body, { device })
  const { plaintext } = await compactDecrypt(answer.body.sealed, pair.privateKey)
  const { people } = RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
  return persons.flatMap((personId) => people.find((person) => person.personId === personId) ?? [])
}

test('a note about a person and one about the household are kept sealed, and shown in the group notes', async () => {
  const [about, general] = [await note('Rings on Mondays, sentinel Xylograph'), await note('Dog in the yard', { personId: null })]
  expect((await push([about, general])).body.results).toEqual([
    { id: about.payload.operationId, status: 'applied', code: null }, { id: general.payload.operationId, status: 'applied', code: null },
  ])
  const stored = await run(world.database.adminUrl, 'select n::text as line from notes n')
  expect(stored.map(({ line }) => String(line)).join()).not.toMatch(/xylograph|58796c6f6772617068/i)
  expect((await readNotes()).toSorted()).toEqual(['amara.okafor: Dog in the yard', 'amara.okafor: Rings on Mondays, sentinel Xylograph'])
})

test('a fault of the vault in one note holds up no other', async () => {
  const [faulty, sound] = [await note('Held up nothing'), await note('Went on')]
  await run(world.database.adminUrl, `
    create function fail_once() returns trigger language plpgsql as $$ begin raise exception 'planted' using errcode = '22P02'; end $$;
    create trigger fail_once before insert on notes for each row when (new.note_id = '${faulty.payload.noteId}') execute function fail_once()`)
  expect(await statuses([faulty, sound])).toEqual([['refused', 'INTERNAL'], ['applied', null]])
  await run(world.database.adminUrl, 'drop trigger fail_once on notes; drop function fail_once')
  expect(await statuses([faulty, sound])).toEqual([['applied', null], ['duplicate', null]])
})

test('a note about a household follows its people when they are found at another address, and stays from whoever moves in', async () => {
  const home = { recordKey: 'MOVE1', forenames: 'Mover', surname: 'Onward', niNumber: 'QQ717171A', lines: ['1 Leaving Lane'], uprn: '990000007171' }
  const [before] = await world.mint([identityRow(home)])
  const old = before?.householdId ?? ''
  expect(await statuses([await note('Gate code is on file', { householdId: old, personId: null })])).toEqual([['applied', null]])
  const [after] = await world.mint([identityRow({ ...home, lines: ['9 Arrival Avenue'], uprn: '990000007172' })])
  expect([after?.personId, after?.householdId === old]).toEqual([before?.personId, false])
  expect(await statuses([await note('Written before, sent later', { householdId: old, personId: null })])).toEqual([['applied', null]])
  const moved = { personId: after?.personId ?? '', householdId: after?.householdId ?? '' }
  const both = ['amara.okafor: Gate code is on file', 'amara.okafor: Written before, sent later']
  expect((await readNotes(moved)).toSorted()).toEqual(both)
  const [newcomer] = await world.mint([identityRow({ ...home, recordKey: 'MOVE2', forenames: 'Newly', surname: 'Arrived', niNumber: 'QQ727272A' })])
  expect(newcomer?.householdId).toBe(old)
  await push([await note('About the newcomers', { householdId: old, personId: null })])
  expect(await readNotes({ personId: newcomer?.personId ?? '', householdId: old })).toEqual(['amara.okafor: About the newcomers'])
  expect((await readNotes(moved)).toSorted()).toEqual(both)
})

test('many notes about one person hide none about another, and of each the older ones that are left out are counted', async () => {
  const home = { lines: ['3 Many Mews'], uprn: '990000007373' }
  const minted = await world.mint([identityRow({ ...home, recordKey: 'MANY1', forenames: 'Talkative', niNumber: 'QQ737373A' }), identityRow({ ...home, row: 1, recordKey: 'MANY2', forenames: 'Quiet', niNumber: 'QQ747474A' })])
  const [talkative = '', quiet = ''] = minted.map((row) => row.personId)
  const of = { householdId: minted[0]?.householdId ?? '', at: '2026-11-20T09:00:00.000Z' }
  await push([await note('The one about the quiet one', { ...of, personId: quiet, at: '2026-10-01T09:00:00.000Z' })])
  for (const part of [60, 45]) await push(await Promise.all(Array.from({ length: part }, () => note('Rang again', { ...of, personId: talkative }))))
  const read = await readDetails([talkative, quiet], of.householdId)
  expect(read.map(({ details }) => [details.notes?.entries.length, details.notes?.older])).toEqual([[100, 5], [1, undefined]])
})

test('twice is a duplicate, and one that is refused takes no other with it', async () => {
  const [good, again] = [await note('First'), await note('Second')]
  const colleague = await world.enrol('supervisor')
  const forged = { ...(await note('Forged')), signature: good.signature }
  const unknownHousehold = await note('Nowhere', { householdId: '0'.repeat(32), personId: null })
  const rubbish = { ...again, ...signAs(device, { ...again.payload, operationId: randomUUID(), sealed: 'a.b.c.d.e' }) }
  const foreign = await note('Somebody else wrote this', { signer: colleague })
  await push([good])
  const { results } = (await push([forged, good, unknownHousehold, rubbish, foreign, again])).body
  expect(results.map(({ status, code }) => [status, code])).toEqual([
    ['refused', 'ACCESS_DEVICE_PROOF_INVALID'], ['duplicate', null], ['refused', 'NOT_FOUND'], ['refused', 'REQUEST_INVALID'],
    ['refused', 'ACCESS_DEVICE_UNKNOWN'], ['applied', null],
  ])
})

test('a colleague who knows the ids of a note cannot take its place: both notes are kept, each under its writer', async () => {
  const forger = await world.enrol('outreach')
  const real = await note('What the visit showed')
  const { noteId, operationId } = real.payload
  const forged = await note('Nothing of note', { signer: forger, noteId, operationId })
  expect(await statuses([forged], forger)).toEqual([['applied', null]])
  expect(await statuses([real])).toEqual([['applied', null]])
  expect(await statuses([real])).toEqual([['duplicate', null]])
  expect(await readNotes()).toEqual(expect.arrayContaining(['amara.okafor: What the visit showed', 'tom.brennan: Nothing of note']))
})

test('only the very same operation is a duplicate; other words under an id of the writer are refused and change nothing', async () => {
  const first = await note('Said once')
  const { noteId, operationId } = first.payload
  expect(await statuses([first])).toEqual([['applied', null]])
  const others = [await note('Said otherwise', { operationId }), await note('Said otherwise', { noteId }), await note('Said otherwise', { noteId, operationId })]
  expect(await statuses(others)).toEqual(others.map(() => ['refused', 'SYNC_OPERATION_REFUSED']))
  const shown = (await readNotes()).join()
  expect(shown).toContain('Said once')
  expect(shown).not.toContain('Said otherwise')
  const left = await run(world.database.adminUrl, 'select 1 from operations where operation_id = $1', [others[1]?.payload.operationId])
  expect(left, 'a refused note leaves no operation behind that would make the next try a duplicate').toEqual([])
})

test('the same note pushed six times at once is kept once', async () => {
  const once = await note('All at once')
  const answers = await Promise.all(Array.from({ length: 6 }, () => statuses([once])))
  expect(answers.flat().map(([status]) => status).toSorted()).toEqual(['applied', ...Array.from({ length: 5 }, () => 'duplicate')])
})

test('a note about a person whom nobody knows, or of a time that cannot be, is refused', async () => {
  const minutesAhead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  expect(await statuses([
    await note('Nobody', { personId: 'f'.repeat(32) }), await note('Nowhere', { householdId: 'f'.repeat(32) }), await note('Tomorrow', { at: minutesAhead(24 * 60) }),
    await note('Soon', { at: minutesAhead(11) }), await note('Long ago', { at: '2019-12-31T23:59:59.000Z' }),
    await note('A clock that is a little fast', { at: minutesAhead(9) }), await note('After weeks offline', { at: '2020-01-01T00:00:00.000Z' }),
  ])).toEqual([
    ['refused', 'NOT_FOUND'], ['refused', 'NOT_FOUND'], ...[1, 2, 3].map(() => ['refused', 'SYNC_OPERATION_REFUSED']), ['applied', null], ['applied', null],
  ])
})

const enrolmentOf = ({ deviceId, signingJwk: signingKey, ecdhJwk: ecdhKey }: TestDevice) => ({ deviceId, name: 'Test laptop', signingKey, ecdhKey })
const refusalOf = (as: TestDevice) => push([], as).then(({ problem }) => problem.code)

test('after a forgotten passphrase the spool of the old laptop goes up under the new one, and the old one can call no more', async () => {
  const before = await note('Written before the passphrase was forgotten')
  const old = device
  device = await world.enrol('officer', old.deviceId)
  const items = [await seal(before), 'a.b.c.d.e']
  expect((await world.call(vaultApi.recoverOperations, { sealed: items }, { device: old })).problem.code).toBe('ACCESS_DEVICE_REVOKED')
  expect((await world.call(vaultApi.enrolDevice, enrolmentOf(old), { token: old.token })).problem.code).toBe('ACCESS_DEVICE_REVOKED')
  const { results } = (await world.call(vaultApi.recoverOperations, { sealed: items }, { device })).body
  expect(results).toMatchObject([{ id: before.payload.operationId, status: 'applied' }, { status: 'refused', code: 'REQUEST_INVALID' }])
  expect((await readNotes()).join()).toContain('Written before')
})

test('five forgotten passphrases are five replacements within an allowance of two; a further laptop without one is one too many', async () => {
  const other = await world.enrol('ig-lead')
  let latest = await world.enrol('ig-lead')
  for (let i = 0; i < 5; i += 1) {
    const forgotten = latest
    latest = await world.enrol('ig-lead', forgotten.deviceId)
    expect(await refusalOf(forgotten)).toBe('ACCESS_DEVICE_REVOKED')
    await expect(world.enrol('ig-lead', forgotten.deviceId), 'a place is given up once').rejects.toThrow('ACCESS_DEVICE_LIMIT')
  }
  await expect(world.enrol('ig-lead')).rejects.toThrow('ACCESS_DEVICE_LIMIT')
  expect([await refusalOf(latest), await refusalOf(other)]).toEqual(['REQUEST_INVALID', 'REQUEST_INVALID'])
})

test('nobody replaces a colleague\'s laptop, one that is unknown, or itself; and a refused enrolment replaces nothing', async () => {
  const theirs = await world.enrol('admin', randomUUID())
  const mine = await world.enrol('supervisor', theirs.deviceId)
  expect(await refusalOf(theirs)).toBe('REQUEST_INVALID')
  const itself = { ...enrolmentOf(mine), replaces: mine.deviceId }
  expect((await world.call(vaultApi.enrolDevice, itself, { token: mine.token })).status).toBe(200)
  const stolenId = { ...enrolmentOf(theirs), replaces: mine.deviceId }
  expect((await world.call(vaultApi.enrolDevice, stolenId, { token: mine.token })).problem.code).toBe('REQUEST_INVALID')
  expect(await refusalOf(mine)).toBe('REQUEST_INVALID')
})

test('a laptop that is known keeps its keys: other keys under its id are refused, the same are fine', async () => {
  const { signingJwk, ecdhJwk } = createDevice(device.token)
  for (const other of [{ signingKey: signingJwk }, { ecdhKey: ecdhJwk }]) {
    expect((await world.call(vaultApi.enrolDevice, { ...enrolmentOf(device), ...other }, { token: device.token })).problem.code).toBe('ACCESS_DEVICE_PROOF_INVALID')
  }
  expect((await world.call(vaultApi.enrolDevice, enrolmentOf(device), { token: device.token })).status).toBe(200)
  expect(await refusalOf(device)).toBe('REQUEST_INVALID')
})

test('an enrolment names no ledger size: what was seen in one epoch says nothing about the next', async () => {
  await readNotes()
  expect(await run(world.database.adminUrl, 'select size > 0 as seen from witnessed_checkpoints')).toEqual([{ seen: true }])
  expect((await world.call(vaultApi.enrolDevice, enrolmentOf(device), { token: device.token })).body.ledgerSize).toBe(0)
})

test('an officer enrols as many laptops as the controller allows, each with a good token for the vault', async () => {
  const second = await world.enrol('officer')
  await expect(world.enrol('officer')).rejects.toThrow('ACCESS_DEVICE_LIMIT')
  const enrolment = enrolmentOf(second)
  expect((await world.call(vaultApi.enrolDevice, enrolment, { token: second.token })).status).toBe(200)
  expect((await world.call(vaultApi.enrolDevice, enrolment, { token: await world.token('supervisor') })).problem.code).toBe('REQUEST_INVALID')
  for (const token of [await world.token('officer', HUB_AUDIENCE), await world.intakeToken(), 'rubbish']) {
    expect((await world.call(vaultApi.enrolDevice, enrolment, { token })).problem.code).toBe('ACCESS_TOKEN_INVALID')
  }
  world.skew = 11 * 60_000
  expect((await world.call(vaultApi.enrolDevice, enrolment, { token: second.token })).problem.code).toBe('ACCESS_TOKEN_EXPIRED')
  world.skew = 0
  await run(world.database.adminUrl, 'update devices set revoked_at = now() where device_id = $1', [second.deviceId])
  expect((await world.call(vaultApi.enrolDevice, enrolment, { token: second.token })).problem.code).toBe('ACCESS_DEVICE_REVOKED')
})

test('what is sealed opens with its own key, for its own person and place, and in no other way', () => {
  const kek = Buffer.alloc(32, 1)
  const { key, wrapped } = createDataKey(kek, 'person:a')
  expect(unwrapDataKey(kek, wrapped, 'person:a')).toEqual(key)
  expect(() => unwrapDataKey(Buffer.alloc(32, 2), wrapped, 'person:a')).toThrow('does not open')
  expect(() => unwrapDataKey(kek, wrapped, 'person:b')).toThrow('does not open')
  const sealed = sealBytes(key, Buffer.from('words'), 'place')
  expect(openBytes(key, sealed, 'place').toString()).toBe('words')
  expect(() => openBytes(key, sealed, 'other place')).toThrow('does not open')
  for (let i = 0; i < sealed.length; i += 1) {
    const altered = Buffer.from(sealed)
    altered[i] = (altered[i] ?? 0) ^ 1
    expect(() => openBytes(key, altered, 'place')).toThrow(RangeError)
  }
})

test('health says so when the database is gone, and answers no secret', async () => {
  expect((await world.call(vaultApi.health, {}, {})).body).toEqual({ status: 'ok', service: 'vault', database: true })
})
