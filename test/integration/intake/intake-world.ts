import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { prepareControllerKeys } from '../../../service/controller/controller-key-files'
import { startIdentityProvider, type IdentityProvider } from '../../../service/demo/identity-provider'
import { createHub } from '../../../service/hub/create-hub'
import { clientCredentialsTokens } from '../../../service/intake/load/token-source'
import { runIntake, type IntakeOptions, type IntakeReport } from '../../../service/intake/run-intake'
import { createVault } from '../../../service/vault/create-vault'
import { startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'

/** Real PostgreSQL, the real provider, hub and vault, listening. */
export interface IntakeWorld {
  readonly folder: string
  readonly provider: IdentityProvider
  readonly hubDatabase: TestDatabase
  readonly vaultDatabase: TestDatabase
  readonly hubUrl: string
  readonly vaultUrl: string
  intake(source: string, files: readonly string[], other?: Partial<IntakeOptions>): Promise<IntakeReport>
  stop(): Promise<void>
}

interface Service { readonly app: FastifyInstance; close(): Promise<void> }

export async function startIntakeWorld(): Promise<IntakeWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-intake-'))
  const postgres: TestPostgres = await startPostgres()
  const [hubDatabase, vaultDatabase] = [await postgres.createDatabase('hub'), await postgres.createDatabase('vault')]
  const files = await prepareControllerKeys(path.join(folder, 'keys'), Date.now())
  const provider = await startIdentityProvider({ folder, port: 0 })
  const common = { keyBundleFile: files.bundleFile, purposesFile: files.purposesFile, controllerRootKey: files.rootPublicKey, issuer: provider.issuer }
  const quiet = { log: () => undefined }
  const services: Service[] = []
  const listen = async (service: Service): Promise<string> => {
    services.push(service)
    return service.app.listen({ host: '127.0.0.1', port: 0 })
  }
  const vaultUrl = await listen(await createVault({
    ...common, databaseUrl: await vaultDatabase.appUrl('casement_vault'), migrationDatabaseUrl: vaultDatabase.ownerUrl, keysFile: files.vaultKeysFile,
    deviceAllowance: 2, acceptedEpochs: [],
  }, quiet))
  const hubUrl = await listen(await createHub({
    ...common, databaseUrl: await hubDatabase.appUrl('casement_hub'), migrationDatabaseUrl: hubDatabase.ownerUrl, keysFile: files.hubKeysFile, sharingAgreementFile: files.sharingAgreementFile,
    ...quiet,
  }))
  const tokens = clientCredentialsTokens({ issuer: provider.issuer, ...provider.intake }, Date)
  return {
    folder, provider, hubDatabase, vaultDatabase, hubUrl, vaultUrl,
    intake: (source, extracts, other = {}) => runIntake({ source, files: extracts, hubUrl, vaultUrl, tokens, rejectsDir: null, clock: Date, ...other }),
    async stop() {
      for (const service of services) await service.close()
      await provider.close()
      await postgres.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
