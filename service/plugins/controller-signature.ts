import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import type { VerifiedKeyBundle } from './key-bundle'
import { verifyBytes } from './verify-signed'

/** What the controller itself signed: Ed25519 over the canonical bytes of the payload, whose `type` separates the uses. */
export interface ControllerSigned<T> {
  readonly payload: T
  readonly kid: string
  readonly signature: string
}

/** By a key of the controller's that is in the bundle, retired ones too: what is past verifies for ever. */
export function isControllerSigned({ payload, kid, signature }: ControllerSigned<unknown>, bundle: VerifiedKeyBundle): boolean {
  const key = bundle.find('purposes', kid)
  return key !== null && key.jwk.kty === 'OKP' && verifyBytes(canonicalBytes(payload as JsonValue), signature, key.jwk)
}
