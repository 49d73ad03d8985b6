import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { calculateJwkThumbprint, compactDecrypt, CompactEncrypt, decodeJwt, exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import type { FieldGroup } from '../../../shared/model/codes'
import { RevealedDetailsSchema, type IdentifiedPerson } from '../../../shared/model/identity'
import type { KeyBundle } from '../../../shared/model/key-bundle'
import { openDetail } from '../../../service/vault/domain/seal-detail'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

const NUMBER = '07700 900123'
let world: VaultWorld
let device: TestDevice
let colleague: TestDevice
let personId: string
let householdId: string
let other: string

beforeAll(async () => {
  world = await startVaultWorld(2)
  const minted = await world.mint([identityRow(), identityRow({ row: 2, recordKey: 'OTHER', forenames: 'Somebody', surname: 'Else', niNumber: 'QQ343434A' })])
  ;[personId, householdId, other] = [minted[0]?.personId ?? '', minted[0]?.householdId ?? '', minted[1]?.personId ?? '']
  ;[device, colleague] = [await world.enrol('officer'), await world.enrol('supervisor')]
})
afterAll(() => world.stop())

async function seal(value: unknown): Promise<string> {
  const key = decodeJwt<KeyBundle>(readFileSync(world.files.bundleFile, 'utf8').trim()).keys.find((candidate) => candidate.use === 'vault-seal')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value))).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key?.kid ?? '' }).encrypt(await importJWK({ ...key?.jwk }, 'ECDH-ES'))
}
const MOBILE = { kind: 'mobile', value: NUMBER, safety: 'unsafe', origin: 'resident' } as const
const report = async (detail: unknown = MOBILE, want: Record<string, unknown> = {}, by = device) =>
  signAs(by, { v: 1, type: 'operation', kind: 'sealed-details', operationId: randomUUID(), deviceId: by.deviceId, at: new Date().toISOString(), detailId: randomUUID(), householdId, personId, sealed: await seal(detail), ...want })
const wrong = (detailId: string, want: Record<string, unknown> = {}, by = colleague) =>
  signAs(by, { v: 1, type: 'operation', kind: 'details-wrong', operationId: randomUUID(), deviceId: by.deviceId, at: new Date().toISOString(), detailId, reportedBy: device.officerId, householdId, personId, ...want })
const push = async (operations: unknown[], as = device) => (await world.call(vaultApi.pushOperations, { operations }, { device: as })).body.results.map(({ status, code }) => code ?? status)

async function reveal(fieldGroups: readonly FieldGroup[], of = personId): Promise<IdentifiedPerson | undefined> {
  const hub = new TestHub(world.files)
  await run(world.database.adminUrl, 'delete from witnessed_checkpoints')
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { x = '', y = '' } = await exportJWK(pair.publicKey)
  const windowKey = { kty: 'EC', crv: 'P-256', x, y } as const
  const body = await hub.reveal(device, { persons: [of], householdId, fieldGroups, purpose: 'safeguarding-adult', windowKey, thumbprint: await calculateJwkThumbprint(windowKey) })
  const { plaintext } = await compactDecrypt((await world.call(vaultApi.releaseDetails, body, { device })).body.sealed, pair.privateKey)
  return RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext))).people[0]
}

test('what was reported is sealed under the person’s key, opens with its own group, beside what the sources say, the newest first', async () => {
  const before = await reveal(['contact'])
  const early = new Date(Date.now() - 60_000).toISOString()
  const [mobile, address] = [await report(), await report({ kind: 'address', value: '9 Harbour Street\nCT11 8AB', safety: 'safe', origin: 'family' })]
  const email = await report({ kind: 'email', value: 'wilma@example.org', safety: 'unknown', origin: 'service' }, { at: early })
  expect(await push([mobile, address, email, mobile])).toEqual(['applied', 'applied', 'applied', 'duplicate'])
  expect(JSON.stringify(await run(world.database.adminUrl, 'select d::text, o::text from reported_details d join operations o using (operation_id)'))).not.toMatch(/07700|3037373030|harbour|wilma@/i)

  const contact = await reveal(['contact'])
  expect(contact?.reported).toMatchObject([{ ...MOBILE, detailId: mobile.payload.detailId, at: mobile.payload.at, by: 'amara.okafor', wrong: null }, { kind: 'email', at: early }])
  expect(contact?.details).toEqual(before?.details) // nothing of the sources was overwritten
  expect((await reveal(['address']))?.reported?.map(({ kind, value }) => [kind, value])).toEqual([['address', '9 Harbour Street\nCT11 8AB']])
  expect((await reveal(['identity', 'health']))?.reported).toBeUndefined()
  expect((await reveal(['contact', 'address'], other))?.reported).toBeUndefined()
})

test('a colleague marks it as wrong: it stays, and says so; another’s id, person or word is refused', async () => {
  const reported = await report()
  const { detailId } = reported.payload
  expect(await push([reported])).toEqual(['applied'])
  expect(await push([wrong(detailId, { reportedBy: 'tom.brennan' }), wrong(detailId, { personId: other }), wrong(randomUUID())], colleague)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  const mark = wrong(detailId)
  expect(await push([mark, mark, wrong(detailId)], colleague)).toEqual(['applied', 'duplicate', 'applied'])
  expect((await reveal(['contact']))?.reported?.find((each) => each.detailId === detailId)).toMatchObject({ value: NUMBER, wrong: { by: 'priya.nair', at: mark.payload.at } })
  expect(await push([await report(MOBILE, { detailId }), await report({ ...MOBILE, kind: 'fax' }), await report({ text: 'a note' }), await report(MOBILE, { personId: '0'.repeat(32) })])).toEqual(
    ['SYNC_OPERATION_REFUSED', 'REQUEST_INVALID', 'REQUEST_INVALID', 'NOT_FOUND'])
})

test('it is bound to its person: without that person’s key, or under another name, nobody reads it; and it goes with the person', async () => {
  const [row] = await run(world.database.adminUrl, 'select d.officer_id, d.detail_id, d.person_id, d.field_group, d.sealed from reported_details d limit 1')
  const owner = { officerId: String(row?.['officer_id']), detailId: String(row?.['detail_id']), personId: String(row?.['person_id']), fieldGroup: String(row?.['field_group']) }
  expect(() => openDetail(randomBytes(32), owner, row?.['sealed'] as Buffer)).toThrow()
  // As an erasure of the person will: what only cascades from the person's row is gone with it.
  await run(world.database.adminUrl, `
    delete from person_details where row_hash in (select row_hash from source_rows where person_id = '${personId}'); delete from match_keys where person_id = '${personId}';
    delete from source_rows where person_id = '${personId}'; delete from notes where person_id = '${personId}'; delete from people where person_id = '${personId}'`)
  expect(await run(world.database.adminUrl, `select count(*)::int as left from reported_details where person_id = '${personId}'`)).toEqual([{ left: 0 }])
  expect(await run(world.database.adminUrl, 'select count(*)::int as left from reported_detail_marks')).toEqual([{ left: 0 }])
})
