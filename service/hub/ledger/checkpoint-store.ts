import { formatCheckpoint, signNote } from '../../../shared/ledger/checkpoint'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import type { LedgerOptions } from './ledger-options'
import { insertCheckpoint } from './ledger-repository'

export interface CheckpointStore {
  /** The signed note of that size and root, kept before it is given to anybody. */
  signed(size: number, root: Uint8Array): Promise<string>
}

/** Signs each size once, however many ask. What was signed is in the table first, so that a restart can be held to it. */
export function createCheckpointStore({ db, epoch, signer, clock }: LedgerOptions): CheckpointStore {
  let last: { size: number; note: Promise<string> } | null = null
  const sign = async (size: number, root: Uint8Array): Promise<string> => {
    const note = await signNote(formatCheckpoint({ origin: ledgerOrigin(epoch), size, root }), signer)
    await insertCheckpoint(db, { epoch, size, root, note, signedAt: new Date(clock.now()) })
    return note
  }
  return {
    signed(size, root) {
      if (last?.size === size) return last.note
      const signing = { size, note: sign(size, root) }
      last = signing
      // What failed is tried anew by whoever asks next.
      signing.note.catch(() => { if (last === signing) last = null })
      return signing.note
    },
  }
}
