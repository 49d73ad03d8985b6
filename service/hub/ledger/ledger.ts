import { CasementError } from '../../../shared/errors/casement-error'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { leafHash, type MerkleTree } from '../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../shared/ledger/receipt'
import { createCheckpointStore, type CheckpointStore } from './checkpoint-store'
import { insertEntries, PlaceTakenError, readPlace, type NewEntry } from './ledger-repository'
import type { LedgerOptions } from './ledger-options'
import { LedgerBrokenError, loadTree } from './load-tree'

/** An entry to be: `key` (request, look-up or event id) makes it idempotent. */
export type Draft = Omit<NewEntry, 'index' | 'leafHash'>

export interface Appended {
  readonly index: number
  /** Of the entry in the ledger: another than the draft's when the key was used before for something else. */
  readonly leafHash: Uint8Array
  readonly isNew: boolean
}

/** Keys that have an entry. */
type KnownEntries = ReadonlyMap<string, Pick<NewEntry, 'index' | 'leafHash'>>

interface Waiting {
  readonly draft: Draft
  resolve(appended: Appended): void
  reject(error: CasementError): void
}

const LARGEST_BATCH = 256

/**
 * The access ledger of one epoch: durable first, then known. What waits is written together, with the signed checkpoint over it, in one
 * statement that is its own transaction. Indexes and keys are unique in the table: a writer that came first, or a key that was used
 * before, is found by the statement's being refused. The tree in memory grows only after the commit; after any doubt (a lost connection,
 * another writer) it is read again from the table.
 */
export class Ledger {
  readonly #options: LedgerOptions
  readonly #checkpoints: CheckpointStore
  #tree: MerkleTree
  #isDoubtful = false
  #isBroken = false
  #waiting: Waiting[] = []
  #isWriting = false

  private constructor(options: LedgerOptions, tree: MerkleTree) {
    this.#options = options
    this.#tree = tree
    this.#checkpoints = createCheckpointStore(options)
  }

  /** Reads and checks the whole table. Throws LedgerBrokenError. */
  static async open(options: LedgerOptions): Promise<Ledger> {
    return new Ledger(options, await loadTree(options.db, options.epoch, null))
  }

  get epoch(): string {
    return this.#options.epoch
  }

  /** Committed entries that this process knows of. */
  get size(): number {
    return this.#tree.size
  }

  /** False once the table was found changed: nothing is granted until somebody has looked. */
  get isSound(): boolean {
    return !this.#isBroken
  }

  root(size: number = this.#tree.size): Uint8Array {
    return this.#tree.root(size)
  }

  /** Resolves when the entry is committed. Rejects with REVEAL_LEDGER_UNAVAILABLE, and then nothing may be shown. */
  append(draft: Draft): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, resolve, reject })
      void this.#write()
    })
  }

  /**
   * Inclusion proofs of these entries under one signed checkpoint of the present size, with consistency from `knownSize`.
   * Throws REVEAL_LEDGER_INCONSISTENT for a known size that this ledger never had, NOT_FOUND for an entry it has not,
   * REVEAL_LEDGER_UNAVAILABLE when the checkpoint cannot be kept.
   */
  async receipts(indexes: readonly number[], knownSize: number): Promise<Receipt[]> {
    this.requireSize(knownSize)
    const tree = this.#tree
    const size = tree.size
    if (indexes.some((index) => index >= size)) throw new CasementError('NOT_FOUND')
    const checkpoint = await this.#checkpoints.signed(size, tree.root(size)).catch((cause: unknown) => {
      throw new CasementError('REVEAL_LEDGER_UNAVAILABLE', {}, { cause })
    })
    const consistencyProof = tree.consistencyProof(knownSize, size).map(encodeBase64)
    return indexes.map((entryIndex) => ({
      entryIndex, treeSize: size, inclusionProof: tree.inclusionProof(entryIndex, size).map(encodeBase64), checkpoint, consistencyProof, knownSize,
    }))
  }

  /** Between any two sizes, the smaller first. Throws REVEAL_LEDGER_INCONSISTENT for a size beyond the ledger. */
  consistency(a: number, b: number): string[] {
    this.requireSize(Math.max(a, b))
    return this.#tree.consistencyProof(Math.min(a, b), Math.max(a, b)).map(encodeBase64)
  }

  /** Somebody who saw a larger ledger saw entries that are gone. */
  requireSize(size: number): void {
    if (size > this.#tree.size) throw new CasementError('REVEAL_LEDGER_INCONSISTENT')
  }

  /** The same of what was stated to one epoch: after a restored hub a size of the ledger before says nothing of this one. Which it is is a check of its own. */
  requireSizeOf({ epoch, knownSize }: Readonly<{ epoch: string; knownSize: number }>): void {
    if (epoch === this.epoch) this.requireSize(knownSize)
  }

  /** An entry of a ledger before has no place in this one. Throws SYNC_EPOCH_CHANGED. */
  requireEpoch(epoch: string): void {
    if (epoch !== this.epoch) throw new CasementError('SYNC_EPOCH_CHANGED')
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return
    this.#isWriting = true
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0, LARGEST_BATCH)
        await this.#writeBatch(batch)
      }
    } finally {
      this.#isWriting = false
    }
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const appended = await this.#commit(batch.map(({ draft }) => draft))
      batch.forEach(({ resolve }, i) => resolve(appended[i] as Appended))
    } catch (cause) {
      if (cause instanceof LedgerBrokenError) this.#isBroken = true
      // Whether the transaction was committed may be unknown: the table knows.
      this.#isDoubtful = true
      for (const { reject } of batch) reject(new CasementError('REVEAL_LEDGER_UNAVAILABLE', {}, { cause }))
    }
  }

  async #commit(drafts: readonly Draft[]): Promise<Appended[]> {
    if (this.#isBroken) throw new LedgerBrokenError('the ledger was found changed')
    if (this.#isDoubtful) await this.#reload()
    try {
      return await this.#insert(drafts, new Map())
    } catch (error) {
      if (!(error instanceof PlaceTakenError)) throw error
      const { size, known } = await readPlace(this.#options.db, this.epoch, drafts.map(({ key }) => key))
      if (size !== this.size) await this.#reload()
      return this.#insert(drafts, known)
    }
  }

  async #insert(drafts: readonly Draft[], known: KnownEntries): Promise<Appended[]> {
    const { db, epoch } = this.#options
    const { size } = this
    const { answers, entries } = plan(drafts, size, known)
    if (entries.length === 0) return answers
    const hashes = entries.map((entry) => entry.leafHash)
    const checkpoint = await this.#checkpoints.sign(size + entries.length, this.#tree.rootWith(hashes))
    if ((await insertEntries(db, epoch, entries, checkpoint)) !== size) throw new LedgerBrokenError('entries are gone that were there')
    for (const hash of hashes) this.#tree.appendHash(hash)
    this.#checkpoints.kept(checkpoint)
    return answers
  }

  async #reload(): Promise<void> {
    this.#tree = await loadTree(this.#options.db, this.#options.epoch, this.#tree)
    this.#isDoubtful = false
  }
}

/** Gives each draft the next index, or the entry that its key has already: in the table or earlier in this batch. */
function plan(drafts: readonly Draft[], size: number, known: KnownEntries): { answers: Appended[]; entries: NewEntry[] } {
  const byKey = new Map(known)
  const entries: NewEntry[] = []
  const answers = drafts.map((draft): Appended => {
    const before = byKey.get(draft.key)
    if (before !== undefined) return { ...before, isNew: false }
    const entry: NewEntry = { ...draft, index: size + entries.length, leafHash: leafHash(draft.leaf) }
    entries.push(entry)
    byKey.set(draft.key, entry)
    return { index: entry.index, leafHash: entry.leafHash, isNew: true }
  })
  return { answers, entries }
}
