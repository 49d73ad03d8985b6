import { z } from 'zod'
import { Ed25519PublicJwkSchema, OfficerIdSchema } from '../../shared/model/ids'
import { readEnvironment } from '../plugins/environment'
import { IssuerUrlSchema } from '../plugins/issuer-url'
import { PersonClaimSchema } from '../plugins/person-claim'

const postgresUrl = z.string().regex(/^postgres(?:ql)?:\/\//)

/** The vault's environment. */
export const VaultEnvironmentSchema = z.object({
  VAULT_DATABASE_URL: postgresUrl,
  /** The owner of the database; when given, migrations run at start. */
  VAULT_MIGRATION_DATABASE_URL: postgresUrl.optional(),
  VAULT_KEYS_FILE: z.string().min(1),
  KEY_BUNDLE_FILE: z.string().min(1),
  PURPOSES_FILE: z.string().min(1),
  CONTROLLER_ROOT_KEY: z.string().transform((text, context) => {
    try {
      return Ed25519PublicJwkSchema.parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: 'not a public Ed25519 JWK' })
      return z.NEVER
    }
  }),
  /** Where the controller's certificates of erasure lie: a database that was restored from before one of them does not serve. */
  CERTIFICATES_FOLDER: z.string().min(1).optional(),
  OIDC_ISSUER: IssuerUrlSchema,
  OIDC_PERSON_CLAIM: PersonClaimSchema,
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Devices that an officer may have enrolled at once: the controller's decision. */
  DEVICE_ALLOWANCE: z.coerce.number().int().min(1).max(1_000).default(2),
  /** Officers who may revoke a colleague's device, separated by commas. The vault's own list: a hub that was taken over makes nobody an administrator here. */
  VAULT_ADMINISTRATORS: z.string().default('').transform((text) => text.split(',').filter((id) => id !== '')).pipe(z.array(OfficerIdSchema)),
  /** Officers (supervisors, the IG lead) who see that declarations exist and may agree to a withdrawal, separated by commas: the vault's own list. */
  VAULT_CIRCLE_KEEPERS: z.string().default('').transform((text) => text.split(',').filter((id) => id !== '')).pipe(z.array(OfficerIdSchema)),
  /** Ledger epochs that the controller accepts beyond the first one seen, separated by commas (after a hub was restored). */
  VAULT_ACCEPTED_EPOCHS: z.string().default('').transform((text) => text.split(',').filter((epoch) => epoch !== '')),
})

export interface VaultConfig {
  readonly databaseUrl: string
  readonly migrationDatabaseUrl: string | null
  readonly keysFile: string
  readonly keyBundleFile: string
  readonly purposesFile: string
  readonly controllerRootKey: z.infer<typeof Ed25519PublicJwkSchema>
  readonly issuer: string
  readonly personClaim?: string | null
  readonly deviceAllowance: number
  readonly acceptedEpochs: readonly string[]
  readonly administrators?: readonly string[]
  readonly circleKeepers?: readonly string[]
  readonly certificatesFolder?: string | null
}

/** Throws EnvironmentIncomplete naming the variables that are missing or malformed. */
export function readVaultEnvironment(env: Readonly<NodeJS.ProcessEnv>): { config: VaultConfig; host: string; port: number } {
  const data = readEnvironment(VaultEnvironmentSchema, env)
  const config = {
    databaseUrl: data.VAULT_DATABASE_URL, migrationDatabaseUrl: data.VAULT_MIGRATION_DATABASE_URL ?? null, keysFile: data.VAULT_KEYS_FILE,
    keyBundleFile: data.KEY_BUNDLE_FILE, purposesFile: data.PURPOSES_FILE, controllerRootKey: data.CONTROLLER_ROOT_KEY,
    issuer: data.OIDC_ISSUER, personClaim: data.OIDC_PERSON_CLAIM, deviceAllowance: data.DEVICE_ALLOWANCE, acceptedEpochs: data.VAULT_ACCEPTED_EPOCHS,
    administrators: data.VAULT_ADMINISTRATORS, circleKeepers: data.VAULT_CIRCLE_KEEPERS, certificatesFolder: data.CERTIFICATES_FOLDER ?? null,
  }
  return { config, host: data.HOST, port: data.PORT }
}
