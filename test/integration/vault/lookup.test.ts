import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { commit } from '../../../shared/ledger/commitment'
import type { LookupCriteria, LookupGrant, LookupRequest } from '../../../shared/model/reveal'
import type { PrivateKey } from '../../../service/controller/controller-keys'
import { LOOKUP_CHECKS, type LookupChecks } from '../../../service/vault/domain/checks/lookup-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub, type LookupBody, type Tampering } from './test-hub'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let hub: TestHub
let device: TestDevice
let colleague: TestDevice
let denise: { personId: string; householdId: string }

beforeAll(async () => {
  world = await startVaultWorld()
  await world.restart({ lookupChecks: checks })
  const minted = await world.mint([
    identityRow({ row: 1, recordKey: 'CT-1', forenames: 'Denise Ann', surname: 'Hartfield-Moss', niNumber: 'QQ 12 00 01 A', phone: '+44 7700 900901', account: '79000001A' }),
    identityRow({ row: 2, recordKey: 'CT-1', personKey: '2', forenames: 'Colin', surname: 'Hartfield', dateOfBirth: '1979-01-01', phone: '07700 900902', account: '79000001A', lines: ['1 Invented Street'] }),
    identityRow({ row: 3, forenames: 'Peter', surname: "O'Wain", dateOfBirth: '1952-05-08', postcode: 'CT2 7MV', phone: '07700 900903' }),
    identityRow({ row: 4, forenames: 'Péter', surname: 'OWain', dateOfBirth: '1983-12-19', postcode: 'CT2 7MV', phone: '07700 900904' }),
  ])
  denise = { personId: minted[0]?.personId ?? '', householdId: minted[0]?.householdId ?? '' }
  device = await world.enrol('officer')
  colleague = await world.enrol('supervisor')
})
afterAll(() => world.stop())
beforeEach(async () => {
  leftOut = null
  await run(world.database.adminUrl, 'truncate lookups; delete from witnessed_checkpoints')
  hub = new TestHub(world.files)
})

const send = (body: unknown, as: TestDevice = device) => world.call(vaultApi.lookup, body, { device: as })
async function find(criteria: LookupCriteria) {
  const answer = await send(await hub.lookup(device, criteria))
  hub.vaultKnownSize = answer.body.ledgerSize ?? hub.vaultKnownSize
  return answer.body.result ?? answer.problem.code
}

test.each<[string, LookupCriteria]>([
  ['name and date of birth', { name: 'denise hartfield moss', dateOfBirth: '1980-02-03' }],
  ['name in another order, with a title', { name: 'Hartfield-Moss, Mrs Denise Ann', postcode: 'ct19cv' }],
  ['one half of a double barrel', { name: 'Denise Moss', dateOfBirth: '1980-02-03' }],
  ['NI number and phone', { niNumber: 'qq 12 00 01', phone: '07700 900901' }],
  ['phone abroad style', { phone: '0044 7700 900 901', postcode: 'CT1 9CV' }],
  ['an account number alone, though two are on it', { accountNumber: '7900-0001a' }],
  ['the record number alone', { accountNumber: 'CT-1' }],
])('one person is found by %s', async (_by, criteria) => {
  expect(await find(criteria)).toEqual({ outcome: 'found', ...denise })
})

test('an account that passed to somebody else finds who has it now', async () => {
  const slot = { recordKey: 'CT-PASSED', lines: ['9 Passing Place'], account: 'PASSED-9' }
  await world.mint([identityRow({ ...slot, forenames: 'Former', surname: 'Holder', dateOfBirth: '1950-05-05', niNumber: 'QQ616161A' })])
  const [now] = await world.mint([identityRow({ ...slot, forenames: 'Present', surname: 'Keeper', dateOfBirth: '1990-09-09', niNumber: 'QQ626262A' })])
  expect(await find({ accountNumber: 'PASSED-9' })).toEqual({ outcome: 'found', personId: now?.personId, householdId: now?.householdId })
  expect(await find({ name: 'Former Holder', dateOfBirth: '1950-05-05' })).toMatchObject({ outcome: 'found' })
})

test('an ASCH number alone finds whom it belongs to, however it is spelt', async () => {
  const [ada] = await world.mint([identityRow({ recordKey: 'A90000005', forenames: 'Ada', surname: 'Cared-For', dateOfBirth: '1941-08-16', postcode: 'CT1 8IC', numbers: [{ kind: 'asch-number', number: 'A90000005' }] })], 'adult-social-care')
  expect(await find({ accountNumber: 'a9-0000 005' })).toEqual({ outcome: 'found', personId: ada?.personId, householdId: ada?.householdId })
})

test('two of one name are a count, never candidates, until one more detail tells them apart', async () => {
  expect(await find({ name: "Peter O'Wain", postcode: 'CT2 7MV' })).toEqual({ outcome: 'be-more-exact', count: 2 })
  expect(await find({ name: 'Peter Owain', postcode: 'CT2 7MV', dateOfBirth: '1983-12-19' })).toMatchObject({ outcome: 'found' })
})

test('a miss is not known, and is logged without what was asked', async () => {
  expect(await find({ name: 'Nobody Sentinelson', dateOfBirth: '1970-01-01' })).toEqual({ outcome: 'not-known' })
  const rows = await run(world.database.adminUrl, 'select t::text as line, officer_id, criteria_kinds, outcome from lookups t')
  expect(rows).toMatchObject([{ officer_id: 'amara.okafor', criteria_kinds: ['date-of-birth', 'name'], outcome: { outcome: 'not-known' } }])
  expect(String(rows[0]?.line).toLowerCase()).not.toContain('sentinelson')
})

test('details that belong to two different people find nobody', async () => {
  expect(await find({ niNumber: 'QQ120001A', phone: '07700 900902' })).toEqual({ outcome: 'not-known' })
})

test('one detail that is no account number is too few, and what has no usable form is named by its field only', async () => {
  expect(await find({ name: 'Denise Hartfield' })).toBe('FIND_CRITERIA_TOO_FEW')
  const answer = await send(await hub.lookup(device, { name: 'Denise Hartfield', postcode: 'KENT 1' }))
  expect(answer.problem).toEqual({ code: 'FIND_CRITERIA_INVALID', detail: { field: 'postcode' } })
})

test('a look-up answers its one question again, and no other', async () => {
  const body = await hub.lookup(device, { niNumber: 'QQ120001A', phone: '07700900901' })
  const first = await send(body)
  expect((await send(body)).body.result).toEqual(first.body.result)
  const other = await send({ ...body, criteria: { niNumber: 'QQ120001A', phone: '07700900902' } })
  expect(other.problem).toMatchObject({ code: 'REVEAL_GRANT_INVALID', detail: { check: 'single-use' } })
  leftOut = 'single-use'
  expect((await send({ ...body, criteria: { niNumber: 'QQ120001A', phone: '07700900902' } })).body.result).toEqual({ outcome: 'not-known' })
  expect(await run(world.database.adminUrl, 'select 1 from lookups')).toHaveLength(1)
})

test('a look-up of one officer is of no use to another', async () => {
  expect((await send(await hub.lookup(device, { accountNumber: '79000001A' }), colleague)).problem.code).toBe('REVEAL_GRANT_INVALID')
})

/** The one check that the vault of this file is without, if any. */
let leftOut: string | null = null
const checks: LookupChecks = {
  get call() { return LOOKUP_CHECKS.call.filter((check) => check.name !== leftOut) },
  get decision() { return LOOKUP_CHECKS.decision.filter((check) => check.name !== leftOut) },
}
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const changed = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)
const newKeyLike = (use: PrivateKey['use']): PrivateKey => ({ ...hub.key(use), jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) })
const salt = Buffer.alloc(32, 7)
const another = (): string => hub.purposes.find(({ code, forFind }) => forFind && code !== 'own-contact')?.code ?? 'none'
const notForFind = (): string => hub.purposes.find(({ forFind }) => !forFind)?.code ?? 'none'

interface Attack { readonly name: string; readonly guard: string; readonly code: string; readonly tampering?: () => Tampering<LookupRequest, LookupGrant>; readonly body?: (body: LookupBody) => void; readonly criteria?: LookupCriteria; readonly before?: () => Promise<void> }
const ATTACKS: readonly Attack[] = [
  { name: 'a grant for another look-up', guard: 'grant-lookup', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.lookupId = randomUUID()) }) },
  { name: 'an entry that hides by what was looked up', guard: 'grant-criteria', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ request: (request) => void (request.criteria = ['postcode']) }) },
  { name: 'one detail alone', guard: 'enough-criteria', code: 'FIND_CRITERIA_TOO_FEW', criteria: { niNumber: 'QQ120001A' } },
  { name: 'a purpose that is not for Find', guard: 'purpose-for-find', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ request: (request) => void (request.purpose = hub.statedPurpose(notForFind())) }) },
  { name: 'a grant signed by somebody else', guard: 'grant-signature', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grantKey: newKeyLike('hub-grant') }) },
  { name: 'a request that the device did not sign', guard: 'device-signature', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ signer: { ...colleague, deviceId: device.deviceId } }) },
  { name: 'a grant for another device', guard: 'grant-device', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.deviceId = colleague.deviceId) }) },
  { name: 'a grant for another officer', guard: 'grant-officer', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.officerId = 'priya.nair') }) },
  {
    name: 'an entry that names another officer', guard: 'officer-opening', code: 'REVEAL_GRANT_INVALID',
    tampering: () => ({ request: (request) => void (request.officer = commit('officer', 'priya.nair', salt)) }), body: (body) => void (body.officer = { value: 'priya.nair', salt: salt.toString('base64url') }),
  },
  { name: 'a grant under another purpose', guard: 'grant-purpose', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.purpose = hub.statedPurpose(another())) }) },
  { name: 'a grant of another epoch', guard: 'grant-epoch', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.epoch = '0abcdef0123456ff') }) },
  { name: 'a grant for another entry', guard: 'grant-entry', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.leafHash = changed(grant.leafHash)) }) },
  { name: 'a grant whose time has passed', guard: 'grant-not-expired', code: 'REVEAL_GRANT_EXPIRED', tampering: () => ({ grant: (grant) => void Object.assign(grant, { issuedAt: ago(11), openBy: ago(1) }) }) },
  { name: 'a grant that lives for an hour', guard: 'grant-lifetime', code: 'REVEAL_GRANT_INVALID', tampering: () => ({ grant: (grant) => void (grant.openBy = ago(-60)) }) },
  {
    name: 'a purpose in other words than the controller signed', guard: 'purpose-signed', code: 'REVEAL_GRANT_INVALID',
    tampering: () => ({ request: (request) => void (request.purpose = { ...request.purpose, wordingHash: changed(request.purpose.wordingHash) }) }),
  },
  { name: 'a checkpoint signed by somebody else', guard: 'checkpoint-signature', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ checkpointKey: newKeyLike('hub-checkpoint') }) },
  { name: 'a checkpoint of another ledger', guard: 'checkpoint-origin', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ origin: 'casement.invalid/ledger/other' }) },
  { name: 'a look-up that was never entered', guard: 'entry-included', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ isUnlogged: true }) },
  {
    name: 'a second history of the ledger under the same keys', guard: 'ledger-continues', code: 'REVEAL_LEDGER_INCONSISTENT',
    before: async () => {
      const seen = (await send(await hub.lookup(device, { accountNumber: '79000001A' }))).body.ledgerSize
      hub = new TestHub(world.files)
      for (let i = 0; i < 5; i += 1) hub.append({ another: 'history', i })
      hub.vaultKnownSize = seen
    },
  },
  {
    name: 'the sixty-first look-up in an hour', guard: 'within-cap', code: 'FIND_CAP_REACHED',
    before: async () => {
      await run(world.database.adminUrl, `insert into lookups (lookup_id, epoch, entry_index, officer_id, device_id, purpose_code, criteria_kinds, criteria_hash, outcome, answered_at)
        select gen_random_uuid(), 'x', n, 'amara.okafor', gen_random_uuid(), 'x', '{}', '', '{}', now() - interval '5 minutes' from generate_series(1, 60) n`)
    },
  },
]

describe('an attack on Find is refused, and succeeds as soon as its one check is left out', () => {
  test.each(ATTACKS)('$name ($guard)', async ({ guard, code, tampering, body: alter, criteria, before }) => {
    await before?.()
    const attempt = async () => {
      const body = await hub.lookup(device, criteria ?? { niNumber: 'QQ120001A', phone: '07700900901' }, tampering?.())
      alter?.(body)
      return body
    }
    expect((await send(await attempt())).problem.code).toBe(code)
    leftOut = guard
    expect((await send(await attempt())).body.result).toEqual({ outcome: 'found', ...denise })
  })

  test('every check of Find has an attack that shows why it is there', () => {
    const elsewhere = ['single-use', 'not-own-circle'] // shown, left out, in a test of its own above
    const names = [...LOOKUP_CHECKS.call, ...LOOKUP_CHECKS.decision].map((check) => check.name)
    expect(new Set([...ATTACKS.map((attack) => attack.guard), ...elsewhere])).toEqual(new Set(names))
  })
})
