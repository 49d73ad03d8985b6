import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'

/** Where the service is and as whom intake speaks to it. */
export const ServiceAddressSchema = z.object({
  hubUrl: z.url(), vaultUrl: z.url(), issuer: z.url(),
  intake: z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) }),
})
export type ServiceAddress = z.infer<typeof ServiceAddressSchema>

/** The address from HUB_URL, VAULT_URL, OIDC_ISSUER, INTAKE_CLIENT_ID and INTAKE_CLIENT_SECRET, else from the first of the files that a running demonstration may have written. */
export async function findService(env: Readonly<NodeJS.ProcessEnv>, demoFiles: readonly string[]): Promise<ServiceAddress> {
  const fromEnv = {
    hubUrl: env['HUB_URL'], vaultUrl: env['VAULT_URL'], issuer: env['OIDC_ISSUER'],
    intake: { clientId: env['INTAKE_CLIENT_ID'], clientSecret: env['INTAKE_CLIENT_SECRET'] },
  }
  const isGiven = fromEnv.hubUrl !== undefined || fromEnv.vaultUrl !== undefined
  const found = ServiceAddressSchema.safeParse(isGiven ? fromEnv : await readFirst(demoFiles))
  if (found.success) return found.data
  const missing = [...new Set(found.error.issues.map(({ path }) => path.join('.')))].join(', ')
  throw new CasementError('HUB_UNREACHABLE', { problem: isGiven ? `settings missing or wrong: ${missing}` : 'no address set and no demonstration running' })
}

async function readFirst(files: readonly string[]): Promise<unknown> {
  for (const file of files) {
    try {
      return JSON.parse(await readFile(file, 'utf8'))
    } catch {
      // not there, or not ours to read: perhaps the next
    }
  }
  return null
}
