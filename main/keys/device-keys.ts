import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import {
  Ed25519PublicJwkSchema,
  P256PublicJwkSchema,
  type Ed25519PublicJwk,
  type P256PublicJwk,
} from '../../shared/model/ids'
import type { Signed } from '../../shared/model/signed'
import type { DeviceKeys } from '../store/repositories/device-repository'
import { DeviceKeysSchema } from '../store/repositories/device-repository'

/** A fresh pair for signing (Ed25519) and one for packs (P-256). */
export function createDeviceKeys(): DeviceKeys {
  const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const ecdh = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return DeviceKeysSchema.parse({ signing, ecdh })
}

/** The halves that hub and vault learn. */
export function publicKeysOf({ signing, ecdh }: DeviceKeys): { signingKey: Ed25519PublicJwk; ecdhKey: P256PublicJwk } {
  return {
    signingKey: Ed25519PublicJwkSchema.parse({ kty: signing.kty, crv: signing.crv, x: signing.x }),
    ecdhKey: P256PublicJwkSchema.parse({ kty: ecdh.kty, crv: ecdh.crv, x: ecdh.x, y: ecdh.y }),
  }
}

/** Signs as this device: Ed25519 over the canonical bytes of the payload. */
export type DeviceSigner = <T extends object>(payload: T) => Signed<T>

export function createDeviceSigner(deviceId: string, keys: DeviceKeys): DeviceSigner {
  const key = createPrivateKey({ key: keys.signing, format: 'jwk' })
  return (payload) => ({
    payload,
    deviceId,
    signature: sign(null, canonicalBytes(payload as unknown as JsonValue), key).toString('base64url'),
  })
}
