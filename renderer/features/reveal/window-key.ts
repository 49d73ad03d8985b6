import { base64url, compactDecrypt } from 'jose'
import { CasementError } from '../../../shared/errors/casement-error'
import { RevealedDetailsSchema, type RevealedDetails } from '../../../shared/model/identity'
import { P256PublicJwkSchema, type P256PublicJwk } from '../../../shared/model/ids'

export interface WindowKey {
  readonly publicJwk: P256PublicJwk
  /** Not extractable: it cannot leave this window, and it is gone when the window or the grant is. */
  readonly privateKey: CryptoKey
}

/** A fresh P-256 key for one reveal; the vault seals its answer to it (design §4 step 3). */
export async function makeWindowKey(): Promise<WindowKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return { publicJwk: P256PublicJwkSchema.parse({ kty, crv, x, y }), privateKey: pair.privateKey }
}

/**
 * Opens the vault's answer. Throws `REVEAL_GRANT_INVALID` when it does not open with this key, is not in the agreed form, or
 * is for another grant or other people.
 */
export async function openSealed(
  sealed: string, key: WindowKey, expected: { readonly grantId: string; readonly persons: ReadonlyArray<string> },
): Promise<RevealedDetails> {
  try {
    const { plaintext } = await compactDecrypt(sealed, key.privateKey, { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] })
    const details = RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
    plaintext.fill(0)
    if (details.grantId === expected.grantId && details.people.every(({ personId }) => expected.persons.includes(personId))) return details
  } catch {
    // Why it failed could hold a piece of what it held: only the code goes on.
  }
  throw new CasementError('REVEAL_GRANT_INVALID')
}

/**
 * Opens one sealed answer of a visit pack: the laptop's own process hands on the key of this one answer, sealed to the window key; the
 * details are opened here alone. Throws like `openSealed`.
 */
export async function openWithContentKey(
  sealed: string, contentKey: string, key: Pick<WindowKey, 'privateKey'>, expected: { readonly grantId: string; readonly persons: ReadonlyArray<string> },
): Promise<RevealedDetails> {
  try {
    const { plaintext: raw } = await compactDecrypt(contentKey, key.privateKey, { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] })
    const own = await crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['decrypt'])
    raw.fill(0)
    const [header = '', , iv = '', text = '', tag = ''] = sealed.split('.')
    const sealedBytes = new Uint8Array([...base64url.decode(text), ...base64url.decode(tag)])
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(base64url.decode(iv)), additionalData: new TextEncoder().encode(header) }, own, sealedBytes)
    const details = RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(opened)))
    new Uint8Array(opened).fill(0)
    if (details.grantId === expected.grantId && details.people.every(({ personId }) => expected.persons.includes(personId))) return details
  } catch {
    // As above: only the code goes on.
  }
  throw new CasementError('REVEAL_GRANT_INVALID')
}
