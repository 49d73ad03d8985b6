import { createHash, generateKeyPairSync, webcrypto } from 'node:crypto'
import { CompactEncrypt, decodeProtectedHeader, importJWK } from 'jose'
import { CasementError } from '../../shared/errors/casement-error'
import { P256PublicJwkSchema, type P256PublicJwk } from '../../shared/model/ids'
import { PackKeySchema, type PackKey } from '../store/repositories/visit-permit-repository'

/** A fresh P-256 pair: what the vault seals for the pack opens with it and with nothing else. */
function createPackKey(): PackKey {
  const { kty, crv, x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return PackKeySchema.parse({ kty, crv, x, y, d })
}

const publicHalf = ({ kty, crv, x, y }: PackKey): P256PublicJwk => ({ kty, crv, x, y })

/**
 * The key of one sealed answer (ECDH-ES with A256GCM, RFC 7518 §4.6), sealed to the window's own key. Not the details: those are opened in
 * the window alone, and the pack's key never leaves this process. Throws REVEAL_GRANT_INVALID for what is not sealed to this pack.
 */
async function passContentKey(sealed: string, pack: PackKey, windowKey: P256PublicJwk): Promise<string> {
  const header = decodeProtectedHeader(sealed)
  const epk = P256PublicJwkSchema.safeParse(header.epk)
  if (header.alg !== 'ECDH-ES' || header.enc !== 'A256GCM' || !epk.success) throw new CasementError('REVEAL_GRANT_INVALID')
  const contentKey = await agree(pack, epk.data, { apu: header.apu, apv: header.apv })
  try {
    return await new CompactEncrypt(contentKey).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'casement-content-key' }).encrypt(await importJWK({ ...windowKey }, 'ECDH-ES'))
  } finally {
    contentKey.fill(0)
  }
}

const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const

/** Concat KDF (NIST SP 800-56A) with SHA-256, one round: 256 bits are wanted. */
async function agree(pack: PackKey, epk: P256PublicJwk, { apu, apv }: Readonly<{ apu: unknown; apv: unknown }>): Promise<Uint8Array> {
  const { subtle } = webcrypto
  const own = await subtle.importKey('jwk', { ...pack, ext: false }, P256, false, ['deriveBits'])
  const other = await subtle.importKey('jwk', { ...epk }, P256, false, [])
  const secret = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: other }, own, 256))
  const party = (value: unknown): Buffer => prefixed(Buffer.from(typeof value === 'string' ? value : '', 'base64url'))
  const key = createHash('sha256').update(uint32(1)).update(secret).update(prefixed(Buffer.from('A256GCM'))).update(party(apu)).update(party(apv)).update(uint32(256)).digest()
  secret.fill(0)
  return new Uint8Array(key)
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const prefixed = (bytes: Buffer): Buffer => Buffer.concat([uint32(bytes.length), bytes])

/** What the domain asks of pack keys. */
export const packKeys = { create: createPackKey, publicHalf, passContentKey } as const
export type PackKeys = typeof packKeys
