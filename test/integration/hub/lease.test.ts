import { randomBytes } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaseApi } from '../../../shared/api/lease-api'
import { oversightApi } from '../../../shared/api/oversight-api'
import { LeaseSchema } from '../../../shared/model/lease'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'

let hub: HubHarness
let officer: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  officer = await hub.enrol()
})
afterAll(() => hub.stop())

const nonce = () => randomBytes(32).toString('base64url')
const ask = (body: object, device = officer) => hub.asDevice(device, leaseApi.lease, body)

test('a laptop in use is given a lease of its own, signed by the grant key, of as many hours as the policy says', async () => {
  const [mine, before] = [nonce(), Date.now()]
  const { lease } = (await ask({ nonce: mine })).json as { lease: string }
  const { kid, typ } = decodeProtectedHeader(lease)
  expect(typ).toBe('casement-lease')
  const key = hub.hub.services.bundle.bundle.keys.find((each) => each.use === 'hub-grant' && each.kid === kid)
  const { payload } = await compactVerify(lease, await importJWK({ ...key?.jwk }, 'EdDSA'))
  const claims = LeaseSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  expect(claims).toMatchObject({ officerId: 'amara.okafor', deviceId: officer.deviceId, nonce: mine })
  const [issued, expires, cache] = [claims.issuedAt, claims.expiresAt, claims.cacheUntil].map((at) => Date.parse(at))
  expect(issued).toBeGreaterThanOrEqual(before)
  expect([(expires! - issued!) / 3_600_000, (cache! - expires!) / 86_400_000]).toEqual([72, 14])
})

test('a question without a proper nonce, or from a laptop that is revoked, gets none', async () => {
  expect((await ask({})).json['code']).toBe('REQUEST_INVALID')
  expect((await ask({ nonce: 'short' })).json['code']).toBe('REQUEST_INVALID')
  const admin = await hub.enrol('dev.patel')
  await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: officer.deviceId })
  expect((await ask({ nonce: nonce() })).json['code']).toBe('ACCESS_DEVICE_REVOKED')
})
