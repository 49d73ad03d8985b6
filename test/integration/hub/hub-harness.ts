import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { hubApi } from '../../../shared/api/hub-api'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { Purpose } from '../../../shared/purposes/purpose'
import { prepareControllerKeys } from '../../../service/controller/controller-key-files'
import { createHub, type Hub } from '../../../service/hub/create-hub'
import type { HubConfig } from '../../../service/hub/hub-config'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { run, startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'
import { settle } from '../../support/settle'
import { TestDevice } from './test-device'
import { startTestIssuer, type TestIssuer } from './test-issuer'

export interface Answer {
  readonly status: number
  readonly text: string
  readonly json: Record<string, unknown>
  readonly headers: Record<string, unknown>
}

const OFFICERS = [
  ['amara.okafor', 'Amara Okafor', 'officer', 'income-and-debt'], ['tom.brennan', 'Tom Brennan', 'outreach', 'outreach'],
  ['priya.nair', 'Priya Nair', 'supervisor', 'income-and-debt'], ['helen.marsh', 'Helen Marsh', 'ig-lead', 'customer-contact'],
  ['dev.patel', 'Dev Patel', 'admin', 'customer-contact'],
] as const

/** A real hub on a real database with a real issuer; calls go through the whole app. */
export class HubHarness {
  private constructor(
    readonly postgres: TestPostgres, readonly database: TestDatabase, readonly issuer: TestIssuer, readonly config: HubConfig, readonly folder: string, public hub: Hub,
  ) {}

  static async start(config: Partial<HubConfig> = {}): Promise<HubHarness> {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-hub-'))
    const [postgres, issuer, keys] = await Promise.all([startPostgres(), startTestIssuer(), prepareControllerKeys(folder, Date.now())])
    const database = await postgres.createDatabase('hub')
    const whole: HubConfig = {
      databaseUrl: await database.appUrl(HUB_ROLE), migrationDatabaseUrl: database.ownerUrl, keysFile: keys.hubKeysFile, keyBundleFile: keys.bundleFile,
      purposesFile: keys.purposesFile, sharingAgreementFile: keys.sharingAgreementFile, controllerRootKey: keys.rootPublicKey, issuer: issuer.issuer, ...config,
    }
    const hub = await createHub(whole)
    for (const [id, name, role, team] of OFFICERS) await run(database.ownerUrl, 'insert into officers values ($1, $2, $3, $4, $5)', [id, name, role, team, 'canterbury'])
    return new HubHarness(postgres, database, issuer, whole, folder, hub)
  }

  async stop(): Promise<void> {
    await this.hub.close()
    this.issuer.close()
    await this.postgres.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async restart(): Promise<void> {
    await this.hub.close()
    this.hub = await createHub(this.config)
  }

  get epoch(): string {
    return this.hub.services.ledger.epoch
  }

  purpose(code = 'homelessness-prevention'): Purpose {
    const purpose = this.hub.services.purposes.find(code)
    if (purpose === null) throw new Error('no such purpose')
    return purpose
  }

  async inject(endpoint: Endpoint, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const payload = endpoint.method === 'GET' ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await this.hub.app.inject({ method: endpoint.method, url: endpoint.path, headers: { 'content-type': 'application/json', ...headers }, ...payload })
    const json = response.headers['content-type']?.toString().includes('ndjson') ? {} : (JSON.parse(response.body) as Record<string, unknown>)
    return { status: response.statusCode, text: response.body, json, headers: response.headers }
  }

  async asOfficer(officerId: string, endpoint: Endpoint, body: unknown): Promise<Answer> {
    return this.inject(endpoint, body, { authorization: `Bearer ${await this.issuer.token({ subject: officerId })}` })
  }

  /** `authTime`: of a sign-in whose time the token tells, Unix seconds. */
  async asDevice(device: TestDevice, endpoint: Endpoint, body: unknown, authTime?: number): Promise<Answer> {
    const token = await this.issuer.token({ subject: device.officerId, ...(authTime === undefined ? {} : { authTime }) })
    const text = JSON.stringify(body)
    return this.inject(endpoint, text, { authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: device.proof({ method: endpoint.method, path: endpoint.path, body: text, token }) })
  }

  async enrol(officerId = 'amara.okafor'): Promise<TestDevice> {
    const device = new TestDevice(officerId)
    const answer = await this.enrolDevice(device)
    if (answer.status !== 200) throw new Error(`enrolment answered ${answer.text}`)
    return device
  }

  enrolDevice(device: TestDevice, replaces: string | null = null): Promise<Answer> {
    return this.asOfficer(device.officerId, hubApi.enrolDevice, { deviceId: device.deviceId, name: 'Laptop', signingKey: device.signingKey, ecdhKey: device.ecdhKey, replaces })
  }

  async load(records: readonly CodedFacts[]): Promise<Answer> {
    const token = await this.issuer.token({ subject: 'casement-intake', role: 'intake' })
    const answer = await this.inject(hubApi.loadFacts, { runId: '0193a000-0000-7000-8000-000000000000', source: records[0]?.source, records }, { authorization: `Bearer ${token}` })
    await this.settle()
    return answer
  }

  /** Waits until the feed may read everything committed so far. */
  settle(): Promise<void> {
    return settle(this.database.adminUrl)
  }

  /** As the server's superuser in the hub's database. */
  sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return run(this.database.adminUrl, text, values)
  }
}
