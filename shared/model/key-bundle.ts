import { z } from 'zod'
import { Ed25519PublicJwkSchema, InstantSchema, P256PublicJwkSchema } from './ids'

const kid = z.string().regex(/^[a-z0-9-]{4,64}$/)
const state = z.enum(['active', 'retired'])

/**
 * The service's public keys. Travels as a compact JWS signed by the controller root (EdDSA), which is pinned in the build.
 * Retired keys verify what is past for ever, and sign never: what is of today is held to the active one. Exactly one key of each use is active.
 */
export const KeyBundleSchema = z.strictObject({
  v: z.literal(1), type: z.literal('key-bundle'), serial: z.int().min(1), issuedAt: InstantSchema,
  keys: z.array(z.discriminatedUnion('use', [
    z.strictObject({ use: z.enum(['hub-grant', 'hub-checkpoint', 'purposes']), kid, state, jwk: Ed25519PublicJwkSchema }),
    z.strictObject({ use: z.enum(['hub-seal', 'vault-seal']), kid, state, jwk: P256PublicJwkSchema }),
  ])).min(5),
})
export type KeyBundle = z.infer<typeof KeyBundleSchema>
export type KeyUse = KeyBundle['keys'][number]['use']
