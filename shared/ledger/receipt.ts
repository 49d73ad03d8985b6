import { z } from 'zod'
import { decodeBase64 } from './base64'
import { openNote, parseCheckpoint, type Checkpoint, type NoteVerifier } from './checkpoint'
import { LedgerFormatError } from './ledger-error'
import { emptyRoot } from './merkle-hash'
import { verifyConsistency, verifyInclusion } from './merkle-tree'

/** A 32-byte hash in standard base64 (the last character leaves its two unused bits zero). */
const HashSchema = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)
const ProofSchema = z.array(HashSchema).max(54)

/**
 * The hub's proof that an entry is in the ledger (design §4 step 4): leaf `entryIndex` is under the signed `checkpoint`
 * of `treeSize` leaves, and that checkpoint continues the one of `knownSize` leaves that the asker had seen (0: none).
 */
export const ReceiptSchema = z.strictObject({
  entryIndex: z.int().min(0),
  treeSize: z.int().min(1),
  inclusionProof: ProofSchema,
  /** A C2SP signed note, whole. */
  checkpoint: z.string().min(1).max(16_384),
  consistencyProof: ProofSchema,
  knownSize: z.int().min(0),
})
export type Receipt = z.infer<typeof ReceiptSchema>

/** FORGED proves nothing · STALE proves from or to another state, ask again · INCONSISTENT: history was changed. */
export type ReceiptRefusal = 'RECEIPT_FORGED' | 'RECEIPT_STALE' | 'LEDGER_INCONSISTENT'

export type ReceiptVerdict =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly code: ReceiptRefusal; readonly detail: string }

export interface ReceiptCheck {
  /** As it arrived: its shape is checked here too. */
  readonly receipt: unknown
  /** Of the canonical bytes that the asker itself sent, never one that came with the receipt. */
  readonly leafHash: Uint8Array
  /** The last checkpoint accepted in this epoch; null when there is none yet. */
  readonly known: Readonly<Pick<Checkpoint, 'size' | 'root'>> | null
  readonly origin: string
  readonly verifier: NoteVerifier
}

/**
 * No valid receipt, no display (design §4 steps 5 and 6). Checks, in this order: shape, signature, origin, size and
 * inclusion (RECEIPT_FORGED); not older than what is known, proof from exactly that size (RECEIPT_STALE); consistency
 * (LEDGER_INCONSISTENT). On success the checkpoint is the one to remember. Throws only for a verifier that is no key.
 */
export async function verifyReceipt({
  receipt,
  leafHash,
  known,
  origin,
  verifier,
}: ReceiptCheck): Promise<ReceiptVerdict> {
  const parsed = ReceiptSchema.safeParse(receipt)
  if (!parsed.success) return refuse('RECEIPT_FORGED', 'not a receipt')
  const { entryIndex, treeSize, inclusionProof, consistencyProof, knownSize } = parsed.data

  const checkpoint = await openCheckpoint(parsed.data.checkpoint, verifier)
  if (checkpoint === null) return refuse('RECEIPT_FORGED', 'checkpoint not signed by the known key')
  if (checkpoint.origin !== origin) return refuse('RECEIPT_FORGED', 'checkpoint of another ledger')
  if (checkpoint.size !== treeSize) return refuse('RECEIPT_FORGED', 'sizes differ')
  if (!verifyInclusion(entryIndex, treeSize, leafHash, inclusionProof.map(decodeBase64), checkpoint.root)) {
    return refuse('RECEIPT_FORGED', 'entry not proved')
  }

  const before = known ?? { size: 0, root: emptyRoot() }
  if (treeSize < before.size) return refuse('RECEIPT_STALE', 'checkpoint older than the known one')
  if (knownSize !== before.size) return refuse('RECEIPT_STALE', 'proof from another size')
  if (!verifyConsistency(before.size, treeSize, before.root, checkpoint.root, consistencyProof.map(decodeBase64))) {
    return refuse('LEDGER_INCONSISTENT', 'known checkpoint not continued')
  }
  return { ok: true, checkpoint }
}

/** The checkpoint if the known key signed it, else null. */
async function openCheckpoint(note: string, verifier: NoteVerifier): Promise<Checkpoint | null> {
  try {
    return parseCheckpoint((await openNote(note, [verifier])).text)
  } catch (error) {
    if (error instanceof LedgerFormatError) return null
    throw error
  }
}

const refuse = (code: ReceiptRefusal, detail: string): ReceiptVerdict => ({ ok: false, code, detail })
