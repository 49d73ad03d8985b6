import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

/**
 * AES-256-GCM (NIST SP 800-38D): version byte ‖ 96-bit random nonce ‖ tag ‖ ciphertext. `about` is authenticated with it, so that
 * a value moved to another person, row or group does not open. Fresh keys per person keep random nonces far from their limit.
 */
export function sealBytes(key: Uint8Array, plain: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.getAuthTag(), sealed])
}

/** The reverse; throws RangeError when the key, the bytes or `about` are not those of the sealing. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, about: string): Buffer {
  if (sealed.length < 1 + NONCE_LENGTH + TAG_LENGTH || sealed[0] !== VERSION) throw new RangeError('not a sealed value')
  const nonce = sealed.subarray(1, 1 + NONCE_LENGTH)
  const tag = sealed.subarray(1 + NONCE_LENGTH, 1 + NONCE_LENGTH + TAG_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8')).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_LENGTH + TAG_LENGTH)), decipher.final()])
  } catch {
    throw new RangeError('a sealed value does not open')
  }
}
