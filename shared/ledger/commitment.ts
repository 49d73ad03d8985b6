import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, isBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { isWellFormed } from './well-formed'

/** What a ledger entry hides: whom it is about, who asked, and why; for which contact or case, and under whose authority. */
export type CommitmentKind = 'person' | 'officer' | 'reason' | 'case' | 'authority'

const KINDS: readonly string[] = ['person', 'officer', 'reason', 'case', 'authority'] satisfies CommitmentKind[]
const SALT_LENGTH = 32
const COMMITMENT = /^[0-9a-f]{64}$/

/**
 * 64 hex digits: HMAC-SHA-256 (RFC 2104) keyed by 32 random bytes of salt, over `casement/commitment/v1/<kind>`, a
 * newline and the value in UTF-8. Without the salt it tells nothing; the kind keeps one from being opened as another.
 * Throws RangeError for an unknown kind, a salt that is not 32 bytes, or text that has no UTF-8 form.
 */
export function commit(kind: CommitmentKind, value: string, salt: Uint8Array): string {
  if (!KINDS.includes(kind)) throw new RangeError('that is not a kind of commitment')
  if (!isBytes(salt) || salt.length !== SALT_LENGTH) throw new RangeError('the salt has 32 bytes')
  if (!isWellFormed(value)) throw new RangeError('the value is not well-formed text')
  return bytesToHex(hmac(sha256, salt, utf8ToBytes(`casement/commitment/v1/${kind}\n${value}`)))
}

/** Does `value` with `salt` open `commitment`? Never throws: malformed input opens nothing. */
export function opensCommitment(commitment: string, kind: CommitmentKind, value: string, salt: Uint8Array): boolean {
  if (typeof commitment !== 'string' || !COMMITMENT.test(commitment)) return false
  try {
    return commit(kind, value, salt) === commitment
  } catch {
    return false
  }
}
