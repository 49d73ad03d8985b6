import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { calculateJwkThumbprint } from 'jose'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { hubApi } from '../../../shared/api/hub-api'
import { vaultApi, type Minted } from '../../../shared/api/vault-api'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import type { LookupCriteria } from '../../../shared/model/reveal'
import type { Purpose } from '../../../shared/purposes/purpose'
import { prepareControllerKeys } from '../../../service/controller/controller-key-files'
import { createHub, type Hub } from '../../../service/hub/create-hub'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { createVault, type VaultParts } from '../../../service/vault/create-vault'
import { run, startPostgres, type TestDatabase } from '../../support/postgres'
import { TestDevice, type RevealBody } from '../hub/test-device'
import { makeFacts } from '../hub/test-facts'
import { startTestIssuer } from '../hub/test-issuer'
import { identityRow } from '../vault/identity-row-factory'

export type Service = 'hub' | 'vault'

/** A call as it goes over the wire. */
export interface Sent {
  readonly to: Service
  readonly path: string
  readonly body: string
  readonly token: string
  readonly proof: string
}

export interface Answer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
}

/** An officer's laptop, with its officer's tokens for both services. */
export interface Laptop {
  readonly device: TestDevice
  readonly tokens: Readonly<Record<Service, string>>
}

/** A genuine call: everything in it was signed, entered, proved and granted. */
export interface Genuine<Body = Record<string, unknown>> {
  readonly endpoint: Endpoint
  readonly to: Service
  readonly laptop: Laptop
  readonly body: Body
}

export interface RevealWish {
  readonly laptop: Laptop
  readonly purpose: Purpose
  readonly household: Pick<Minted, 'householdId' | 'personId'>
  readonly fieldGroups: RevealBody['signed']['payload']['fieldGroups']
}

const TOKEN_LIFE_S = 7_200
const OFFICERS = [['amara.okafor', 'officer'], ['priya.nair', 'supervisor']] as const

/** Real hub, real vault, their databases on a real PostgreSQL, one issuer for both, and laptops enrolled at both. Clocks of the vault may be set. */
export class GrantWorld {
  vaultKnownSize = 0

  private constructor(
    /** Milliseconds by which the vault's clock is ahead. */
    readonly ahead: { ms: number },
    readonly hub: Hub,
    private vault: { app: FastifyInstance; close(): Promise<void> },
    readonly databases: Readonly<Record<Service, TestDatabase>>,
    readonly minted: readonly Minted[],
    private readonly makeVault: (parts: VaultParts) => Promise<{ app: FastifyInstance; close(): Promise<void> }>,
    private readonly tokenFor: (subject: string, to: Service) => Promise<string>,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<GrantWorld> {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-grants-'))
    const [postgres, issuer, files] = await Promise.all([startPostgres(), startTestIssuer(), prepareControllerKeys(folder, Date.now())])
    const databases = { hub: await postgres.createDatabase('hub'), vault: await postgres.createDatabase('vault') }
    const common = { keyBundleFile: files.bundleFile, purposesFile: files.purposesFile, controllerRootKey: files.rootPublicKey, issuer: issuer.issuer }
    const hub = await createHub({ ...common, sharingAgreementFile: files.sharingAgreementFile, databaseUrl: await databases.hub.appUrl(HUB_ROLE), migrationDatabaseUrl: databases.hub.ownerUrl, keysFile: files.hubKeysFile, deviceAllowance: 20 })
    for (const [id, role] of OFFICERS) await run(databases.hub.ownerUrl, 'insert into officers values ($1, $1, $2, $3, $4)', [id, role, 'income-and-debt', 'canterbury'])
    const vaultUrl = await databases.vault.appUrl('casement_vault')
    const ahead = { ms: 0 }
    const clock = { now: () => Date.now() + ahead.ms }
    const makeVault = (parts: VaultParts) =>
      createVault({ ...common, databaseUrl: vaultUrl, migrationDatabaseUrl: databases.vault.ownerUrl, keysFile: files.vaultKeysFile, deviceAllowance: 20, acceptedEpochs: [] }, { clock, log: () => undefined, ...parts })
    const tokenFor = (subject: string, to: Service) => issuer.token({ subject, audience: `urn:casement:${to}`, expiresIn: TOKEN_LIFE_S })
    const vault = await makeVault({})

    const intake = async (to: Service) => ({ authorization: `Bearer ${await issuer.token({ subject: 'casement-intake', role: 'intake', audience: `urn:casement:${to}` })}`, 'content-type': 'application/json' })
    const rows = [1, 2, 3].map((row) => identityRow({ row, forenames: `Person${'abc'[row - 1]}`, dateOfBirth: `198${row}-02-03`, niNumber: `QQ12120${row}A`, phone: `07700 90091${row}` }))
    const answer = await vault.app.inject({ method: 'POST', url: vaultApi.mintPseudonyms.path, headers: await intake('vault'), payload: JSON.stringify({ runId: randomUUID(), source: 'housing', rows }) })
    const { minted } = vaultApi.mintPseudonyms.response.parse(answer.json())
    const records = minted.map(({ householdId, personId, reference }) => makeFacts({ householdId, reference, members: [{ personId, role: 'account-holder', ageBand: '35-44' }] as never }))
    await hub.app.inject({ method: 'POST', url: hubApi.loadFacts.path, headers: await intake('hub'), payload: JSON.stringify({ runId: '0193a000-0000-7000-8000-000000000000', source: records[0]?.source, records }) })

    return new GrantWorld(ahead, hub, vault, databases, minted, makeVault, tokenFor, async () => {
      issuer.close()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    })
  }

  async stop(): Promise<void> {
    await this.vault.close()
    await this.hub.close()
    await this.end()
  }

  /** Makes the vault anew, with other checks for the tests that show what the checks are for. */
  async restartVault(parts: VaultParts = {}): Promise<void> {
    await this.vault.close()
    this.vault = await this.makeVault(parts)
  }

  async enrol(officerId: string): Promise<Laptop> {
    const device = new TestDevice(officerId)
    const laptop = { device, tokens: { hub: await this.tokenFor(officerId, 'hub'), vault: await this.tokenFor(officerId, 'vault') } }
    const payload = JSON.stringify({ deviceId: device.deviceId, name: 'Laptop', signingKey: device.signingKey, ecdhKey: device.ecdhKey, replaces: null })
    for (const [to, { path: url }] of [['hub', hubApi.enrolDevice], ['vault', vaultApi.enrolDevice]] as const) {
      const { status, json } = await this.#inject(to, url, payload, { authorization: `Bearer ${laptop.tokens[to]}` })
      if (status !== 200) throw new Error(`enrolment answered ${String(json['code'])}`)
    }
    return laptop
  }

  send({ to, path: url, body, token, proof }: Sent): Promise<Answer> {
    return this.#inject(to, url, body, { authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: proof })
  }

  /** Sends what is genuine, with a proof of its own. */
  ask({ to, endpoint, laptop, body }: Genuine<unknown>): Promise<Answer> {
    return this.send(signCall(laptop, to, endpoint.path, JSON.stringify(body)))
  }

  /** Body of a hub's reveal request that nobody has sent yet, and the window key that it names. */
  async wantReveal({ laptop, purpose, household, fieldGroups }: RevealWish) {
    const { kty, crv, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
    const body = laptop.device.revealBody({
      epoch: this.hub.services.ledger.epoch, purpose, householdId: household.householdId, persons: [household.personId], fieldGroups,
      windowKey: await calculateJwkThumbprint(windowKey), vaultKnownSize: this.vaultKnownSize,
    })
    return { windowKey, wanted: { endpoint: hubApi.requestReveal, to: 'hub', laptop, body } satisfies Genuine<RevealBody> }
  }

  /** States a need at the hub and answers the call that the vault would answer. */
  async granted(wish: RevealWish): Promise<Genuine> {
    const { windowKey, wanted } = await this.wantReveal(wish)
    const { json } = await this.ask(wanted)
    if (json['outcome'] !== 'allow') throw new Error(`the hub answered ${JSON.stringify(json)}`)
    const { signed, openings: { officer, persons } } = wanted.body
    const body = { grant: json['grant'], signed, windowKey, openings: { officer, persons }, evidence: this.#evidence(json), approval: null }
    return { endpoint: vaultApi.releaseDetails, to: 'vault', laptop: wish.laptop, body }
  }

  /** The same for a look-up. */
  async grantedLookup(laptop: Laptop, purpose: Purpose, criteria: LookupCriteria): Promise<Genuine> {
    const asked = laptop.device.lookupBody({ epoch: this.hub.services.ledger.epoch, purpose, criteria: Object.keys(criteria).includes('phone') ? ['ni-number', 'phone'] : ['date-of-birth', 'ni-number'] })
    const body = { ...asked, vaultKnownSize: this.vaultKnownSize }
    const { json } = await this.ask({ endpoint: hubApi.requestLookup, to: 'hub', laptop, body })
    const { signed, officer } = asked
    return { endpoint: vaultApi.lookup, to: 'vault', laptop, body: { grant: json['grant'], signed, officer, evidence: this.#evidence(json), criteria } }
  }

  #evidence(json: Readonly<Record<string, unknown>>) {
    return { receipt: json['receipt'], vaultKnownSize: this.vaultKnownSize, vaultConsistencyProof: json['vaultConsistencyProof'] }
  }

  async #inject(to: Service, url: string, payload: string, headers: Record<string, string>): Promise<Answer> {
    const app = to === 'hub' ? this.hub.app : this.vault.app
    const response = await app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload })
    const json: unknown = response.json()
    return { status: response.statusCode, json: json as Record<string, unknown> }
  }
}

export const signCall = ({ device, tokens }: Laptop, to: Service, url: string, body: string): Sent => ({
  to, path: url, body, token: tokens[to], proof: device.proof({ method: 'POST', path: url, body, token: tokens[to] }),
})
