import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Ed25519PublicJwkSchema } from '../../shared/model/ids'
import { demoAddressFiles } from '../demo/data-folder'
import { readDemonstration } from '../demo/read-demonstration'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const url = z.string().regex(/^postgres(?:ql)?:\/\//)
const file = z.string().min(1)
const root = z.union([Ed25519PublicJwkSchema, z.string().transform((text, context) => {
  try {
    return Ed25519PublicJwkSchema.parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'not a public Ed25519 JWK' })
    return z.NEVER
  }
})])

/** The owners' addresses of both databases, the keys that sign entry and certificate, and where orders and certificates are kept. */
const SettingsSchema = z.object({
  HUB_MIGRATION_DATABASE_URL: url, VAULT_MIGRATION_DATABASE_URL: url, HUB_KEYS_FILE: file, KEY_BUNDLE_FILE: file, CONTROLLER_ROOT_KEY: root,
  /** `purposes-key.json`: the controller's own signing key, out of its safe for this. */
  CONTROLLER_KEY_FILE: file,
  CERTIFICATES_FOLDER: file,
})
export type RetentionSettings = z.output<typeof SettingsSchema>

/** What the stand-alone check of a certificate needs. */
const VerifySettingsSchema = SettingsSchema.pick({ KEY_BUNDLE_FILE: true, CONTROLLER_ROOT_KEY: true })

/** Names that are missing or malformed, never their values. */
export class SettingsMissing extends Error {}

/** The environment's settings; where it names no database, those that a running demonstration of this clone wrote. Throws SettingsMissing. */
export const readSettings = (env: Readonly<NodeJS.ProcessEnv>): Promise<RetentionSettings> => read(SettingsSchema, env)
export const readVerifySettings = (env: Readonly<NodeJS.ProcessEnv>): Promise<z.output<typeof VerifySettingsSchema>> => read(VerifySettingsSchema, env)

async function read<T extends z.ZodObject>(schema: T, env: Readonly<NodeJS.ProcessEnv>): Promise<z.output<T>> {
  const names = Object.keys(schema.shape)
  const given = Object.fromEntries(names.flatMap((name) => ((env[name] ?? '') === '' ? [] : [[name, env[name]]])))
  const parsed = schema.safeParse(Object.keys(given).length > 0 ? given : ((await readDemonstration(demoAddressFiles(ROOT, env), 'retention')) ?? {}))
  if (!parsed.success) throw new SettingsMissing(`missing or malformed: ${[...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ')}`)
  return parsed.data
}
