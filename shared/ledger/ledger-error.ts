/** Why ledger bytes were refused. */
export type LedgerFormatCode =
  /** The value has no canonical form: NaN, undefined, a Date, half a surrogate pair … */
  | 'JSON_NOT_CANONICAL'
  /** Not standard, padded base64 in its one canonical spelling. */
  | 'BASE64_MALFORMED'
  /** Not the three lines of a C2SP tlog-checkpoint. */
  | 'CHECKPOINT_MALFORMED'
  /** Not a C2SP signed note. */
  | 'NOTE_MALFORMED'
  /** Nobody known has signed the note. */
  | 'NOTE_UNSIGNED'
  /** A signature that claims to be from a known key does not verify. */
  | 'NOTE_SIGNATURE_INVALID'

/** The ledger's own error: a code and fixed words, never the value that was refused. */
export class LedgerFormatError extends Error {
  readonly code: LedgerFormatCode
  constructor(code: LedgerFormatCode, words: string) {
    super(words)
    this.name = 'LedgerFormatError'
    this.code = code
  }
}
