import { formatCheckpoint, signNote } from '../../../shared/ledger/checkpoint'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import type { LedgerOptions } from './ledger-options'
import { insertCheckpoint, type SignedCheckpoint } from './ledger-repository'

export interface CheckpointStore {
  /** Signed, and nobody's yet: whoever keeps it (with the entries that make the ledger that large) says so by `kept`. */
  sign(size: number, root: Uint8Array): Promise<SignedCheckpoint>
  kept(checkpoint: SignedCheckpoint): void
  /** The signed note of that size and root, kept before it is given to anybody. */
  signed(size: number, root: Uint8Array): Promise<string>
}

/** Signs each size once, however many ask. What was signed is in the table first, so that a restart can be held to it. */
export function createCheckpointStore({ db, epoch, signer, clock }: LedgerOptions): CheckpointStore {
  let last: { size: number; note: Promise<string> } | null = null
  const sign = async (size: number, root: Uint8Array): Promise<SignedCheckpoint> => {
    const note = await signNote(formatCheckpoint({ origin: ledgerOrigin(epoch), size, root }), signer)
    return { epoch, size, root, note, signedAt: new Date(clock.now()) }
  }
  const signAndKeep = async (size: number, root: Uint8Array): Promise<string> => {
    const checkpoint = await sign(size, root)
    await insertCheckpoint(db, checkpoint)
    return checkpoint.note
  }
  return {
    sign,
    kept({ size, note }) {
      last = { size, note: Promise.resolve(note) }
    },
    signed(size, root) {
      if (last?.size === size) return last.note
      const signing = { size, note: signAndKeep(size, root) }
      last = signing
      // What failed is tried anew by whoever asks next.
      signing.note.catch(() => { if (last === signing) last = null })
      return signing.note
    },
  }
}
