import { readFileSync } from 'node:fs'
import { importJWK, type CryptoKey } from 'jose'
import { z } from 'zod'
import { Base64UrlSchema } from '../../../shared/model/ids'

const secret = Base64UrlSchema.length(43).transform((text) => Buffer.from(text, 'base64url'))

const VaultKeyFileSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('vault-keys'),
  keys: z.array(z.strictObject({
    use: z.literal('vault-seal'), kid: z.string(),
    jwk: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() }),
  })).min(1),
  keyEncryptionKey: secret,
  /** Under which the data keys are being wrapped anew; the vault works with the other one, or not at all (`npm run keys -- rewrap`). */
  nextKeyEncryptionKey: secret.optional(),
  matchingKey: secret,
})

/** The vault's secrets. They live in a file or a key management service, never in PostgreSQL. */
export interface VaultKeys {
  /** Private halves of the vault-seal keys, by `kid`: the active one and retired ones that old spools were sealed to. */
  readonly sealKeys: ReadonlyMap<string, CryptoKey | Uint8Array>
  readonly keyEncryptionKey: Buffer
  readonly matchingKey: Buffer
}

/** Reads the vault's key file. Throws when it is missing or malformed: a vault without its keys does not start. */
export async function readVaultKeys(file: string): Promise<VaultKeys> {
  const parsed = VaultKeyFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error('the vault key file is not in the agreed form') // no words of the file: it holds secrets
  const { keys, keyEncryptionKey, matchingKey } = parsed.data
  const sealKeys = new Map<string, CryptoKey | Uint8Array>()
  for (const { kid, jwk } of keys) sealKeys.set(kid, await importJWK(jwk, 'ECDH-ES'))
  return { sealKeys, keyEncryptionKey, matchingKey }
}
