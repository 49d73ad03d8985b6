import { spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { calculateJwkThumbprint, compactDecrypt, decodeJwt, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { hubApi } from '../../../shared/api/hub-api'
import { vaultApi } from '../../../shared/api/vault-api'
import { canonicalBytes, canonicalise } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { PersonIdSchema } from '../../../shared/model/ids'
import { criteriaKinds, joinPersons } from '../../../shared/model/reveal'
import { shownWording, type PurposeSet } from '../../../shared/purposes/purpose'
import { startDemoService, type DemoService } from '../../../service/demo/start-service'
import { freePorts } from '../../support/free-ports'
import { ledgerCommand } from '../../support/ledger-command'
import { run } from '../../support/postgres'
import { createDevice, deviceProof, signAs, signIn, type TestDevice } from './vault-world'

const dataDir = mkdtempSync(path.join(tmpdir(), 'casement-whole-'))
let service: DemoService
let device: TestDevice
let tokens: { hub: string; vault: string }
let purposes: PurposeSet
let epoch: string

async function start(): Promise<void> {
  const [hub = 0, vault = 0, provider = 0, postgres = 0] = await freePorts(4)
  service = await startDemoService({ dataDir, households: 60, seed: 7, ports: { hub, vault, provider, postgres }, say: () => undefined })
}

async function signInToBoth(): Promise<void> {
  tokens = { hub: await signIn(service.issuer, 'officer', 'urn:casement:hub'), vault: await signIn(service.issuer, 'officer', 'urn:casement:vault') }
}

beforeAll(async () => {
  await start()
  await signInToBoth()
  device = createDevice(tokens.hub)
  const enrolment = { deviceId: device.deviceId, name: 'Test laptop', signingKey: device.signingJwk, ecdhKey: device.ecdhJwk }
  ;({ epoch } = await ask('hub', hubApi.enrolDevice, enrolment))
  await ask('vault', vaultApi.enrolDevice, enrolment)
  purposes = decodeJwt<PurposeSet>((await ask('hub', hubApi.keys, {})).purposes)
})
afterAll(async () => {
  await service.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function ask<Response extends z.ZodType>(to: 'hub' | 'vault', endpoint: Endpoint<z.ZodType, Response>, body: unknown): Promise<z.output<Response>> {
  const sent = JSON.stringify(body)
  const response = await fetch(`${to === 'hub' ? service.hubUrl : service.vaultUrl}${endpoint.path}`, {
    method: endpoint.method,
    headers: {
      authorization: `Bearer ${tokens[to]}`,
      ...(endpoint.method === 'POST' ? { 'content-type': 'application/json', [DEVICE_PROOF_HEADER]: deviceProof(device, 'POST', endpoint.path, sent, tokens[to]) } : {}),
    },
    ...(endpoint.method === 'POST' ? { body: sent } : {}),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error((answer as { code: string }).code)
  return endpoint.response.parse(answer)
}

const salt = (): string => randomBytes(32).toString('base64url')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64url')

function stated(code: string, officerSalt: string) {
  const purpose = purposes.purposes.find((candidate) => candidate.code === code)
  if (!purpose) throw new Error('no such purpose')
  const wordingHash = createHash('sha256').update(canonicalBytes(shownWording(purpose))).digest('hex')
  return {
    v: 1, epoch, deviceId: device.deviceId, officer: commit('officer', device.officerId, bytes(officerSalt)),
    purpose: { code, version: purpose.version, wordingHash }, knownSize: 0, statedAt: new Date().toISOString(),
  }
}

async function findDenise(vaultKnownSize: number) {
  const criteria = { name: 'Denise Hartfield', dateOfBirth: '1978-03-14' }
  const officer = { value: device.officerId, salt: salt() }
  const signed = signAs(device, { ...stated('own-contact', officer.salt), type: 'lookup-request', lookupId: randomUUID(), criteria: criteriaKinds(criteria) })
  const { grant, receipt, vaultConsistencyProof } = await ask('hub', hubApi.requestLookup, { signed, officer, vaultKnownSize })
  return ask('vault', vaultApi.lookup, { grant, signed, officer, criteria, evidence: { receipt, vaultKnownSize, vaultConsistencyProof } })
}

/** States a need for somebody's name and contact details; answers what the vault wants to see for them, and the key of the window. */
async function requestDetails({ householdId, personId }: { householdId: string; personId: string }, vaultKnownSize: number) {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { x = '', y = '' } = await exportJWK(pair.publicKey)
  const windowKey = { kty: 'EC', crv: 'P-256', x, y } as const
  const [officer, persons, reason] = [
    { value: device.officerId, salt: salt() }, { value: joinPersons([PersonIdSchema.parse(personId)]), salt: salt() },
    { value: 'Calling back about her council tax arrangement', salt: salt() },
  ]
  const signed = signAs(device, {
    ...stated('debt-advice', officer.salt), type: 'reveal-request', requestId: randomUUID(), persons: commit('person', persons.value, bytes(persons.salt)),
    reason: commit('reason', reason.value, bytes(reason.salt)), fieldGroups: ['contact', 'identity'], windowKey: await calculateJwkThumbprint(windowKey),
  })
  const decision = await ask('hub', hubApi.requestReveal, { signed, householdId, vaultKnownSize, openings: { officer, persons, reason } })
  if (decision.outcome !== 'allow') throw new Error(decision.outcome)
  const { grant, receipt, vaultConsistencyProof } = decision
  return { body: { grant, signed, windowKey, openings: { officer, persons }, evidence: { receipt, vaultKnownSize, vaultConsistencyProof } }, privateKey: pair.privateKey }
}

test('real provider, hub and vault: find, state a need, entry first, details sealed to the window', async () => {
  const found = await findDenise(0)
  if (found.result.outcome !== 'found') throw new Error(found.result.outcome)
  expect(found.ledgerSize).toBeGreaterThan(0)
  const { body, privateKey } = await requestDetails(found.result, found.ledgerSize)
  const release = await ask('vault', vaultApi.releaseDetails, body)
  const { plaintext } = await compactDecrypt(release.sealed, privateKey)
  const { people } = RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
  expect(people[0]?.details.identity).toMatchObject({ fullName: 'Denise Ann Hartfield', dateOfBirth: '1978-03-14' })
  expect(release.ledgerSize).toBeGreaterThan(found.ledgerSize)
  expect(await run(service.databases.vault.adminUrl, 'select officer_id from releases')).toEqual([{ officer_id: 'amara.okafor' }])
})

test('killed services come back on their addresses and remember what they saw', async () => {
  await service.vault.kill()
  expect(service.vault.pid).toBeNull()
  await expect(fetch(`${service.vaultUrl}/health`)).rejects.toThrow()
  await Promise.all([service.vault.start(), service.hub.kill().then(() => service.hub.start())])
  await expect(findDenise(0)).rejects.toThrow('VAULT_PROOF_NEEDED')
})

test('intake finds the service by a file that only its owner may read, and the roles of hub and vault cannot enter each other\'s database', async () => {
  const file = path.join(dataDir, 'service.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ hubUrl: service.hubUrl, vaultUrl: service.vaultUrl, issuer: service.issuer })
  const foreign = service.databases.hub.serviceUrl.replace(/\/hub$/, '/vault')
  await expect(run(foreign, 'select 1')).rejects.toMatchObject({ code: '42501' })
})

test('a second start on the same data while the first runs is refused, and harms nothing', async () => {
  const other = spawn(process.execPath, ['--import', 'tsx', 'service/demo/start-demo.ts', '--fresh'], { env: { ...process.env, CASEMENT_DATA_DIR: dataDir }, stdio: ['ignore', 'ignore', 'pipe'] })
  const words = await text(other.stderr)
  expect(words).toContain('runs on this data already')
  expect(other.exitCode ?? (await once(other, 'exit'))[0]).toBe(1)
  expect((await fetch(`${service.hubUrl}/health`)).ok).toBe(true)
})

test('a second start keeps keys, people and entries, and loads nothing again', async () => {
  const [before, rootBefore] = [await run(service.databases.vault.adminUrl, 'select count(*) as n from people'), service.rootPublicKey]
  await service.stop()
  await start()
  expect(service.rootPublicKey).toEqual(rootBefore)
  expect(await run(service.databases.vault.adminUrl, 'select count(*) as n from people')).toEqual(before)
  expect(service.households).toBe(60)
  expect(canonicalise(await run(service.databases.vault.adminUrl, 'select count(*)::int as n from releases') as never)).toBe('[{"n":1}]')
})

async function revokeByCommand(args: readonly string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/devices/revoke.ts', ...args], {
    env: { PATH: process.env['PATH'] ?? '', VAULT_MIGRATION_DATABASE_URL: service.databases.vault.ownerUrl, HUB_MIGRATION_DATABASE_URL: service.databases.hub.ownerUrl, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await ended) as [number]
  return { code, out, err }
}

test('a laptop revoked between its grant and the details gets none, and is refused by the hub too', async () => {
  await signInToBoth() // the provider came back at another address
  const [seen] = await run(service.databases.vault.adminUrl, 'select max(size)::int as size from witnessed_checkpoints')
  const vaultKnownSize = Number(seen?.['size'])
  const [person] = await run(service.databases.vault.adminUrl, 'select person_ids[1] as id, household_id from releases join people on person_id = person_ids[1]')
  const wanted = { personId: String(person?.['id']), householdId: String(person?.['household_id']) }
  const { body } = await requestDetails(wanted, vaultKnownSize)
  const released = () => run(service.databases.vault.adminUrl, 'select count(*)::int as n from releases').then(([row]) => row?.['n'])
  const before = await released()

  expect((await revokeByCommand(['--device', randomUUID()])).code, 'a laptop that nobody knows').toBe(2)
  const broken = await revokeByCommand(['--device', device.deviceId], { VAULT_MIGRATION_DATABASE_URL: 'postgres://casement_owner:secret@127.0.0.1:1/vault' })
  expect(broken).toMatchObject({ code: 1, out: '' })
  expect(broken.err).not.toContain('secret')
  expect((await ask('hub', hubApi.session, {})).officer.officerId, 'nothing at the hub before the vault').toBe(device.officerId)

  expect(await revokeByCommand(['--device', device.deviceId])).toEqual({ code: 0, out: 'vault: revoked\nhub: revoked\n', err: '' })
  await expect(ask('vault', vaultApi.releaseDetails, body)).rejects.toThrow('ACCESS_DEVICE_REVOKED')
  await expect(ask('hub', hubApi.session, {})).rejects.toThrow('ACCESS_DEVICE_REVOKED')
  expect(await released()).toBe(before)
  expect((await revokeByCommand(['--device', device.deviceId])).out).toBe('vault: revoked before\nhub: revoked before\n')

  await run(service.databases.vault.ownerUrl, 'update devices set revoked_at = null')
  expect((await ask('vault', vaultApi.releaseDetails, body)).sealed, 'the same call was good but for the revocation').toContain('.')
})

/** The command line in this process: it finds the demonstration by its data folder alone. */
test('the ledger is exported, verified and held against the vault: what was granted and never fetched is not shown, a release without its entry is named', async () => {
  for (const { ownerUrl } of Object.values(service.databases)) await run(ownerUrl, 'update devices set revoked_at = null')
  const [seen] = await run(service.databases.vault.adminUrl, 'select max(size)::int as size from witnessed_checkpoints')
  const [person] = await run(service.databases.vault.adminUrl, 'select person_ids[1] as id, household_id from releases join people on person_id = person_ids[1]')
  await requestDetails({ personId: String(person?.['id']), householdId: String(person?.['household_id']) }, Number(seen?.['size']))
  const bundle = path.join(dataDir, 'bundle.ndjson')

  const exported = await ledgerCommand(dataDir, 'export', '--out', bundle)
  expect(exported).toMatchObject({ code: 0, err: '' })
  expect(statSync(bundle).mode & 0o777).toBe(0o600)
  expect(await ledgerCommand(dataDir, 'export', '--out', bundle)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is there already; nothing was written') as string })

  const { out: keys } = await ledgerCommand(dataDir, 'key')
  expect(await ledgerCommand(dataDir, 'verify', bundle, '--key', keys.trim())).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing was changed: \d+ entries/) as string })

  const sound = await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)
  expect(sound).toMatchObject({ code: 0, err: '' })
  expect(sound.out).toMatch(/verified, and they continue the \d+ that the vault has seen\n {2}released, each with its entry: 2\n {2}not shown \(granted, never fetched\): 1\n {2}not granted: 0\n {2}look-ups answered, each with its entry: 1\n$/)

  // A release of somebody who went past the hub, and one under an entry that speaks of another request.
  const [grantId, requestId] = [randomUUID(), randomUUID()]
  await run(service.databases.vault.adminUrl, `insert into releases (grant_id, request_id, epoch, entry_index, leaf_hash, officer_id, device_id, purpose_code, field_groups, person_ids, is_again, released_at)
    select $1, $2, epoch, entry_index, leaf_hash, officer_id, device_id, purpose_code, field_groups, person_ids, false, released_at from releases order by release_id limit 1`, [grantId, requestId])
  const planted = await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)
  expect(planted.code).toBe(1)
  expect(await ledgerCommand(dataDir, 'conflicts')).toEqual({ code: 0, out: 'No laptop has reported a contradiction.\n', err: '' })
  expect(planted.err).toMatch(new RegExp(`^release without its entry: grant ${grantId}, request ${requestId}, laptop ${device.deviceId}; entry \\d+ is not that request\n$`))
  await run(service.databases.vault.adminUrl, 'delete from releases where grant_id = $1', [grantId])

  // Of somebody whom the entry is not about.
  const somebody = 'f'.repeat(32)
  await run(service.databases.vault.adminUrl, 'update releases set person_ids = array[$1::text] || person_ids where release_id = (select min(release_id) from releases)', [somebody])
  expect(await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)).toMatchObject({ code: 1, err: expect.stringMatching(/^release without its entry: /) as string })
  await run(service.databases.vault.adminUrl, 'update releases set person_ids = array_remove(person_ids, $1::text)', [somebody])
})

test('what was released while the bundle was on its way to the controller is for the next one, and the bundle is held against what the vault had seen before', async () => {
  const bundle = path.join(dataDir, 'bundle.ndjson')
  const [seen] = await run(service.databases.vault.adminUrl, 'select max(size)::int as size from witnessed_checkpoints')
  const [person] = await run(service.databases.vault.adminUrl, 'select person_ids[1] as id, household_id from releases join people on person_id = person_ids[1]')
  const { body } = await requestDetails({ personId: String(person?.['id']), householdId: String(person?.['household_id']) }, Number(seen?.['size']))
  await ask('vault', vaultApi.releaseDetails, body)
  const later = await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)
  expect(later).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/verified, and they continue the \d+ that the vault has seen\n[^]*\n {2}released or answered after the bundle was made \([^)]*\), for the next one: 1\n$/) as string })
  // Dated before the bundle, it would have to be in it.
  await run(service.databases.vault.adminUrl, "update releases set released_at = released_at - interval '1 hour' where release_id = (select max(release_id) from releases)")
  expect(await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)).toMatchObject({ code: 1, err: expect.stringMatching(/^release without its entry: /) as string })
})

test('an entry that no laptop of the controller signed is found by reconciling, though the hub itself has signed for it; and a bundle without entries that the vault had seen before it was made is reported', async () => {
  const [old, bundle] = [path.join(dataDir, 'bundle.ndjson'), path.join(dataDir, 'forged.ndjson')]
  await run(service.databases.hub.adminUrl, `insert into ledger_entries (epoch, entry_index, entry_key, kind, leaf, leaf_hash)
    select epoch, max(entry_index) + 1, 'reveal:forged', 'reveal', '\\x7b7d', sha256('\\x007b7d') from ledger_entries group by epoch`)
  expect(await ledgerCommand(dataDir, 'export', '--out', bundle)).toMatchObject({ code: 0 })
  const forged = await ledgerCommand(dataDir, 'reconcile', '--bundle', bundle)
  expect(forged).toMatchObject({ code: 1, err: expect.stringMatching(/^entry \d+: not signed by a laptop that the vault knows\n$/) as string })

  await run(service.databases.hub.adminUrl, "delete from ledger_entries where entry_key = 'reveal:forged'")
  expect(await ledgerCommand(dataDir, 'export', '--out', path.join(dataDir, 'short.ndjson')), 'fewer than were signed for').toMatchObject({ code: 1, out: '', err: expect.stringContaining('the table is not what was signed') as string })

  await run(service.databases.vault.adminUrl, "update witnessed_checkpoints set size = 1000, seen_at = seen_at - interval '1 hour'")
  expect(await ledgerCommand(dataDir, 'reconcile', '--bundle', old)).toMatchObject({ code: 1, err: expect.stringMatching(/\nentry \d+: missing; the vault saw a checkpoint of 1000 entries on .*, before this bundle was made, and only \d+ are here\n/) as string })
})
