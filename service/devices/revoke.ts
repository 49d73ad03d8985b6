// `npm run revoke-device -- --device ID`: a lost laptop can call no more, at the vault and at the hub.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { UuidSchema } from '../../shared/model/ids'
import { revokeDevice } from './revoke-device'

const USAGE = `npm run revoke-device -- --device ID

Revokes a laptop, at the vault and then at the hub. Reads VAULT_MIGRATION_DATABASE_URL and HUB_MIGRATION_DATABASE_URL (the owners'
addresses; the services' own roles may not revoke). Safe to run again.
Exit codes: 0 it can call no more · 1 a database failed: run it again · 2 wrong arguments or environment, or no such laptop.
`

const postgresUrl = z.string().regex(/^postgres(?:ql)?:\/\//)
const EnvironmentSchema = z.object({ VAULT_MIGRATION_DATABASE_URL: postgresUrl, HUB_MIGRATION_DATABASE_URL: postgresUrl })

function readDevice(argv: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...argv], strict: true, options: { device: { type: 'string' } } })
    return UuidSchema.parse(values.device)
  } catch {
    return null
  }
}

/** Returns the exit code. A failure is told by name and SQLSTATE only: a message may quote an address. */
async function main(): Promise<number> {
  const deviceId = readDevice(process.argv.slice(2))
  const environment = EnvironmentSchema.safeParse(process.env)
  if (deviceId === null || !environment.success) {
    const missing = environment.error?.issues.map((issue) => String(issue.path[0])) ?? []
    process.stderr.write(`${missing.length === 0 ? '' : `missing or malformed: ${missing.join(', ')}\n\n`}${USAGE}`)
    return 2
  }
  const { VAULT_MIGRATION_DATABASE_URL: vaultUrl, HUB_MIGRATION_DATABASE_URL: hubUrl } = environment.data
  try {
    const { vault, hub } = await revokeDevice({ vaultUrl, hubUrl }, deviceId)
    process.stdout.write(`vault: ${vault}\nhub: ${hub}\n`)
    return vault === 'unknown' && hub === 'unknown' ? 2 : 0
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
    process.stderr.write(`INTERNAL: ${error instanceof Error ? error.name : 'unknown error'}${code}; run it again\n`)
    return 1
  }
}

process.exitCode = await main()
