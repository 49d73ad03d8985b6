import { existsSync, readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { canonicalise } from '../../shared/ledger/canonical-json'
import type { SharingAgreement } from '../../shared/model/sharing'
import { signSharingAgreement, type PrivateKey } from './controller-keys'

/**
 * The sharing agreement signed anew under the next serial, or null when what is signed stands. The key is in a safe as a rule: it is read when something is to be signed.
 * A change of the key signs the same content again (rotate-key.ts).
 */
export async function refreshSharingAgreement(file: string, roles: SharingAgreement['roles'], issuedAt: string, key: () => PrivateKey): Promise<string | null> {
  if (!existsSync(file)) return signSharingAgreement({ v: 1, type: 'sharing-agreement', serial: 1, issuedAt, roles }, key())
  const signed = decodeJwt<Pick<SharingAgreement, 'serial' | 'roles'>>(readFileSync(file, 'utf8').trim())
  return canonicalise(signed.roles) === canonicalise(roles) ? null : signSharingAgreement({ v: 1, type: 'sharing-agreement', serial: signed.serial + 1, issuedAt, roles }, key())
}
