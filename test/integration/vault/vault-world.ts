import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { vaultApi, type IdentityRow, type Minted } from '../../../shared/api/vault-api'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import type { Source } from '../../../shared/model/codes'
import type { Problem } from '../../../shared/api/problem'
import { canonicalBytes, canonicalise, type JsonValue } from '../../../shared/ledger/canonical-json'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import type { Signed } from '../../../shared/model/signed'
import { prepareControllerKeys, type ControllerKeyFiles } from '../../../service/controller/controller-key-files'
import { DESKTOP_CLIENT_ID, startIdentityProvider, VAULT_AUDIENCE, type IdentityProvider } from '../../../service/demo/identity-provider'
import type { PersonaName } from '../../../service/demo/personas'
import { answerSignIn } from '../../../service/demo/xdg-open-shim'
import type { VaultConfig } from '../../../service/vault/config'
import { createVault, type VaultParts } from '../../../service/vault/create-vault'
import { startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'

/** A laptop of the test: its keys, and whom it is enrolled for. */
export interface TestDevice {
  readonly deviceId: string
  readonly officerId: string
  readonly token: string
  readonly signingKey: KeyObject
  readonly signingJwk: Ed25519PublicJwk
  readonly ecdhJwk: P256PublicJwk
}

export interface Answer<T> { readonly status: number; readonly body: T; readonly problem: Problem }

/** Real PostgreSQL, the real provider, the demonstration's keys, and a vault that can be made anew with other parts. */
export interface VaultWorld {
  readonly folder: string
  readonly files: ControllerKeyFiles
  readonly provider: IdentityProvider
  readonly database: TestDatabase
  /** Milliseconds by which the vault's clock is ahead. */
  skew: number
  vault: FastifyInstance
  /** Makes the vault anew on the same database. */
  restart(parts?: VaultParts): Promise<void>
  /** Stops it, as an operator does before the data keys are wrapped anew. */
  close(): Promise<void>
  token(persona: PersonaName, audience?: string): Promise<string>
  intakeToken(audience?: string): Promise<string>
  enrol(persona: PersonaName, replaces?: string): Promise<TestDevice>
  call<Response extends z.ZodType>(endpoint: Endpoint<z.ZodType, Response>, body: unknown, as: Readonly<{ device?: TestDevice; token?: string; path?: string }>): Promise<Answer<z.output<Response>>>
  mint(rows: readonly IdentityRow[], source?: Source): Promise<Minted[]>
  stop(): Promise<void>
}

/** Whose account it is, by the claim that the vault reads it from; without it the vault knows of nobody. */
interface Accounts { readonly personClaim: string; staffNumber(officerId: string): string }

export async function startVaultWorld(allowance = 20, administrators: readonly string[] = [], circleKeepers: readonly string[] = [], accounts?: Accounts): Promise<VaultWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-vault-'))
  const postgres: TestPostgres = await startPostgres()
  const database = await postgres.createDatabase('vault')
  const files = await prepareControllerKeys(path.join(folder, 'keys'), Date.now())
  const provider = await startIdentityProvider({ folder, port: 0, ...accounts })
  const config: VaultConfig = {
    databaseUrl: await database.appUrl('casement_vault'), migrationDatabaseUrl: database.ownerUrl, keysFile: files.vaultKeysFile,
    keyBundleFile: files.bundleFile, purposesFile: files.purposesFile, controllerRootKey: files.rootPublicKey, issuer: provider.issuer,
    deviceAllowance: allowance, acceptedEpochs: [], administrators, circleKeepers, personClaim: accounts?.personClaim ?? null,
  }
  const clock = { now: () => Date.now() + world.skew }
  let running: { app: FastifyInstance; close(): Promise<void> } | null = null
  const world: VaultWorld = {
    folder, files, provider, database, skew: 0,
    get vault() {
      if (running === null) throw new Error('the vault is not running')
      return running.app
    },
    async restart(parts = {}) {
      await world.close()
      running = await createVault(config, { clock, log: () => undefined, ...parts })
    },
    async close() {
      await running?.close()
      running = null
    },
    token: (persona, audience = VAULT_AUDIENCE) => signIn(provider.issuer, persona, audience),
    async intakeToken(audience = VAULT_AUDIENCE) {
      const { clientId, clientSecret } = provider.intake
      const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
      return postToken(provider.issuer, { grant_type: 'client_credentials', resource: audience }, { authorization })
    },
    async enrol(persona, replaces) {
      const device = createDevice(await world.token(persona))
      const { deviceId, signingJwk: signingKey, ecdhJwk: ecdhKey, token } = device
      const answer = await world.call(vaultApi.enrolDevice, { deviceId, name: 'Test laptop', signingKey, ecdhKey, replaces }, { token })
      if (answer.status !== 200) throw new Error(`enrolment answered ${answer.problem.code}`)
      return device
    },
    async call(endpoint, body, { device, token = device?.token, path: url = endpoint.path }) {
      const payload = JSON.stringify(body)
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (token) headers.authorization = `Bearer ${token}`
      if (device && token) headers[DEVICE_PROOF_HEADER] = deviceProof(device, endpoint.method, endpoint.path, payload, token)
      const response = await world.vault.inject({ method: endpoint.method, url, headers, ...(endpoint.method === 'POST' ? { payload } : {}) })
      const json: unknown = response.json()
      return { status: response.statusCode, body: json as never, problem: json as Problem }
    },
    async mint(rows, source = 'housing') {
      const answer = await world.call(vaultApi.mintPseudonyms, { runId: randomUUID(), source, rows }, { token: await world.intakeToken() })
      if (answer.status !== 200) throw new Error(`minting answered ${answer.problem.code} ${JSON.stringify(answer.problem.detail)}`)
      return answer.body.minted
    },
    async stop() {
      await running?.close()
      await provider.close()
      await postgres.stop()
      rmSync(folder, { recursive: true })
    },
  }
  await world.restart()
  return world
}

export function createDevice(token: string): TestDevice {
  const signing = generateKeyPairSync('ed25519')
  const ecdh = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [{ x = '' }, ecdhPublic] = [signing.publicKey.export({ format: 'jwk' }), ecdh.publicKey.export({ format: 'jwk' })]
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }
  return {
    deviceId: randomUUID(), officerId: claims.sub, token, signingKey: signing.privateKey,
    signingJwk: { kty: 'OKP', crv: 'Ed25519', x },
    ecdhJwk: { kty: 'EC', crv: 'P-256', x: ecdhPublic.x ?? '', y: ecdhPublic.y ?? '' },
  }
}

/** Signs a payload as that device. */
export function signAs<T>(device: TestDevice, payload: T): Signed<T> {
  const signature = sign(null, canonicalBytes(payload as unknown as JsonValue), device.signingKey).toString('base64url')
  return { payload, deviceId: device.deviceId, signature }
}

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

export function deviceProof(device: TestDevice, method: string, route: string, body: string, token: string): string {
  const proof = signAs(device, {
    v: 1, type: 'device-proof', method, path: route, bodyHash: sha256Hex(body), tokenHash: sha256Hex(token), nonce: randomUUID(),
  })
  return Buffer.from(canonicalise(proof as unknown as JsonValue), 'utf8').toString('base64url')
}

export async function signIn(issuer: string, persona: PersonaName, audience: string): Promise<string> {
  let code = ''
  const app = createServer((request, response) => {
    code = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('code') ?? ''
    response.end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  const redirect = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/callback`
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL(`${issuer}/auth`)
  url.search = new URLSearchParams({
    client_id: DESKTOP_CLIENT_ID, redirect_uri: redirect, response_type: 'code', scope: 'openid', resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  }).toString()
  await answerSignIn(issuer, url.href, persona)
  app.close()
  return postToken(issuer, {
    grant_type: 'authorization_code', client_id: DESKTOP_CLIENT_ID, code, redirect_uri: redirect, code_verifier: verifier, resource: audience,
  })
}

async function postToken(issuer: string, body: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(body), headers })
  return ((await response.json()) as { access_token: string }).access_token
}
