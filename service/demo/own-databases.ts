import { z } from 'zod'
import type { DatabaseUrls } from './postgres-server'

/** Databases on a PostgreSQL of somebody's own, in the place of the embedded one's. */
export interface OwnDatabases {
  readonly hub: DatabaseUrls
  readonly vault: DatabaseUrls
}

const url = z.string().regex(/^postgres(?:ql)?:\/\//)
const DatabasesSchema = z.object({
  HUB_DATABASE_URL: url, HUB_MIGRATION_DATABASE_URL: url, VAULT_DATABASE_URL: url, VAULT_MIGRATION_DATABASE_URL: url,
})
const NAMES = Object.keys(DatabasesSchema.shape)

/** The databases that the environment names, as the services would read them; null when it names none. For half of them: words that name variables, never values. */
export function ownDatabases(env: Readonly<NodeJS.ProcessEnv>): { ok: true; value: OwnDatabases | null } | { ok: false; words: string } {
  if (NAMES.every((name) => (env[name] ?? '') === '')) return { ok: true, value: null }
  const read = DatabasesSchema.safeParse(env)
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))]
    return { ok: false, words: `Databases of your own are all of ${NAMES.join(', ')}; missing or malformed: ${names.join(', ')}.` }
  }
  const of = (serviceUrl: string, ownerUrl: string): DatabaseUrls => ({ serviceUrl, ownerUrl, adminUrl: ownerUrl })
  const { data } = read
  return {
    ok: true,
    value: {
      hub: of(data.HUB_DATABASE_URL, data.HUB_MIGRATION_DATABASE_URL), vault: of(data.VAULT_DATABASE_URL, data.VAULT_MIGRATION_DATABASE_URL),
    },
  }
}
