import { createHash } from 'node:crypto'
import { CasementError } from '../../shared/errors/casement-error'
import { canonicalise } from '../../shared/ledger/canonical-json'
import { shownWording, type Purpose } from '../../shared/purposes/purpose'
import type { StatedPurpose } from '../../shared/model/reveal'
import type { Session } from './session'

/** Fixes the wording that the officer sees: SHA-256 (hex) of its canonical JSON. */
export const wordingHashOf = (purpose: Purpose): string =>
  createHash('sha256')
    .update(canonicalise(shownWording(purpose)), 'utf8')
    .digest('hex')

/** The signed purposes that this officer may state. */
export class PurposeService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  async list(): Promise<{ purposes: (Purpose & { wordingHash: string })[] }> {
    const { role } = this.#session.officer()
    const { purposes } = await this.#session.keys()
    return {
      purposes: purposes
        .filter(({ roles }) => roles.includes(role))
        .map((purpose) => ({ ...purpose, wordingHash: wordingHashOf(purpose) })),
    }
  }

  /** @param seenHash of the wording that the officer confirmed; null where the screen shows none. Throws REVEAL_PURPOSE_UNKNOWN or REVEAL_PURPOSE_OUTDATED. */
  async state(code: string, seenHash: string | null): Promise<{ purpose: Purpose; stated: StatedPurpose }> {
    const purpose = (await this.#session.keys()).purposes.find((candidate) => candidate.code === code)
    if (purpose === undefined) throw new CasementError('REVEAL_PURPOSE_UNKNOWN')
    const wordingHash = wordingHashOf(purpose)
    if (seenHash !== null && seenHash !== wordingHash) throw new CasementError('REVEAL_PURPOSE_OUTDATED')
    return { purpose, stated: { code: purpose.code, version: purpose.version, wordingHash } }
  }
}
