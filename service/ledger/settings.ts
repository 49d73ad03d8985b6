import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Ed25519PublicJwkSchema } from '../../shared/model/ids'
import { demoAddressFiles } from '../demo/data-folder'
import { readDemonstration } from '../demo/read-demonstration'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const url = z.string().regex(/^postgres(?:ql)?:\/\//)
const root = z.union([Ed25519PublicJwkSchema, z.string().transform((text, context) => {
  try {
    return Ed25519PublicJwkSchema.parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'not a public Ed25519 JWK' })
    return z.NEVER
  }
})])
const file = z.string().min(1)

/** Where the databases and keys lie that the ledger's commands need; each command asks for its own. */
export const LedgerSettingsSchema = z.object({
  HUB_DATABASE_URL: url.optional(), VAULT_DATABASE_URL: url.optional(), HUB_KEYS_FILE: file.optional(), KEY_BUNDLE_FILE: file.optional(), CONTROLLER_ROOT_KEY: root.optional(),
})
export type LedgerSettings = z.infer<typeof LedgerSettingsSchema>
type Name = keyof LedgerSettings

/** Names that are missing or malformed, never their values. */
export class SettingsMissing extends Error {}

/** The environment's settings; where it names no database, those that a running demonstration of this clone wrote. Throws SettingsMissing. */
export async function readSettings(env: Readonly<NodeJS.ProcessEnv>, demoFiles: readonly string[] = demoAddressFiles(ROOT, env)): Promise<LedgerSettings> {
  const given = Object.fromEntries(Object.keys(LedgerSettingsSchema.shape).flatMap((name) => ((env[name] ?? '') === '' ? [] : [[name, env[name]]])))
  const isGiven = Object.keys(given).length > 0
  const read = LedgerSettingsSchema.safeParse(isGiven ? given : ((await readDemonstration(demoFiles, 'ledger')) ?? {}))
  if (!read.success) throw new SettingsMissing(`malformed: ${[...new Set(read.error.issues.map((issue) => String(issue.path[0])))].join(', ')}`)
  return read.data
}

/** Throws SettingsMissing naming what is not there. */
export function requireSettings<Wanted extends Name>(settings: LedgerSettings, ...names: readonly Wanted[]): { readonly [K in Wanted]: NonNullable<LedgerSettings[K]> } {
  const missing = names.filter((name) => settings[name] === undefined)
  if (missing.length > 0) throw new SettingsMissing(`set ${missing.join(', ')}, or start the demonstration`)
  return settings as { readonly [K in Wanted]: NonNullable<LedgerSettings[K]> }
}
