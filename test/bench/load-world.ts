import { Agent, request } from 'node:http'
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { DEVICE_PROOF_HEADER } from '../../shared/api/device-proof'
import { hubApi } from '../../shared/api/hub-api'
import { prepareControllerKeys } from '../../service/controller/controller-key-files'
import { startPostgresServer, type PostgresServer } from '../../service/demo/postgres-server'
import { createServiceProcess, type ServiceProcess } from '../../service/demo/service-process'
import { HUB_AUDIENCE } from '../../service/demo/identity-provider'
import type { PurposeSet } from '../../shared/purposes/purpose'
import { decodeJwt } from 'jose'
import { freePorts } from '../support/free-ports'
import { run } from '../support/postgres'
import { TestDevice } from '../integration/hub/test-device'
import { makeFacts } from '../integration/hub/test-facts'
import { startTestIssuer } from '../integration/hub/test-issuer'

/** A call made ready beforehand: what is timed is the service. */
export interface Ready {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface LoadLaptop {
  readonly device: TestDevice
  readonly token: string
}

/** Reveals of an hour: the hub's cap. */
const PER_OFFICER = 40

/** One hub on a PostgreSQL that is durable (as it ships), with officers, laptops and households; all calls over loopback. */
export class LoadWorld {
  private constructor(
    readonly postgres: PostgresServer, readonly hub: ServiceProcess, private readonly connections: number,
    readonly parts: Readonly<{
      laptops: readonly LoadLaptop[]; households: readonly { householdId: string; personId: string }[]; epoch: string; purposes: PurposeSet
    }>,
    readonly stop: () => Promise<void>,
  ) {}

  static async start({ program, households, officers, connections }: Readonly<{ program: string; households: number; officers: number; connections: number }>): Promise<LoadWorld> {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-load-'))
    chmodSync(folder, 0o755)
    const [port = 0, postgresPort = 0] = await freePorts(2)
    const [postgres, issuer, keys] = await Promise.all([startPostgresServer(path.join(folder, 'postgres'), postgresPort), startTestIssuer(), prepareControllerKeys(path.join(folder, 'keys'), Date.now())])
    const hub = createServiceProcess({
      name: 'hub', port, logsFolder: path.join(folder, 'logs'), program: [program],
      env: {
        KEY_BUNDLE_FILE: keys.bundleFile, PURPOSES_FILE: keys.purposesFile, SHARING_AGREEMENT_FILE: keys.sharingAgreementFile, CONTROLLER_ROOT_KEY: JSON.stringify(keys.rootPublicKey), OIDC_ISSUER: issuer.issuer,
        HUB_DATABASE_URL: postgres.hub.serviceUrl, HUB_MIGRATION_DATABASE_URL: postgres.hub.ownerUrl, HUB_KEYS_FILE: keys.hubKeysFile,
      },
    })
    await hub.start()
    const stop = async (): Promise<void> => {
      await hub.stop()
      issuer.close()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    const post = async (endpoint: { readonly path: string }, token: string, body: unknown): Promise<unknown> => {
      const answer = await fetch(`${hub.url}${endpoint.path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    }
    const intake = await issuer.token({ subject: 'casement-intake', role: 'intake' })
    const records = Array.from({ length: households }, () => makeFacts())
    for (let at = 0; at < records.length; at += 500) {
      const some = records.slice(at, at + 500)
      await post(hubApi.loadFacts, intake, { runId: '0193a000-0000-7000-8000-000000000000', source: some[0]?.source, records: some })
    }
    const laptops: LoadLaptop[] = []
    let epoch = ''
    for (let n = 0; n < officers; n += 1) {
      const officerId = `bench.officer${n}`
      await run(postgres.hub.ownerUrl, "insert into officers values ($1, $1, 'officer', 'income-and-debt', 'canterbury')", [officerId])
      const device = new TestDevice(officerId)
      const token = await issuer.token({ subject: officerId, audience: HUB_AUDIENCE, expiresIn: 4 * 3_600 })
      const { deviceId, signingKey, ecdhKey } = device
      ;({ epoch } = hubApi.enrolDevice.response.parse(await post(hubApi.enrolDevice, token, { deviceId, name: 'Laptop', signingKey, ecdhKey, replaces: null })))
      laptops.push({ device, token })
    }
    const { purposes } = hubApi.keys.response.parse(await (await fetch(`${hub.url}${hubApi.keys.path}`)).json())
    const known = records.map(({ householdId, members: [first] }) => ({ householdId, personId: first?.personId ?? '' }))
    return new LoadWorld(postgres, hub, connections, { laptops, households: known, epoch, purposes: decodeJwt<PurposeSet>(purposes) }, stop)
  }

  /** So many reveal requests, signed and ready to send, spread over officers and households. */
  prepareReveals(count: number): Ready[] {
    const { laptops, households, epoch, purposes } = this.parts
    if (count > laptops.length * PER_OFFICER) throw new RangeError('more than the cap of these officers')
    const purpose = purposes.purposes.find(({ approval, roles, fieldGroups }) => approval === 'none' && roles.includes('officer') && fieldGroups.includes('identity') && fieldGroups.includes('contact'))
    if (purpose === undefined) throw new Error('no such purpose')
    return Array.from({ length: count }, (_, n): Ready => {
      const laptop = laptops[n % laptops.length] as LoadLaptop
      const { householdId, personId } = households[n % households.length] as (typeof households)[number]
      return makeReady(laptop, hubApi.requestReveal, laptop.device.revealBody({ epoch, purpose, householdId, persons: [personId] }))
    })
  }

  /** Sends all, as many at once as there are connections; answers how many a second. Throws when one is not answered as expected. */
  async perSecond(calls: readonly Ready[], expected: string): Promise<number> {
    // Of this turn alone: a connection that was idle while calls were signed may be closed by the hub just as it is used again.
    const agent = new Agent({ keepAlive: true, maxSockets: this.connections })
    const start = performance.now()
    await Promise.all(calls.map(async (call) => {
      const text = (await this.send(call, agent)).toString('utf8')
      if (!text.startsWith(expected)) throw new Error(`the hub answered ${text.slice(0, 200)}`)
    }))
    const took = performance.now() - start
    agent.destroy()
    return calls.length / (took / 1_000)
  }

  /** The caps of an hour begin again. */
  async forgetCaps(): Promise<void> {
    await run(this.postgres.hub.adminUrl, "update reveal_decisions set decided_at = decided_at - interval '25 hours'; analyze")
  }

  /** The whole answer, whatever its status. */
  send({ path: url, headers, body }: Ready, agent: Agent): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.hub.url}${url}`, { method: 'POST', headers, agent }, (response) => void buffer(response).then(resolve, reject))
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** A call of this laptop, signed. */
export function makeReady({ device, token }: LoadLaptop, { path }: { readonly path: string }, content: unknown): Ready {
  const body = JSON.stringify(content)
  return { path, body, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', [DEVICE_PROOF_HEADER]: device.proof({ method: 'POST', path, body, token }) } }
}
