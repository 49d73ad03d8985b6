import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import { PrivateKeySchema, requirePrivateKey, type VerifiedKeyBundle } from '../plugins/key-bundle'
import type { ControllerSigned } from '../plugins/controller-signature'

export type ControllerSigner = <T>(payload: T) => ControllerSigned<T>

/** The controller's own signing key, which must be the bundle's active one. Throws KEY_BUNDLE_INVALID, and what reading the file throws. */
export async function readControllerSigner(file: string, bundle: VerifiedKeyBundle): Promise<ControllerSigner> {
  const { kid, jwk } = requirePrivateKey([PrivateKeySchema.parse(JSON.parse(await readFile(file, 'utf8')))], 'purposes', bundle)
  const key = createPrivateKey({ key: { ...jwk } as JsonWebKey, format: 'jwk' })
  return (payload) => ({ payload, kid, signature: sign(null, canonicalBytes(payload as JsonValue), key).toString('base64url') })
}
