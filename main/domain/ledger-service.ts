import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { decodeBase64, encodeBase64 } from '../../shared/ledger/base64'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import { leafHash } from '../../shared/ledger/merkle-hash'
import { verifyConsistency } from '../../shared/ledger/merkle-tree'
import { verifyReceipt, type Receipt, type ReceiptVerdict } from '../../shared/ledger/receipt'
import { LedgerConflictSchema, type LedgerConflict } from '../../shared/model/ledger-conflict'
import { ledgerOrigin } from '../../shared/model/ledger-entry'
import { openNote, parseCheckpoint, type Checkpoint, type NoteVerifier } from '../../shared/ledger/checkpoint'
import type { TrustedKeys } from '../keys/key-bundle'
import { toInstant } from '../settings/clock'
import type { KnownCheckpoint } from '../store/repositories/ledger-repository'
import { newId } from './new-id'
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
   * @param also further writes of the same transaction: the disk is waited for once
   */
  async accept(receipt: Receipt, signed: object, epoch: string, also: (checkpoint: Checkpoint) => void = () => undefined): Promise<Checkpoint> {
    const verdict = await this.check(receipt, signed, epoch)
    if (!verdict.ok)
      throw new CasementError(
        verdict.code === 'LEDGER_INCONSISTENT' ? 'REVEAL_LEDGER_INCONSISTENT' : 'REVEAL_RECEIPT_INVALID',
      )
    const { checkpoint } = verdict
    this.#session.kept.transaction(() => {
      this.remember(checkpoint, receipt.checkpoint, epoch)
      also(checkpoint)
    })
    return checkpoint
  }

  /**
   * Before anything is stated to the hub. Throws LEDGER_CONFLICT once the hub has contradicted itself in this epoch: then nothing is revealed
   * or looked up from this laptop before a new epoch, which the controller has to accept at the vault. Throws STORE_ROLLED_BACK
   * once the hub's lease has shown that this laptop forgot what it showed.
   */
  requireTrusted(): void {
    if (this.#session.ledger.hasConflict(this.#session.epoch())) throw new CasementError('LEDGER_CONFLICT')
    if (this.#session.ledger.isRolledBack()) throw new CasementError('STORE_ROLLED_BACK')
  }

  /** Calls the hub. When it answers that it never had as many entries as it signed for, that is kept too. */
  async askHub<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (isCasementError(error) && error.code === 'REVEAL_LEDGER_INCONSISTENT') {
        const known = this.#session.ledger.findCheckpoint(this.#session.epoch())
        if (known !== null) this.#keepConflict(this.#session.epoch(), known, null)
      }
      throw error
    }
  }

  /** Sends what becomes an entry, not while the hub has contradicted itself, and proves what comes back. Throws LEDGER_CONFLICT and like `accept`. */
  async enter<T extends { readonly receipt: Receipt }>(
    signed: Readonly<{ payload: Readonly<{ epoch: string; knownSize: number }> }>,
    send: () => Promise<T>,
  ): Promise<T> {
    this.requireTrusted()
    const answer = await this.askHub(send)
    await this.#acceptAgain(answer.receipt, signed, signed.payload)
    return answer
  }

  /** Asked again after the ledger moved on, a receipt proves from a size that is no longer the last: a fresh one is fetched. Throws like `accept`. */
  async #acceptAgain(given: Receipt, signed: object, stated: Readonly<{ epoch: string; knownSize: number }>): Promise<Checkpoint> {
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
    const trusted = await this.#session.keys()
    const verify = (keys: Pick<TrustedKeys, 'checkpointVerifiers'>) => this.#verify(receipt, { leaf, known, epoch }, keys.checkpointVerifiers)
    const verdict = await verify(trusted)
    if (verdict.ok || verdict.code !== 'RECEIPT_FORGED') return verdict
    const newer = await trusted.newer()
    return newer === null ? verdict : verify(newer)
  }

  async #verify(receipt: Receipt, { leaf, known, epoch }: Readonly<{ leaf: Uint8Array; known: KnownCheckpoint | null; epoch: string }>, verifiers: readonly NoteVerifier[]): Promise<ReceiptVerdict> {
    let verdict: ReceiptVerdict = { ok: false, code: 'RECEIPT_FORGED', detail: 'no checkpoint key' }
    for (const verifier of verifiers) {
      verdict = await verifyReceipt({ receipt, leafHash: leaf, known, origin: ledgerOrigin(epoch), verifier })
      // Another key of the bundle is tried only where this one did not sign; a real refusal stands.
      if (verdict.ok || verdict.code !== 'RECEIPT_FORGED') {
        if (!verdict.ok && verdict.code === 'LEDGER_INCONSISTENT' && known !== null)
          await this.#examine(receipt, known, epoch, verifier)
        return verdict
      }
    }
    return verdict
  }

  /** @param note the signed note that the checkpoint came in: kept, so that the hub cannot deny it later */
  remember({ size, root }: Checkpoint, note: string, epoch: string): void {
    this.#session.ledger.saveCheckpoint(epoch, { size, root, note }, toInstant(this.#session.clock.now()))
  }

  /** A proof that does not hold may be a bad proof only: the hub is asked for another one. What no proof joins is kept as evidence. */
  async #examine(receipt: Receipt, known: KnownCheckpoint, epoch: string, verifier: NoteVerifier): Promise<void> {
    const offered = parseCheckpoint((await openNote(receipt.checkpoint, [verifier])).text)
    let proof: string[] = []
    if (offered.size > known.size)
      try {
        proof = (await this.#session.hub.ledgerConsistency({ first: known.size, second: offered.size })).proof
      } catch (error) {
        // Without an answer nothing is certain; the receipt is refused all the same.
        if (!isCasementError(error) || error.code !== 'REVEAL_LEDGER_INCONSISTENT') return
      }
    if (joins(known, offered, proof)) return
    this.#keepConflict(epoch, known, { size: offered.size, note: receipt.checkpoint })
  }

  #keepConflict(epoch: string, known: KnownCheckpoint, offered: LedgerConflict['offered']): void {
    const { ledger, clock, deviceId, signer, engine } = this.#session
    if (ledger.hasConflict(epoch)) return
    const conflict = LedgerConflictSchema.parse({
      v: 1,
      type: 'ledger-conflict',
      conflictId: newId(clock),
      deviceId,
      epoch,
      known: { size: known.size, root: encodeBase64(known.root), note: known.note },
      offered,
      foundAt: toInstant(clock.now()),
    })
    ledger.addConflict(signer(conflict))
    engine.kick()
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

function joins(known: KnownCheckpoint, offered: Checkpoint, proof: readonly string[]): boolean {
  try {
    return verifyConsistency(known.size, offered.size, known.root, offered.root, proof.map(decodeBase64))
  } catch {
    return false
  }
}
