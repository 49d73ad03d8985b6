import { createHmac } from 'node:crypto'

export type CheckedKey = 'key-encryption' | 'matching'

/** A value that only the key itself makes again, and that says nothing of it: what the database notes of the keys it was made under (`key_checks`). */
export const keyCheck = (what: CheckedKey, key: Uint8Array): string => createHmac('sha256', key).update(`casement/key-check/v1\n${what}`).digest('hex')

/** Held, shared, by every connection of a running vault; alone by whoever wraps the data keys anew. Advisory locks are per database. */
export const VAULT_IS_WORKING = 4_761_040
