import { randomBytes } from 'node:crypto'
import { openBytes, sealBytes } from './sealed-bytes'

/** Whose data key it is: bound into the wrapping, so that swapping two rows of the table opens nothing. */
export type DataKeyOwner = `person:${string}` | `household:${string}` | `declaration:${string}`

const about = (owner: DataKeyOwner): string => `casement/data-key/v1\n${owner}`

/** A fresh 256-bit data key for one person, household or declaration, and the form that may be stored. */
export function createDataKey(keyEncryptionKey: Uint8Array, owner: DataKeyOwner): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32)
  return { key, wrapped: sealBytes(keyEncryptionKey, key, about(owner)) }
}

/** Throws RangeError with another key-encryption key, or for another owner. */
export const unwrapDataKey = (keyEncryptionKey: Uint8Array, wrapped: Uint8Array, owner: DataKeyOwner): Buffer =>
  openBytes(keyEncryptionKey, wrapped, about(owner))

/** The same data key under another key-encryption key: nothing that it seals changes. Throws RangeError like unwrapDataKey. */
export function rewrapDataKey(former: Uint8Array, next: Uint8Array, wrapped: Uint8Array, owner: DataKeyOwner): Buffer {
  const key = unwrapDataKey(former, wrapped, owner)
  const anew = sealBytes(next, key, about(owner))
  key.fill(0)
  return anew
}
