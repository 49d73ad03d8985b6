import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, isBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { decodeBase64, encodeBase64 } from './base64'
import { LedgerFormatError } from './ledger-error'
import { equalBytes } from './merkle-hash'
import { isWellFormed } from './well-formed'

/** An Ed25519 key that signs notes. `name` is a schema-less URL without blanks or plus; `publicKey` is 32 bytes. */
export interface NoteSigner {
  readonly name: string
  readonly publicKey: Uint8Array
  /** Ed25519 (RFC 8032) over the bytes given: 64 bytes. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

/** An Ed25519 key that is known and trusted. A `verify` that throws counts as a bad signature. */
export interface NoteVerifier {
  readonly name: string
  readonly publicKey: Uint8Array
  readonly verify: (data: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>
}

/** A note whose signatures were checked: its text (with the last newline) and which known keys signed it. */
export interface OpenedNote {
  readonly text: string
  readonly signedBy: readonly string[]
}

interface SignatureLine {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

const LONGEST_NOTE = 1_048_576
const MOST_SIGNATURES = 100
const KEY_ID_LENGTH = 4
const ED25519 = 0x01
const KEY_NAME = /^[^\p{White_Space}\p{Cc}+]+$/u
const LINE = /^\u2014 (\S+) (\S+)$/u

/**
 * First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ 32-byte Ed25519 public key): C2SP signed-note, *Signatures*.
 * Throws RangeError for a key name or a public key that no note can carry.
 */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  if (!isWellFormed(name) || !KEY_NAME.test(name))
    throw new RangeError('a key name is not empty and has no blanks or plus')
  if (!isBytes(publicKey) || publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes')
  return sha256(concatBytes(utf8ToBytes(name), Uint8Array.of(0x0a, ED25519), publicKey)).slice(0, KEY_ID_LENGTH)
}

/**
 * `text`, a blank line, and one line `— name base64(keyId ‖ signature)` (C2SP signed-note). `text` ends in a newline.
 * Rejects with LedgerFormatError NOTE_MALFORMED for text that no note can carry, RangeError for a bad key or signature.
 */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  if (!isNoteText(text) || !text.endsWith('\n')) throw malformed('the text cannot be a note')
  const keyId = noteKeyId(signer.name, signer.publicKey)
  const signature = await signer.sign(utf8ToBytes(text))
  if (!isBytes(signature) || signature.length !== 64) throw new RangeError('an Ed25519 signature has 64 bytes')
  const note = `${text}\n\u2014 ${signer.name} ${encodeBase64(concatBytes(keyId, signature))}\n`
  if (note.length > LONGEST_NOTE) throw malformed('the text is too long for a note')
  return note
}

/**
 * Checks a note against the keys that are known. Signatures of others are ignored; at least one known key must have
 * signed; one bad signature under a known key's name and id refuses the whole note (C2SP signed-note, *Signatures*).
 * Rejects with LedgerFormatError NOTE_MALFORMED, NOTE_UNSIGNED or NOTE_SIGNATURE_INVALID; RangeError for a bad key.
 */
export async function openNote(note: string, verifiers: readonly NoteVerifier[]): Promise<OpenedNote> {
  const known = verifiers.map((verifier) => ({ verifier, keyId: noteKeyId(verifier.name, verifier.publicKey) }))
  const { text, lines } = splitNote(note)
  const data = utf8ToBytes(text)
  const signedBy = new Set<string>()
  for (const line of lines) {
    for (const { verifier, keyId } of known) {
      if (verifier.name !== line.name || !equalBytes(keyId, line.keyId)) continue
      if (!(await isGood(verifier, data, line.signature))) {
        throw new LedgerFormatError('NOTE_SIGNATURE_INVALID', 'a signature under a known name does not verify')
      }
      signedBy.add(verifier.name)
    }
  }
  if (signedBy.size === 0) throw new LedgerFormatError('NOTE_UNSIGNED', 'no known key has signed the note')
  return { text, signedBy: [...signedBy] }
}

async function isGood(verifier: NoteVerifier, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (signature.length !== 64) return false
  try {
    // Exactly true: an injected function that answers an object or a number has not verified anything.
    return (await verifier.verify(data, signature)) === true
  } catch {
    return false
  }
}

/** The text goes up to the last blank line; it may hold blank lines of its own. */
function splitNote(note: string): { text: string; lines: SignatureLine[] } {
  if (!isNoteText(note) || !note.endsWith('\n')) throw malformed('not a signed note')
  const split = note.lastIndexOf('\n\n')
  if (split < 0) throw malformed('the note has no text or no signatures')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) throw malformed('the note has too many signatures')
  return { text: note.slice(0, split + 1), lines: lines.map(readLine) }
}

function readLine(line: string): SignatureLine {
  const [, name, encoded] = LINE.exec(line) ?? []
  if (name === undefined || encoded === undefined || !KEY_NAME.test(name))
    throw malformed('a signature line is malformed')
  const bytes = decodeOrRefuse(encoded)
  if (bytes.length <= KEY_ID_LENGTH) throw malformed('a signature line is malformed')
  return { name, keyId: bytes.slice(0, KEY_ID_LENGTH), signature: bytes.slice(KEY_ID_LENGTH) }
}

function decodeOrRefuse(encoded: string): Uint8Array {
  try {
    return decodeBase64(encoded)
  } catch {
    throw malformed('a signature line is malformed')
  }
}

const isNoteText = (text: unknown): text is string =>
  isWellFormed(text) && text.length <= LONGEST_NOTE && !hasControl(text)

/** The specification forbids what lies below U+0020, newline excepted. */
function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 && text.charAt(i) !== '\n') return true
  return false
}

const malformed = (words: string): LedgerFormatError => new LedgerFormatError('NOTE_MALFORMED', words)
