import { createHmac } from 'node:crypto'

/** What a caller can give (design §4 Find), and what only intake matches by. */
export type MatchKind =
  | 'name' | 'date-of-birth' | 'postcode' | 'ni-number' | 'phone' | 'account-number'
  | 'shared-number' | 'name-and-birth-and-postcode' | 'uprn' | 'address' | 'source-record' | 'source-row' | 'row-content' | 'criteria'

/**
 * HMAC-SHA-256 (RFC 2104) under the vault's matching key over `kind`, a zero byte and the normalised value: 32 bytes, as hex.
 * Without the key nobody can try out all NI numbers (threat 11); the kind keeps equal values of two kinds apart.
 */
export const matchKey = (matchingKey: Uint8Array, kind: MatchKind, value: string): string =>
  createHmac('sha256', matchingKey).update(`${kind}\0${value}`, 'utf8').digest('hex')
