import { z } from 'zod'
import { Ed25519PublicJwkSchema } from '../../shared/model/ids'
import type { Clock } from '../plugins/clock'
import { IssuerUrlSchema } from '../plugins/issuer-url'
import { PersonClaimSchema } from '../plugins/person-claim'
import type { FeedStallRules } from './domain/feed-stall'
import type { ServiceLog } from '../plugins/service-log'
import type { PolicyEngine } from './policy/policy-engine'

const jsonOf = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  }).pipe(schema)

/** The environment of a hub. An empty variable counts as absent. */
export const HubEnvironmentSchema = z
  .object({
    HUB_DATABASE_URL: z.string().startsWith('postgres'),
    HUB_MIGRATION_DATABASE_URL: z.string().startsWith('postgres').optional(),
    HUB_KEYS_FILE: z.string().min(1),
    KEY_BUNDLE_FILE: z.string().min(1),
    PURPOSES_FILE: z.string().min(1),
    SHARING_AGREEMENT_FILE: z.string().min(1),
    CONTROLLER_ROOT_KEY: jsonOf(Ed25519PublicJwkSchema),
    /** Where the controller's certificates of erasure lie: a database that was restored from before one of them does not serve. */
    CERTIFICATES_FOLDER: z.string().min(1).optional(),
    OIDC_ISSUER: IssuerUrlSchema,
    OIDC_PERSON_CLAIM: PersonClaimSchema,
    /** Laptops that one officer may have in use: the controller's decision. */
    DEVICE_ALLOWANCE: z.coerce.number().int().min(1).max(1_000).default(2),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(17_610),
  })
  .transform((env) => ({
    databaseUrl: env.HUB_DATABASE_URL,
    migrationDatabaseUrl: env.HUB_MIGRATION_DATABASE_URL ?? null,
    keysFile: env.HUB_KEYS_FILE,
    keyBundleFile: env.KEY_BUNDLE_FILE,
    purposesFile: env.PURPOSES_FILE,
    sharingAgreementFile: env.SHARING_AGREEMENT_FILE,
    controllerRootKey: env.CONTROLLER_ROOT_KEY,
    certificatesFolder: env.CERTIFICATES_FOLDER ?? null,
    issuer: env.OIDC_ISSUER,
    personClaim: env.OIDC_PERSON_CLAIM,
    deviceAllowance: env.DEVICE_ALLOWANCE,
    host: env.HOST,
    port: env.PORT,
  }))
type HubEnvironment = z.output<typeof HubEnvironmentSchema>

/** What createHub needs; the same in tests and production. */
export interface HubConfig extends Readonly<Omit<HubEnvironment, 'host' | 'port' | 'deviceAllowance' | 'personClaim' | 'certificatesFolder'>> {
  readonly personClaim?: string | null
  readonly certificatesFolder?: string | null
  readonly deviceAllowance?: number
  readonly clock?: Clock
  readonly feedStall?: FeedStallRules
  /** Made before, for another hub of this process: reading the policies takes most of a start. */
  readonly policy?: PolicyEngine
  readonly log?: ServiceLog
}
