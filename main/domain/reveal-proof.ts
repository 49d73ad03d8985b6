import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { Receipt } from '../../shared/ledger/receipt'
import type { ApprovalEvidence } from '../../shared/model/approval'
import type { ListEvidence } from '../../shared/model/contact-list'
import { approvalOf, RevealGrantSchema, type RevealGrant } from '../../shared/model/reveal'
import { toInstant } from '../settings/clock'
import type { StatedReveal } from '../store/repositories/reveal-repository'
import { requireGrantMatches } from './build-reveal-request'
import type { LedgerService, VaultEvidence } from './ledger-service'
import type { Session } from './session'

/** What stands between the hub's *allow* and the vault: the grant is for exactly what was stated, and its entry is proved (design §4 step 5). */
export class RevealProof {
  readonly #session: Session
  readonly #ledger: LedgerService

  constructor(session: Session, ledger: LedgerService) {
    this.#session = session
    this.#ledger = ledger
  }

  async openGrant(jws: string, reveal: StatedReveal): Promise<RevealGrant> {
    const trusted = await this.#session.keys()
    const grant = await trusted.openSigned(jws, 'hub-grant', 'casement-reveal-grant', RevealGrantSchema).catch(() => {
      throw new CasementError('REVEAL_GRANT_INVALID')
    })
    requireGrantMatches(grant, reveal.signed, {
      officerId: this.#session.officer().officerId,
      householdId: reveal.householdId,
      persons: reveal.openings.persons.value,
    })
    return grant
  }

  /** Asked again after another request moved the checkpoint on: the first receipt proves from a size that is no longer the last, so a fresh one is fetched. */
  async acceptReceipt(given: Receipt, reveal: StatedReveal, grant: RevealGrant): Promise<Receipt> {
    const ledger = this.#ledger
    let receipt: Receipt | undefined = given
    if (reveal.signed.payload.knownSize !== ledger.knownSize()) {
      receipt = (
        await this.#session.hub.ledgerReceipts({ entryIndexes: [grant.entryIndex], knownSize: ledger.knownSize() })
      ).receipts[0]
    }
    if (receipt === undefined || receipt.entryIndex !== grant.entryIndex)
      throw new CasementError('REVEAL_RECEIPT_INVALID')
    try {
      await ledger.accept(receipt, reveal.signed, reveal.epoch, ({ size }) =>
        this.#session.reveals.setProved(reveal.requestId, {
          grantId: grant.grantId,
          entryIndex: grant.entryIndex,
          ledgerSize: size,
          at: toInstant(this.#session.clock.now()),
        }),
      )
      return receipt
    } catch (error) {
      this.#session.reveals.setProof(
        reveal.requestId,
        isCasementError(error) && error.code === 'REVEAL_LEDGER_INCONSISTENT' ? 'inconsistent' : 'unproved',
      )
      throw error
    }
  }

  /** What the vault needs to make sure of the approval, its own or a contact list's, and this reveal's receipt under the same checkpoint. */
  async proveApproval(
    reveal: StatedReveal,
  ): Promise<{ evidence: VaultEvidence; approval: ApprovalEvidence | null; list: ListEvidence | null }> {
    const ledger = this.#ledger
    const { hub, contactLists } = this.#session
    const vaultKnownSize = ledger.vaultKnownSize()
    const asked = { requestId: reveal.requestId, knownSize: ledger.knownSize(), vaultKnownSize }
    const isListed = contactLists.find(approvalOf(reveal.signed.payload)?.requestId ?? '') !== null
    const { receipt, vaultConsistencyProof, approval, list } = isListed
      ? await hub.listEvidence(asked).then(({ evidence, ...rest }) => ({ ...rest, approval: null, list: evidence }))
      : await hub.approvalEvidence(asked).then(({ evidence, ...rest }) => ({ ...rest, approval: evidence, list: null }))
    await ledger.accept(receipt, reveal.signed, reveal.epoch)
    return { evidence: { receipt, vaultKnownSize, vaultConsistencyProof }, approval, list }
  }
}
