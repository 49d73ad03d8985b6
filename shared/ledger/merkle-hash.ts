import { sha256 } from '@noble/hashes/sha2.js'
import { isBytes } from '@noble/hashes/utils.js'

/** Bytes in one hash of the ledger (SHA-256). */
export const HASH_LENGTH = 32

/** The root of a tree without leaves: SHA-256 of nothing (RFC 9162 §2.1.1). A fresh copy each time. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0))

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/**
 * SHA-256(0x00 ‖ data), RFC 9162 §2.1.1: 32 bytes. The prefix keeps a leaf from ever passing for an inner node.
 * Throws TypeError when `data` is not bytes.
 */
export function leafHash(data: Uint8Array): Uint8Array {
  if (!isBytes(data)) throw new TypeError('a leaf is made of bytes')
  return sha256.create().update(LEAF).update(data).digest()
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 9162 §2.1.1. Both sides are hashes of 32 bytes. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256.create().update(NODE).update(left).update(right).digest()

/** True for exactly 32 bytes. */
export const isHash = (value: unknown): value is Uint8Array => isBytes(value) && value.length === HASH_LENGTH

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** A count or position that arithmetic on doubles gets right: an integer from 0 to 2^53 - 1. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
