import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { UuidSchema } from '../../shared/model/ids'
import { OfficerSchema } from '../../shared/model/officer'
import { KdfSchema, stretchPassphrase, type Kdf } from './passphrase-key'

/**
 * The wrap file: the random database key under AES-256-GCM. Its key is HKDF-SHA-256 of argon2id(passphrase) ‖ key-store half; the
 * additional data binds device, officer and KDF parameters, so that none of them can be exchanged.
 */
export const WrapFileSchema = z.strictObject({
  v: z.literal(1),
  deviceId: UuidSchema,
  officer: OfficerSchema,
  kdf: KdfSchema,
  /** Name of the key store whose half is part of the wrap; null: the passphrase alone. */
  keyStore: z.string().min(1).max(40).nullable(),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
  sealed: z.string().regex(/^[A-Za-z0-9_-]{64}$/),
})
export type WrapFile = z.infer<typeof WrapFileSchema>
export interface WrapInput {
  readonly passphrase: string
  /** 32 bytes from the operating system's key store, or null. */
  readonly keyStoreSecret: Uint8Array | null
  readonly about: Pick<WrapFile, 'deviceId' | 'officer' | 'keyStore'>
}

const TAG_LENGTH = 16

/** Wraps a database key of 32 bytes. */
export async function wrapKey(
  databaseKey: Uint8Array,
  kdf: Kdf,
  { passphrase, keyStoreSecret, about }: WrapInput,
): Promise<WrapFile> {
  const key = await wrappingKey(passphrase, keyStoreSecret, kdf)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(additionalData({ ...about, kdf }))
  const sealed = Buffer.concat([cipher.update(databaseKey), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  return { v: 1, ...about, kdf, nonce: nonce.toString('base64url'), sealed: sealed.toString('base64url') }
}

/** The database key. Throws ACCESS_PASSPHRASE_WRONG, or ACCESS_KEY_STORE_CHANGED when the half that it was wrapped with is missing. */
export async function unwrapKey(
  wrap: WrapFile,
  passphrase: string,
  keyStoreSecret: Uint8Array | null,
): Promise<Uint8Array> {
  if (wrap.keyStore !== null && keyStoreSecret === null) throw new CasementError('ACCESS_KEY_STORE_CHANGED')
  const key = await wrappingKey(passphrase, wrap.keyStore === null ? null : keyStoreSecret, wrap.kdf)
  try {
    const sealed = Buffer.from(wrap.sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64url'))
    decipher.setAAD(additionalData(wrap))
    decipher.setAuthTag(sealed.subarray(-TAG_LENGTH))
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()]))
  } catch {
    throw new CasementError('ACCESS_PASSPHRASE_WRONG')
  } finally {
    key.fill(0)
  }
}

async function wrappingKey(passphrase: string, keyStoreSecret: Uint8Array | null, kdf: Kdf): Promise<Buffer> {
  const stretched = await stretchPassphrase(passphrase, kdf)
  const material = Buffer.concat([stretched, keyStoreSecret ?? new Uint8Array(0)])
  const key = Buffer.from(
    hkdfSync(
      'sha256',
      material,
      Buffer.from(kdf.salt, 'base64url'),
      `casement/wrap/v1/${keyStoreSecret === null ? 'passphrase' : 'passphrase+key-store'}`,
      32,
    ),
  )
  stretched.fill(0)
  material.fill(0)
  return key
}

const additionalData = ({
  deviceId,
  officer,
  kdf,
  keyStore,
}: Pick<WrapFile, 'deviceId' | 'officer' | 'kdf' | 'keyStore'>): Uint8Array =>
  canonicalBytes({ use: 'casement/wrap/v1', deviceId, officerId: officer.officerId, kdf, keyStore })
