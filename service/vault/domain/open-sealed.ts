import { compactDecrypt } from 'jose'
import type { VaultKeys } from '../keys/vault-keys'

/** The JSON inside a JWE to one of the vault-seal keys; null when it does not open or is none. */
export async function openSealed(keys: VaultKeys, jwe: string): Promise<unknown> {
  try {
    const { plaintext } = await compactDecrypt(
      jwe,
      (header) => {
        const key = keys.sealKeys.get(header.kid ?? '')
        if (!key) throw new TypeError('unknown key')
        return key
      },
      { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] },
    )
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext)) as unknown
  } catch {
    return null
  }
}
