import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** What the demonstration provider signs with and is asked for; kept, so that tokens outlive a restart. */
export interface ProviderKeys {
  readonly jwks: { readonly keys: JWK[] }
  readonly cookieKey: string
  readonly intakeSecret: string
}

/** The provider's keys in `folder` (file mode 600), made on the first call. */
export async function prepareProviderKeys(folder: string): Promise<ProviderKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'identity-provider.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ProviderKeys
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk: JWK = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: `provider-${randomBytes(4).toString('hex')}` }
  const keys = {
    jwks: { keys: [jwk] },
    cookieKey: randomBytes(32).toString('base64url'),
    intakeSecret: randomBytes(32).toString('base64url'),
  }
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}
