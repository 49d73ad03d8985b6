import { createPublicKey, verify } from 'node:crypto'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import type { Signed } from '../../shared/model/signed'

/**
 * Is the signature (Ed25519, RFC 8032, over the canonical bytes of the payload) by this key, and does a payload that names its
 * device name the one outside? Never throws: what is malformed is not signed.
 */
export function verifySigned(signed: Readonly<Signed<unknown>>, key: Ed25519PublicJwk): boolean {
  try {
    const { payload, deviceId, signature } = signed
    if (hasDeviceId(payload) && payload.deviceId !== deviceId) return false
    return verifyBytes(canonicalBytes(payload as JsonValue), signature, key)
  } catch {
    return false
  }
}

/** Ed25519 over bytes; `signature` is base64url in its one canonical spelling. Throws for a key that is none. */
export function verifyBytes(bytes: Uint8Array, signature: string, key: Ed25519PublicJwk): boolean {
  const raw = Buffer.from(signature, 'base64url')
  if (raw.length !== 64 || raw.toString('base64url') !== signature) return false
  return verify(null, bytes, createPublicKey({ key: { ...key }, format: 'jwk' }), raw)
}

const hasDeviceId = (payload: unknown): payload is { deviceId: unknown } =>
  typeof payload === 'object' && payload !== null && 'deviceId' in payload
