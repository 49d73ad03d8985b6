import { decodeProtectedHeader } from 'jose'
import { CasementError } from '../../shared/errors/casement-error'
import type { SharingVersion } from '../../shared/ipc/sharing-contract'
import { SHARING_AGREEMENT_TYP, SharingAgreementSchema } from '../../shared/model/sharing'
import { onlineOnly } from './online-only'
import type { Session } from './session'

/** Which domains each role sees, as the controller signed it. Nothing is kept here. */
export class SharingService {
  readonly #session: Pick<Session, 'hub' | 'keys'>
  constructor(session: Pick<Session, 'hub' | 'keys'>) {
    this.#session = session
  }

  /** The version in force, by the key in use, and those before it, each verified here. Throws KEY_BUNDLE_INVALID, also for versions out of their order: the first is called the one in force. */
  async getAgreement(): Promise<{ inForce: SharingVersion; earlier: SharingVersion[] }> {
    const { versions } = await onlineOnly(() => this.#session.hub.sharingAgreement())
    const keys = await onlineOnly(() => this.#session.keys())
    const opened = await Promise.all(
      versions.map(async ({ signed, since }, n): Promise<SharingVersion> => ({
        agreement: await (n === 0 ? keys.openSigned : keys.openFormer)(signed, 'purposes', SHARING_AGREEMENT_TYP, SharingAgreementSchema),
        signedBy: decodeProtectedHeader(signed).kid ?? '',
        since,
      })),
    )
    const [inForce, ...earlier] = opened
    const isOrdered = opened.every((version, n) => n === 0 || version.agreement.serial < (opened[n - 1]?.agreement.serial ?? 0))
    if (inForce === undefined || !isOrdered) throw new CasementError('KEY_BUNDLE_INVALID')
    return { inForce, earlier }
  }
}
