import { decodeBase64, encodeBase64 } from './base64'
import { LedgerFormatError } from './ledger-error'
import { isCount, isHash } from './merkle-hash'
import { isWellFormed } from './well-formed'

export { noteKeyId, openNote, signNote, type NoteSigner, type NoteVerifier, type OpenedNote } from './signed-note'

/** The ledger's head: which ledger, how many leaves, the 32-byte Merkle root over them. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

const ORIGIN = /^[^\p{Cc}]+$/u
const SIZE = /^(?:0|[1-9][0-9]{0,15})$/

/**
 * The note text of a checkpoint (C2SP tlog-checkpoint): origin, size in decimal, root in base64, a newline after each.
 * Throws LedgerFormatError CHECKPOINT_MALFORMED when a line would not read back as it was meant.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin) || !isCount(size) || !isHash(root)) throw malformed('the checkpoint cannot be written')
  return `${origin}\n${size}\n${encodeBase64(root)}\n`
}

/**
 * Reads exactly what `formatCheckpoint` writes: no leading zeros, no size above 2^53 - 1, one spelling of the root, no
 * extension lines (the specification advises against them and Casement never signs any).
 * Throws LedgerFormatError CHECKPOINT_MALFORMED.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, end, ...more] = typeof text === 'string' ? text.split('\n') : []
  if (size === undefined || root === undefined || end !== '' || more.length > 0)
    throw malformed('a checkpoint has three lines')
  if (!isOrigin(origin)) throw malformed('the origin is malformed')
  if (!SIZE.test(size) || !isCount(Number(size))) throw malformed('the size is malformed')
  return { origin, size: Number(size), root: readRoot(root) }
}

function readRoot(line: string): Uint8Array {
  let root: Uint8Array
  try {
    root = decodeBase64(line)
  } catch {
    throw malformed('the root is malformed')
  }
  if (!isHash(root)) throw malformed('the root is malformed')
  return root
}

const isOrigin = (value: unknown): value is string => isWellFormed(value) && ORIGIN.test(value)

const malformed = (words: string): LedgerFormatError => new LedgerFormatError('CHECKPOINT_MALFORMED', words)
