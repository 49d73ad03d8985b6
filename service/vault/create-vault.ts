import type { FastifyInstance } from 'fastify'
import { createAuthentication } from '../plugins/authentication'
import type { Clock } from '../plugins/clock'
import { createApp } from '../plugins/create-app'
import { loadKeyBundle, loadPurposes } from '../plugins/key-bundle'
import { migrate } from '../plugins/migrate'
import { openDatabase } from '../plugins/postgres'
import { createRoutes } from '../plugins/register-endpoint'
import { requireErasures } from '../plugins/require-erasures'
import { requireNoOlderSigned } from '../plugins/remember-signed'
import { StartRefused } from '../plugins/start-refused'
import { createServiceLog, type ServiceLog } from '../plugins/service-log'
import type { VaultConfig } from './config'
import { LOOKUP_CHECKS, type LookupChecks } from './domain/checks/lookup-checks'
import { RELEASE_CHECKS, type ReleaseChecks } from './domain/checks/release-checks'
import { holdToKeys, requireOwnKeys } from './keys/require-own-keys'
import { readVaultKeys } from './keys/vault-keys'
import { vaultMigrations } from './migrations/index'
import { createAccountPerson } from './repositories/account-repository'
import { findDevice } from './repositories/device-repository'
import { registerVaultRoutes } from './routes/vault-routes'

/** What tests may replace. Nothing here can be reached from the environment. */
export interface VaultParts {
  readonly clock?: Clock
  readonly log?: ServiceLog
  /** Without one of them, a test sees the attack which that check stops. */
  readonly releaseChecks?: ReleaseChecks
  readonly lookupChecks?: LookupChecks
}

/**
 * The vault: keys and signed data read and verified (a vault that cannot verify does not start), database brought up to date, routes in
 * place; not yet listening. `close` lets running requests finish.
 */
export async function createVault(config: VaultConfig, parts: VaultParts = {}): Promise<{ app: FastifyInstance; close(): Promise<void> }> {
  const clock = parts.clock ?? Date
  const log = parts.log ?? createServiceLog((text) => process.stdout.write(text), () => clock.now())
  const bundle = await loadKeyBundle(config.keyBundleFile, config.controllerRootKey)
  const purposes = await loadPurposes(config.purposesFile, bundle)
  const keys = await readVaultKeys(config.keysFile)
  if (!keys.sealKeys.has(bundle.active('vault-seal').kid)) throw new StartRefused('the key file lacks the active vault-seal key: it is of another key bundle')
  if (config.migrationDatabaseUrl !== null) await migrate(config.migrationDatabaseUrl, vaultMigrations)
  const database = openDatabase<unknown>({ url: config.databaseUrl, onConnect: holdToKeys(keys) })
  try {
    await requireNoOlderSigned(database.db, config.controllerRootKey, { bundle, purposes }, clock.now())
    await requireErasures(database.db, config.certificatesFolder ?? null)
    await requireOwnKeys(database.db, keys, clock.now())
  } catch (error) {
    await database.close()
    throw error
  }
  const app = createApp({ service: 'vault', log })
  const authentication = createAuthentication({
    issuer: config.issuer,
    audience: 'urn:casement:vault',
    clock,
    personClaim: config.personClaim ?? null,
    notePerson: (officerId, personKey) => createAccountPerson(database.db, { officerId, personKey, at: new Date(clock.now()) }),
    findDevice: async (deviceId) => {
      const row = await findDevice(database.db, deviceId)
      return row === null ? null : { officerId: row.officer_id, signingKey: row.signing_key, revokedAt: row.revoked_at }
    },
  })
  registerVaultRoutes(createRoutes(app, authentication), {
    database: database.db, keys, bundle, purposes, clock, log, acceptedEpochs: config.acceptedEpochs, deviceAllowance: config.deviceAllowance,
    administrators: config.administrators ?? [], circleKeepers: config.circleKeepers ?? [],
    releaseChecks: parts.releaseChecks ?? RELEASE_CHECKS, lookupChecks: parts.lookupChecks ?? LOOKUP_CHECKS,
    isAlive: () => database.isAlive(),
  })
  await app.ready()
  return {
    app,
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
