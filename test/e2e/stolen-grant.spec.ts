import { createHash, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import path from 'node:path'
import { DEVICE_PROOF_HEADER } from '../../shared/api/device-proof'
import { canonicalBytes, canonicalise, type JsonValue } from '../../shared/ledger/canonical-json'
import { openDatabase } from '../../main/store/process/open-database'
import { KEPT_MIGRATIONS } from '../../main/store/migrations'
import { DeviceRepository } from '../../main/store/repositories/device-repository'
import type { PersonaName } from '../../service/demo/personas'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import type { Passed } from '../support/fault-proxy'
import { profileKey } from '../support/profile-key'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock, PASSPHRASE } from '../support/screens/access-screens'
import { findHousehold } from '../support/screens/find-screen'
import { revealed, stateNeed } from '../support/screens/reveal-screen'
import { hostFacts } from '../support/service-control'
import { tokenOf } from '../support/sign-in-tokens'
import { TestDevice } from '../integration/hub/test-device'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** A device's way to prove a call: of a thief's own laptop, or with the owner's stolen key. */
type Prove = (call: { method: string; path: string; body: string; token: string }) => string

test.describe.serial('a grant in the wrong hands', () => {
  let app: CasementApp
  let grant: Passed
  let vaultUrl = ''
  let issuer = ''
  test.beforeAll(async ({ proxies }) => {
    ;({ vaultUrl, issuer } = await hostFacts())
    app = await startCasement({ persona: 'supervisor' })
    await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
    proxies.vault.forget()
    await stateNeed(app.page())
    await expect(revealed(app.page())).toContainText('Denise Ann Hartfield')
    const call = proxies.vault.passed.find(({ path: where, status }) => where === '/details' && status === 200)
    if (call === undefined) throw new Error('the vault was not asked')
    grant = call
  })
  test.afterAll(() => app?.close())

  const ownToken = (): string => (grant.headers.authorization ?? '').replace('Bearer ', '')
  const fetchDetails = async (body: string, token: string, proof: string): Promise<{ code?: string; sealed?: string }> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: proof }
    return (await (await fetch(`${vaultUrl}/details`, { method: 'POST', headers, body })).json()) as { code?: string; sealed?: string }
  }
  const withProof = (body: string, token: string, prove: Prove) => fetchDetails(body, token, prove({ method: 'POST', path: '/details', body, token }))
  const withAnotherWindow = (): string => {
    const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    return JSON.stringify({ ...(JSON.parse(grant.body.toString()) as object), windowKey: { kty: 'EC', crv: 'P-256', x, y } })
  }
  /** The owner's own device key, out of the encrypted file: what only the running app has. */
  const ownersProof = async (): Promise<Prove> => {
    const kept = openDatabase(path.join(app.profile.dataDir, 'kept.db'), await profileKey(app, PASSPHRASE), KEPT_MIGRATIONS)
    const device = new DeviceRepository(kept).find()
    kept.close()
    if (device === null) throw new Error('not enrolled')
    const key = createPrivateKey({ key: device.keys.signing, format: 'jwk' })
    return ({ method, path: where, body, token }) => {
      const payload = { v: 1, type: 'device-proof', method, path: where, bodyHash: sha256(body), tokenHash: sha256(token), nonce: randomUUID() }
      const signed = { payload, deviceId: device.deviceId, signature: sign(null, canonicalBytes(payload), key).toString('base64url') }
      return Buffer.from(canonicalise(signed as JsonValue)).toString('base64url')
    }
  }
  const enrolThief = async (persona: PersonaName, officerId: string): Promise<{ token: string; prove: Prove }> => {
    const token = await tokenOf(issuer, persona, 'urn:casement:vault')
    const thief = new TestDevice(officerId)
    const { deviceId, signingKey, ecdhKey } = thief
    const response = await fetch(`${vaultUrl}/devices`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ deviceId, name: 'Thief', signingKey, ecdhKey }),
    })
    expect(response.status).toBe(200)
    return { token, prove: (call) => thief.proof(call) }
  }

  test('control: the owner, with the same device, token and window key, gets it again within two minutes', async () => {
    const answer = await withProof(grant.body.toString(), ownToken(), await ownersProof())
    expect(answer.sealed).toMatch(/^[\w-]+\.[\w-]*\./)
  })

  test('another window key, even with the owner\'s own device key and token: nothing', async () => {
    expect(await withProof(withAnotherWindow(), ownToken(), await ownersProof())).toMatchObject({ code: 'REVEAL_GRANT_INVALID' })
  })

  test('another device of the same officer, properly enrolled: nothing', async () => {
    const { token, prove } = await enrolThief('supervisor', 'priya.nair')
    expect(await withProof(grant.body.toString(), token, prove)).toMatchObject({ code: 'REVEAL_GRANT_INVALID' })
    expect(await withProof(withAnotherWindow(), token, prove)).toMatchObject({ code: 'REVEAL_GRANT_INVALID' })
  })

  test('another officer on their own device: nothing', async () => {
    const { token, prove } = await enrolThief('outreach', 'tom.brennan')
    expect(await withProof(grant.body.toString(), token, prove)).toMatchObject({ code: 'REVEAL_GRANT_INVALID' })
  })

  test('the owner\'s stolen token on a device that is not enrolled, or with the proof of another call: nothing', async () => {
    const stranger = new TestDevice('priya.nair')
    expect(await withProof(grant.body.toString(), ownToken(), (call) => stranger.proof(call))).toMatchObject({ code: 'ACCESS_DEVICE_UNKNOWN' })
    const oldProof = String(grant.headers[DEVICE_PROOF_HEADER])
    expect(await fetchDetails(withAnotherWindow(), ownToken(), oldProof)).toMatchObject({ code: 'ACCESS_DEVICE_PROOF_INVALID' })
    process.stdout.write('stolen grant: 6 ways, 0 answered; the owner is answered\n')
  })
})
