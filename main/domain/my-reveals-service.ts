import { CasementError } from '../../shared/errors/casement-error'
import type { DecidedNot, MyReveal } from '../../shared/ipc/reveal-contract'
import type { Receipt } from '../../shared/ledger/receipt'
import { HouseholdIdSchema } from '../../shared/model/ids'
import { relatedPart } from '../../shared/model/reveal'
import { toInstant } from '../settings/clock'
import type { StoredReveal } from '../store/repositories/reveal-repository'
import type { LedgerService } from './ledger-service'
import type { Session } from './session'
import type { TurnQueue } from './turn-queue'

const PER_CALL = 500
const DECIDED_NOT_LISTED = 50

/** The officer's own reveals, and their proof. */
export class MyRevealsService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #queue: TurnQueue

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#queue = queue
  }

  list({ before, limit }: Readonly<{ before: string | null; limit: number }>): {
    reveals: MyReveal[]
    decidedNot: DecidedNot[]
    next: string | null
  } {
    const found = this.#session.reveals.page(before, limit + 1)
    const shown = found.slice(0, limit)
    const decidedNot = before === null ? this.#session.reveals.listDecidedNot(DECIDED_NOT_LISTED) : []
    return {
      reveals: shown.map((reveal) => {
        const own = toMyReveal(reveal)
        const isSealed = own.outcome === 'not-shown' && (this.#session.permits.find(own.requestId)?.sealed ?? null) !== null
        return isSealed ? { ...own, outcome: 'sealed' as const } : own
      }),
      decidedNot: decidedNot.map(({ at, reference, householdId }) => ({ at, reference, householdId: HouseholdIdSchema.parse(householdId) })),
      next: found.length > limit ? (shown.at(-1)?.at ?? null) : null,
    }
  }

  /** Fresh receipts of all my entries, each checked here against what this laptop signed and saw. Throws REVEAL_LEDGER_INCONSISTENT when one of them says that history was changed. */
  verify(): Promise<{ proved: number; failed: number; ledgerSize: number }> {
    return this.#queue.run(() => this.#verify())
  }

  async #verify(): Promise<{ proved: number; failed: number; ledgerSize: number }> {
    const { reveals, hub, epoch: currentEpoch } = this.#session
    const epoch = currentEpoch()
    const entered = reveals.entered(epoch)
    let proved = 0
    let isInconsistent = false
    for (let i = 0; i < entered.length; i += PER_CALL) {
      const part = entered.slice(i, i + PER_CALL)
      const { receipts } = await hub.ledgerReceipts({
        entryIndexes: part.map(({ entryIndex }) => entryIndex ?? 0),
        knownSize: this.#ledger.knownSize(),
      })
      for (const reveal of part) {
        const verdict = await this.#prove(
          reveal,
          receipts.find(({ entryIndex }) => entryIndex === reveal.entryIndex),
          epoch,
        )
        if (verdict === 'proved') proved += 1
        if (verdict === 'inconsistent') isInconsistent = true
      }
    }
    if (isInconsistent) throw new CasementError('REVEAL_LEDGER_INCONSISTENT')
    return { proved, failed: entered.length - proved, ledgerSize: this.#ledger.knownSize() }
  }

  async #prove(reveal: StoredReveal, receipt: Receipt | undefined, epoch: string): Promise<MyReveal['proof']> {
    const { reveals, clock } = this.#session
    const known = this.#ledger.knownSize()
    // All receipts of a call prove from the same size; after the first has moved ours on, the rest are of exactly that checkpoint.
    const isFirst = receipt !== undefined && receipt.knownSize === known
    const adjusted =
      receipt === undefined || isFirst || receipt.treeSize !== known
        ? receipt
        : { ...receipt, knownSize: known, consistencyProof: [] }
    const verdict = adjusted === undefined ? null : await this.#ledger.check(adjusted, reveal.signed, epoch)
    if (verdict?.ok) {
      this.#ledger.remember(verdict.checkpoint, adjusted?.checkpoint ?? '', epoch)
      reveals.setProved(reveal.requestId, {
        grantId: null,
        entryIndex: reveal.entryIndex ?? 0,
        ledgerSize: verdict.checkpoint.size,
        at: toInstant(clock.now()),
      })
      return 'proved'
    }
    const proof = verdict?.code === 'LEDGER_INCONSISTENT' ? 'inconsistent' : 'unproved'
    reveals.setProof(reveal.requestId, proof)
    return proof
  }
}

const toMyReveal = (reveal: StoredReveal): MyReveal => ({
  requestId: reveal.requestId,
  at: reveal.at,
  reference: reveal.reference,
  householdId: HouseholdIdSchema.parse(reveal.householdId),
  people: reveal.people,
  purposeTitle: reveal.purposeTitle,
  reason: reveal.reason,
  relationship: relatedPart(reveal.signed.payload).relationship,
  linked: reveal.openings.linked?.value ?? null,
  authority: reveal.openings.authority?.value ?? null,
  fieldGroups: [...reveal.fieldGroups],
  outcome: reveal.outcome,
  displays: reveal.displays,
  copies: reveal.copies,
  entryIndex: reveal.entryIndex,
  proof: reveal.proof,
  provedAt: reveal.provedAt,
  ledgerSize: reveal.ledgerSize,
})
