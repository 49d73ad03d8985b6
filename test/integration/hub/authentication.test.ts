import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { hubApi } from '../../../shared/api/hub-api'
import { createHub } from '../../../service/hub/create-hub'
import { HubHarness } from './hub-harness'
import { TestDevice } from './test-device'
import type { TokenWish } from './test-issuer'

let hub: HubHarness
let device: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
})
afterAll(() => hub.stop())

const path = hubApi.session.path
const call = (token: string, proof: string | null, body = '{}') =>
  hub.inject(hubApi.session, body, { authorization: `Bearer ${token}`, ...(proof === null ? {} : { [DEVICE_PROOF_HEADER]: proof }) })
const proofFor = (token: string, body = '{}', by = device) => by.proof({ method: 'POST', path, body, token })

test('an enrolled laptop with its officer’s token is let in', async () => {
  const token = await hub.issuer.token()
  const { status, json } = await call(token, proofFor(token))
  expect(status).toBe(200)
  expect(json).toMatchObject({ officer: { officerId: 'amara.okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }, epoch: hub.epoch })
})

const TOKENS: readonly (readonly [string, TokenWish, string])[] = [
  ['expired', { expiresIn: -1 }, 'ACCESS_TOKEN_EXPIRED'],
  ['for the vault', { audience: 'urn:casement:vault' }, 'ACCESS_TOKEN_INVALID'],
  ['of another issuer', { issuer: 'https://issuer.example' }, 'ACCESS_TOKEN_INVALID'],
  ['of intake', { role: 'intake' }, 'ACCESS_TOKEN_INVALID'],
  ['of an officer of no such name', { subject: 'NOT AN ID' }, 'ACCESS_TOKEN_INVALID'],
]
test.each(TOKENS)('a token %s is refused', async (_, wish, code) => {
  const token = await hub.issuer.token(wish)
  const answer = await call(token, proofFor(token))
  expect(answer.status).toBe(401)
  expect(answer.json['code']).toBe(code)
})

test('a forged token, one without a signature and none at all are refused', async () => {
  const forged = await hub.issuer.token({ key: (await generateKeyPair('RS256')).privateKey })
  const [head, claims] = (await hub.issuer.token()).split('.')
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
  for (const token of [forged, `${head}.${claims}.AAAA`, none, 'rubbish']) expect((await call(token, proofFor(token))).json['code']).toBe('ACCESS_TOKEN_INVALID')
  expect((await hub.inject(hubApi.session, '{}')).json['code']).toBe('ACCESS_TOKEN_INVALID')
})

test('a token alone is of no use: no proof, or a proof of something else, is refused', async () => {
  const token = await hub.issuer.token()
  const other = await hub.issuer.token({ expiresIn: 599 })
  const proofs = {
    none: null,
    rubbish: 'rubbish',
    'another body': proofFor(token, '{"a":1}'),
    'another token': proofFor(other),
    'another path': device.proof({ method: 'POST', path: '/operations', body: '{}', token }),
    'another method': device.proof({ method: 'GET', path, body: '{}', token }),
    'signed by another key': Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(proofFor(token, '{}', new TestDevice()), 'base64url').toString()), deviceId: device.deviceId })).toString('base64url'),
  }
  for (const [name, proof] of Object.entries(proofs)) expect((await call(token, proof)).json['code'], name).toBe('ACCESS_DEVICE_PROOF_INVALID')
})

test('the same proof twice is refused the second time, and a new one for the same call is not', async () => {
  const token = await hub.issuer.token()
  const proof = proofFor(token)
  expect((await call(token, proof)).status).toBe(200)
  expect((await call(token, proof)).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await call(token, proofFor(token))).status).toBe(200)
})

test('an unknown laptop, somebody else’s, and a revoked one are refused', async () => {
  const token = await hub.issuer.token()
  expect((await call(token, proofFor(token, '{}', new TestDevice()))).json['code']).toBe('ACCESS_DEVICE_UNKNOWN')
  const toms = await hub.enrol('tom.brennan')
  expect((await call(token, proofFor(token, '{}', toms))).json['code']).toBe('ACCESS_DEVICE_UNKNOWN')
  await hub.sql('update devices set revoked_at = now() where device_id = $1', [toms.deviceId])
  expect((await hub.asDevice(toms, hubApi.session, {})).json['code']).toBe('ACCESS_DEVICE_REVOKED')
  expect((await hub.enrolDevice(toms)).json['code']).toBe('ACCESS_DEVICE_REVOKED')
})

test('two laptops are allowed, the same one again, a third not, and revoking one makes room', async () => {
  const officer = 'priya.nair'
  const [first, second, third] = [new TestDevice(officer), new TestDevice(officer), new TestDevice(officer)]
  expect((await hub.enrolDevice(first)).status).toBe(200)
  expect((await hub.enrolDevice(first)).status).toBe(200)
  expect((await hub.enrolDevice(second)).status).toBe(200)
  const refused = await hub.enrolDevice(third)
  expect(refused.json).toEqual({ code: 'ACCESS_DEVICE_LIMIT', detail: { allowed: 2 } })
  await hub.sql('update devices set revoked_at = now() where device_id = $1', [second.deviceId])
  expect((await hub.enrolDevice(third)).status).toBe(200)
  const stolen = new TestDevice('tom.brennan')
  Object.assign(stolen, { deviceId: first.deviceId })
  expect((await hub.enrolDevice(stolen)).json['code']).toBe('REQUEST_INVALID')
  await hub.sql(`update devices set revoked_at = now() where officer_id = 'priya.nair'`)
})

test('a token alone does not put other keys in the place of an enrolled laptop’s', async () => {
  const other = new TestDevice()
  Object.assign(other, { deviceId: device.deviceId })
  expect((await hub.enrolDevice(other)).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await hub.asDevice(other, hubApi.session, {})).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await hub.asDevice(device, hubApi.session, {})).status).toBe(200)
})

test('starting again five times stays within two laptops: each new one takes the place of the last, which can call no more', async () => {
  const officer = 'priya.nair'
  const other = await hub.enrol(officer)
  let laptop = await hub.enrol(officer)
  for (let time = 0; time < 5; time += 1) {
    const next = new TestDevice(officer)
    expect((await hub.enrolDevice(next)).json['code']).toBe('ACCESS_DEVICE_LIMIT')
    expect((await hub.enrolDevice(next, laptop.deviceId)).status).toBe(200)
    expect((await hub.enrolDevice(next, laptop.deviceId)).status).toBe(200) // the answer was lost
    expect((await hub.asDevice(laptop, hubApi.session, {})).json['code']).toBe('ACCESS_DEVICE_REVOKED')
    expect((await hub.enrolDevice(laptop)).json['code']).toBe('ACCESS_DEVICE_REVOKED')
    laptop = next
  }
  for (const still of [other, laptop]) expect((await hub.asDevice(still, hubApi.session, {})).status).toBe(200)
  expect((await hub.enrolDevice(new TestDevice(officer))).json['code']).toBe('ACCESS_DEVICE_LIMIT')
})

test('nobody takes the place of a colleague’s laptop, and the answer does not say whether there is one', async () => {
  const officer = 'priya.nair'
  const answers = await Promise.all([device.deviceId, randomUUID()].map((id) => hub.enrolDevice(new TestDevice(officer), id)))
  for (const answer of answers) expect(answer.json).toEqual({ code: 'ACCESS_DEVICE_LIMIT', detail: { allowed: 2 } })
  expect((await hub.asDevice(device, hubApi.session, {})).status).toBe(200)
})

test('enrolling many laptops at once stays within the allowance', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => hub.enrolDevice(new TestDevice('dev.patel'))))
  expect(answers.filter((answer) => answer.status === 200).length).toBe(2)
})

test('somebody who signed in but is nobody here cannot enrol', async () => {
  expect((await hub.enrolDevice(new TestDevice('stranger'))).json['code']).toBe('ACCESS_ROLE_FORBIDDEN')
})

test('a body is not read before the caller is known, and a query string is refused', async () => {
  expect((await hub.inject(hubApi.requestReveal, '{"not": json')).json['code']).toBe('ACCESS_TOKEN_INVALID')
  const token = await hub.issuer.token()
  const response = await hub.hub.app.inject({
    method: 'POST', url: `${path}?officer=amara`, payload: '{}', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: proofFor(token) },
  })
  expect(response.json()).toEqual({ code: 'REQUEST_INVALID', detail: { fields: 'query' } })
})

test('when the provider cannot be reached nobody is let in, and the answer says nothing about why', async () => {
  const alone = await createHub({ ...hub.config, migrationDatabaseUrl: null, issuer: 'http://127.0.0.1:9' })
  const response = await alone.app.inject({ method: 'POST', url: path, payload: '{}', headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.issuer.token()}` } })
  expect([response.statusCode, response.json()]).toEqual([500, { code: 'INTERNAL', detail: {} }])
  await alone.close()
})

test('a hub does not start with a bundle that another root signed', async () => {
  const { publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
  const { x } = await exportJWK(publicKey)
  await expect(createHub({ ...hub.config, controllerRootKey: { kty: 'OKP', crv: 'Ed25519', x: x ?? '' } })).rejects.toMatchObject({ code: 'KEY_BUNDLE_INVALID' })
})
