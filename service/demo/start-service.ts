import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { choosePorts, DEFAULT_PORTS, type DemoPorts } from './choose-ports'
import { prepareControllerKeys } from '../controller/controller-key-files'
import { startIdentityProvider } from './identity-provider'
import { loadDemoData } from './load-demo-data'
import { lockDataFolder } from './lock-data-folder'
import type { OwnDatabases } from './own-databases'
import { COLLEAGUES } from './colleagues'
import { PERSONAS, STAFF_NUMBER_CLAIM } from './personas'
import { startPostgresServer, type DatabaseUrls } from './postgres-server'
import { seedCircle } from './seed-circle'
import { SCRIPTED_SCENES } from './synthetic/scripted-scenes'
import { startCourier } from './start-courier'
import { clientCredentialsTokens } from '../intake/load/token-source'
import { seedCaseload } from './seed-caseload'
import { seedOfficers } from '../controller/seed-officers'
import { seedStandIns } from './seed-stand-ins'
import { createServiceProcess, type ServiceProcess } from './service-process'

export interface DemoServiceOptions {
  /** Absolute; made when missing. The accounts of PostgreSQL and of the app must be able to traverse it. */
  readonly dataDir: string
  /** Taken when free, else others. */
  readonly ports?: DemoPorts
  readonly households?: number
  readonly seed?: number
  /** Forget databases, extracts and sign-ins of earlier starts (the keys stay). */
  readonly fresh?: boolean
  /** Devices that one officer may enrol. */
  readonly deviceAllowance?: number
  readonly clock?: { now(): number }
  readonly say?: (line: string) => void
  /** Databases that are there already; else the embedded PostgreSQL is started for its own. */
  readonly databases?: OwnDatabases | null
  /** What Node runs for each service: see ServiceProcessOptions. */
  readonly program?: readonly string[]
  /** Stops a start that is under way: after the part, or the batch of rows, that it is at. The start then rejects with the reason. */
  readonly stop?: AbortSignal
}

/** The running service, all parts real. */
export interface DemoService {
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly issuer: string
  readonly rootPublicKey: Ed25519PublicJwk
  readonly intake: { readonly clientId: string; readonly clientSecret: string }
  readonly households: number
  readonly databases: { readonly hub: DatabaseUrls; readonly vault: DatabaseUrls }
  readonly hub: ServiceProcess
  readonly vault: ServiceProcess
  stop(): Promise<void>
}

/** Who sees that declarations exist, and may agree to a withdrawal. */
const KEEPERS = [PERSONAS.supervisor, PERSONAS['other-supervisor'], PERSONAS['ig-lead']]

interface Part { kill(): unknown }
const running = new Set<Part>()

/** Ends every database and service that this process has started, at once: what is not committed is lost. */
export function killDemoParts(): void {
  for (const part of running) void part.kill()
}

/** Entries of the data folder that `fresh` forgets. */
const OF_EARLIER_STARTS = ['postgres', 'extracts', 'loaded.json', 'identity-provider/refresh-tokens.json', 'service.json', 'logs']

/**
 * Starts PostgreSQL, the identity provider, vault and hub on the loopback, with officers seeded and synthetic households loaded through
 * the real intake. Keeps its data: a second start is quick. Writes `service.json` (mode 600), by which `npm run intake` finds it. When
 * a part does not start, those before it are stopped again.
 */
export async function startDemoService(options: DemoServiceOptions): Promise<DemoService> {
  const { dataDir, households = 2_000, seed = 1, deviceAllowance = 2, clock = Date, say = sayOnStderr } = options
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o755)
  const unlock = lockDataFolder(dataDir)
  if (options.fresh) for (const entry of OF_EARLIER_STARTS) rmSync(path.join(dataDir, entry), { recursive: true, force: true })
  const stops: (() => Promise<void>)[] = []
  const parts: Part[] = []
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).toReversed()) await stopPart()
    rmSync(path.join(dataDir, 'service.json'), { force: true })
    for (const part of parts) running.delete(part)
    unlock()
  }
  /** From its start on a part can be killed; the next is not begun when the whole is to stop. */
  const begin = (part: Part): void => {
    options.stop?.throwIfAborted()
    parts.push(part)
    running.add(part)
  }
  const databases = async (port: number): Promise<OwnDatabases> => {
    if (options.databases) {
      say('the databases are those that the environment names')
      return options.databases
    }
    const server = await startPostgresServer(path.join(dataDir, 'postgres'), port, begin)
    stops.push(() => server.stop())
    say('PostgreSQL is up')
    return server
  }
  try {
    const keys = await prepareControllerKeys(path.join(dataDir, 'keys'), clock.now())
    const ports = await choosePorts(options.ports ?? DEFAULT_PORTS)
    const postgres = await databases(ports.postgres)
    const provider = await startIdentityProvider({ folder: path.join(dataDir, 'identity-provider'), port: ports.provider, clock })
    stops.push(() => provider.close())

    const certificates = path.join(dataDir, 'erasures')
    const common = {
      CERTIFICATES_FOLDER: certificates, KEY_BUNDLE_FILE: keys.bundleFile, PURPOSES_FILE: keys.purposesFile, CONTROLLER_ROOT_KEY: JSON.stringify(keys.rootPublicKey),
      OIDC_ISSUER: provider.issuer, OIDC_PERSON_CLAIM: STAFF_NUMBER_CLAIM, DEVICE_ALLOWANCE: String(deviceAllowance),
    }
    const how = { logsFolder: path.join(dataDir, 'logs'), ...(options.program === undefined ? {} : { program: options.program }) }
    const vault = createServiceProcess({
      name: 'vault', port: ports.vault, ...how,
      env: { ...common, VAULT_DATABASE_URL: postgres.vault.serviceUrl, VAULT_MIGRATION_DATABASE_URL: postgres.vault.ownerUrl, VAULT_KEYS_FILE: keys.vaultKeysFile, VAULT_ADMINISTRATORS: PERSONAS.admin.officerId, VAULT_CIRCLE_KEEPERS: KEEPERS.map(({ officerId }) => officerId).join(',') },
    })
    const hub = createServiceProcess({
      name: 'hub', port: ports.hub, ...how,
      env: { ...common, HUB_DATABASE_URL: postgres.hub.serviceUrl, HUB_MIGRATION_DATABASE_URL: postgres.hub.ownerUrl, HUB_KEYS_FILE: keys.hubKeysFile, SHARING_AGREEMENT_FILE: keys.sharingAgreementFile },
    })
    stops.push(() => vault.stop(), () => hub.stop())
    for (const part of [vault, hub]) begin(part)
    await Promise.all([vault.start(), hub.start()])
    options.stop?.throwIfAborted()
    say(`hub ${hub.url} and vault ${vault.url} are up`)
    await seedOfficers(postgres.hub.ownerUrl, [...Object.values(PERSONAS), ...COLLEAGUES])

    const address = { hubUrl: hub.url, vaultUrl: vault.url, issuer: provider.issuer, intake: provider.intake }
    const loaded = await loadDemoData({ ...address, dataDir, households, seed, clock, say, stop: options.stop, marker: markerFor(options.databases ?? null) })
    const acts = await seedCaseload(postgres.hub.serviceUrl, clock)
    if (households >= SCRIPTED_SCENES.length) await seedCircle(postgres.vault.serviceUrl, keys.vaultKeysFile, clock)
    const courier = await startCourier({ ...address, tokens: clientCredentialsTokens({ issuer: provider.issuer, ...provider.intake }, clock) })
    stops.push(async () => courier.stop())
    if (acts > 0) say(`${acts} acts on caseloads: claims, hand-overs, next actions, referrals`)
    const standIns = await seedStandIns(postgres.hub.serviceUrl, clock)
    if (standIns > 0) say(`${standIns} entries of a deputy and the duty rota`)
    // For `npm run ledger`, which is the controller's and the operator's command and finds a demonstration as intake does.
    const ledger = {
      HUB_DATABASE_URL: postgres.hub.serviceUrl, VAULT_DATABASE_URL: postgres.vault.serviceUrl, HUB_KEYS_FILE: keys.hubKeysFile, KEY_BUNDLE_FILE: keys.bundleFile, CONTROLLER_ROOT_KEY: keys.rootPublicKey,
    }
    // For `npm run retention`, which is the controller's: the owners' addresses, and the key that it signs with.
    const retention = {
      HUB_MIGRATION_DATABASE_URL: postgres.hub.ownerUrl, VAULT_MIGRATION_DATABASE_URL: postgres.vault.ownerUrl, HUB_KEYS_FILE: keys.hubKeysFile, KEY_BUNDLE_FILE: keys.bundleFile,
      CONTROLLER_ROOT_KEY: keys.rootPublicKey, CONTROLLER_KEY_FILE: path.join(dataDir, 'keys', 'purposes-key.json'), CERTIFICATES_FOLDER: certificates,
    }
    writeFileSync(path.join(dataDir, 'service.json'), JSON.stringify({ ...address, ledger, retention }, null, 2), { mode: 0o600 })
    return {
      ...address, rootPublicKey: keys.rootPublicKey, households: loaded, databases: { hub: postgres.hub, vault: postgres.vault }, hub, vault, stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What was loaded is noted beside the data folder's other notes, by database: another one has its own first load. */
function markerFor(databases: OwnDatabases | null): string {
  if (databases === null) return 'loaded.json'
  const places = [databases.hub.ownerUrl, databases.vault.ownerUrl].map((text) => new URL(text)).map(({ host, pathname }) => `${host}${pathname}`)
  return `loaded-${createHash('sha256').update(places.join(' ')).digest('hex').slice(0, 12)}.json`
}

const sayOnStderr = (line: string): void => void process.stderr.write(`casement: ${line}\n`)
