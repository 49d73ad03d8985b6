import { existsSync, readFileSync } from 'node:fs'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { canonicalise } from '../../shared/ledger/canonical-json'
import { SharingAgreementSchema, type SharingAgreement } from '../../shared/model/sharing'
import { signSharingAgreement, type PrivateKey } from './controller-keys'

/**
 * The sharing agreement signed anew, or null when what is signed stands: under the next serial when what the roles see has changed, the very same content
 * when only the key has. The key is in a safe as a rule: it is read when something is to be signed, and its absence is no trouble while nothing is.
 */
export async function refreshSharingAgreement(file: string, roles: SharingAgreement['roles'], issuedAt: string, key: () => PrivateKey): Promise<string | null> {
  if (!existsSync(file)) return signSharingAgreement({ v: 1, type: 'sharing-agreement', serial: 1, issuedAt, roles }, key())
  const jws = readFileSync(file, 'utf8').trim()
  const signed = decodeJwt<Pick<SharingAgreement, 'serial' | 'roles'>>(jws)
  if (canonicalise(signed.roles) !== canonicalise(roles)) return signSharingAgreement({ v: 1, type: 'sharing-agreement', serial: signed.serial + 1, issuedAt, roles }, key())
  const now = keyAtHand(key)
  return now === null || decodeProtectedHeader(jws).kid === now.kid ? null : signSharingAgreement(SharingAgreementSchema.parse(signed), now)
}

function keyAtHand(key: () => PrivateKey): PrivateKey | null {
  try {
    return key()
  } catch {
    return null
  }
}
