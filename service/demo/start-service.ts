import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { choosePorts, DEFAULT_PORTS, type DemoPorts } from './choose-ports'
import { prepareControllerKeys } from './controller-key-files'
import { startIdentityProvider } from './identity-provider'
import { loadDemoData } from './load-demo-data'
import { lockDataFolder } from './lock-data-folder'
import { PERSONAS } from './personas'
import { startPostgresServer, type DatabaseUrls } from './postgres-server'
import { seedOfficers } from './seed-officers'
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
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).toReversed()) await stopPart()
    rmSync(path.join(dataDir, 'service.json'), { force: true })
    unlock()
  }
  try {
    const keys = await prepareControllerKeys(path.join(dataDir, 'keys'), clock.now())
    const ports = await choosePorts(options.ports ?? DEFAULT_PORTS)
    const postgres = await startPostgresServer(path.join(dataDir, 'postgres'), ports.postgres)
    stops.push(() => postgres.stop())
    say('PostgreSQL is up')
    const provider = await startIdentityProvider({ folder: path.join(dataDir, 'identity-provider'), port: ports.provider, clock })
    stops.push(() => provider.close())

    const common = {
      KEY_BUNDLE_FILE: keys.bundleFile, PURPOSES_FILE: keys.purposesFile, CONTROLLER_ROOT_KEY: JSON.stringify(keys.rootPublicKey),
      OIDC_ISSUER: provider.issuer, DEVICE_ALLOWANCE: String(deviceAllowance),
    }
    const logsFolder = path.join(dataDir, 'logs')
    const vault = createServiceProcess({
      name: 'vault', port: ports.vault, logsFolder,
      env: { ...common, VAULT_DATABASE_URL: postgres.vault.serviceUrl, VAULT_MIGRATION_DATABASE_URL: postgres.vault.ownerUrl, VAULT_KEYS_FILE: keys.vaultKeysFile, VAULT_ADMINISTRATORS: PERSONAS.admin.officerId },
    })
    const hub = createServiceProcess({
      name: 'hub', port: ports.hub, logsFolder,
      env: { ...common, HUB_DATABASE_URL: postgres.hub.serviceUrl, HUB_MIGRATION_DATABASE_URL: postgres.hub.ownerUrl, HUB_KEYS_FILE: keys.hubKeysFile },
    })
    stops.push(() => vault.stop(), () => hub.stop())
    await Promise.all([vault.start(), hub.start()])
    say(`hub ${hub.url} and vault ${vault.url} are up`)
    await seedOfficers(postgres.hub.ownerUrl)

    const address = { hubUrl: hub.url, vaultUrl: vault.url, issuer: provider.issuer, intake: provider.intake }
    const loaded = await loadDemoData({ ...address, dataDir, households, seed, clock, say })
    writeFileSync(path.join(dataDir, 'service.json'), JSON.stringify(address, null, 2), { mode: 0o600 })
    return {
      ...address, rootPublicKey: keys.rootPublicKey, households: loaded, databases: { hub: postgres.hub, vault: postgres.vault }, hub, vault, stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const sayOnStderr = (line: string): void => void process.stderr.write(`casement: ${line}\n`)
