import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import { leafHash } from '../../shared/ledger/merkle-hash'
import { verifyReceipt, type Receipt, type ReceiptVerdict } from '../../shared/ledger/receipt'
import { ledgerOrigin } from '../../shared/model/ledger-entry'
import type { Checkpoint } from '../../shared/ledger/checkpoint'
import { toInstant } from '../settings/clock'
import type { Session } from './session'

export interface VaultEvidence {
  readonly receipt: Receipt
  readonly vaultKnownSize: number
  readonly vaultConsistencyProof: string[]
}

const MOST_TRIES = 3

/** This laptop's side of the ledger: no valid receipt against the last checkpoint seen here, no display (design §4 step 5). */
export class LedgerService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  /** Size of the last checkpoint accepted in this epoch; 0 when there is none. */
  knownSize(): number {
    return this.#session.ledger.findCheckpoint(this.#session.epoch())?.size ?? 0
  }

  /**
   * Checks the receipt for what **this** laptop signed, and remembers its checkpoint. Throws REVEAL_RECEIPT_INVALID (forged, stale)
   * or REVEAL_LEDGER_INCONSISTENT; then nothing may go on.
   */
  async accept(receipt: Receipt, signed: object, epoch: string): Promise<Checkpoint> {
    const verdict = await this.check(receipt, signed, epoch)
    if (!verdict.ok)
      throw new CasementError(
        verdict.code === 'LEDGER_INCONSISTENT' ? 'REVEAL_LEDGER_INCONSISTENT' : 'REVEAL_RECEIPT_INVALID',
      )
    this.#session.ledger.saveCheckpoint(epoch, verdict.checkpoint, toInstant(this.#session.clock.now()))
    return verdict.checkpoint
  }

  /** Asked again after the ledger moved on, a receipt proves from a size that is no longer the last: a fresh one is fetched. Throws like `accept`. */
  async acceptAgain(given: Receipt, signed: object, stated: Readonly<{ epoch: string; knownSize: number }>): Promise<Checkpoint> {
    const knownSize = this.knownSize()
    const receipt =
      stated.knownSize === knownSize
        ? given
        : (await this.#session.hub.ledgerReceipts({ entryIndexes: [given.entryIndex], knownSize })).receipts[0]
    if (receipt === undefined) throw new CasementError('REVEAL_RECEIPT_INVALID')
    return this.accept(receipt, signed, stated.epoch)
  }

  /** The same without remembering. */
  async check(receipt: Receipt, signed: object, epoch: string): Promise<ReceiptVerdict> {
    const known = this.#session.ledger.findCheckpoint(epoch)
    const leaf = leafHash(canonicalBytes(signed as unknown as JsonValue))
    const { checkpointVerifiers } = await this.#session.keys()
    let verdict: ReceiptVerdict = { ok: false, code: 'RECEIPT_FORGED', detail: 'no checkpoint key' }
    for (const verifier of checkpointVerifiers) {
      verdict = await verifyReceipt({ receipt, leafHash: leaf, known, origin: ledgerOrigin(epoch), verifier })
      // Another key of the bundle is tried only where this one did not sign; a real refusal stands.
      if (verdict.ok || verdict.code !== 'RECEIPT_FORGED') return verdict
    }
    return verdict
  }

  remember(checkpoint: Checkpoint, epoch: string): void {
    this.#session.ledger.saveCheckpoint(epoch, checkpoint, toInstant(this.#session.clock.now()))
  }

  /** Size that the vault last told this laptop, for the hub to prove consistency from. */
  vaultKnownSize(): number {
    return this.#session.ledger.vaultSize(this.#session.epoch())
  }

  /** Calls the vault with evidence; when it has seen another point of the ledger, fetches the missing proof from the hub and tries again. */
  async withEvidence<T extends { ledgerSize: number }>(
    first: VaultEvidence,
    call: (evidence: VaultEvidence) => Promise<T>,
  ): Promise<T> {
    const epoch = this.#session.epoch()
    let evidence = first
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await call(evidence)
        this.#session.ledger.saveVaultSize(epoch, answer.ledgerSize)
        return answer
      } catch (error) {
        const size = isCasementError(error) && error.code === 'VAULT_PROOF_NEEDED' ? error.detail.knownSize : undefined
        if (typeof size !== 'number' || tries >= MOST_TRIES) throw error
        const [smaller, larger] = [Math.min(size, evidence.receipt.treeSize), Math.max(size, evidence.receipt.treeSize)]
        const { proof } = await this.#session.hub.ledgerConsistency({ first: smaller, second: larger })
        evidence = { receipt: evidence.receipt, vaultKnownSize: size, vaultConsistencyProof: proof }
      }
    }
  }
}
