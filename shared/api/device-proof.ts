import { z } from 'zod'
import { HexSha256Schema, UuidSchema } from '../model/ids'
import { signedSchema } from '../model/signed'

/** Header that carries the proof: base64url of canonical JSON of the signed proof. */
export const DEVICE_PROOF_HEADER = 'casement-device-proof'

/**
 * Signed with every call of caller `device`: binds the call to this device, this token and this body, so that neither a
 * token on another device nor a copied profile is of use. Needs no clock; a replay is the same call under the same short-lived token.
 */
export const DeviceProofSchema = z.strictObject({
  v: z.literal(1), type: z.literal('device-proof'), method: z.enum(['GET', 'POST']), path: z.string(), 
  /** SHA-256 (hex) of the body's bytes and of the bearer token. */
  bodyHash: HexSha256Schema, tokenHash: HexSha256Schema, nonce: UuidSchema,
})
export const SignedDeviceProofSchema = signedSchema(DeviceProofSchema)
