/** Remembers the nonces of each token for as long as tokens are likely to live: the newest tokens, the newest nonces of each. */
export interface NonceGuard {
  /** False when this token has used the nonce before. */
  accept(tokenHash: string, nonce: string): boolean
}

/** Bounded in both directions, so that a flood costs memory once and no more. */
export function createNonceGuard(maxTokens = 2_000, maxNonces = 2_000): NonceGuard {
  const tokens = new Map<string, Set<string>>()
  return {
    accept(tokenHash, nonce) {
      const seen = tokens.get(tokenHash) ?? new Set<string>()
      if (seen.has(nonce)) return false
      tokens.delete(tokenHash) // set again below: Maps keep the order of insertion, so the first is the one longest unused
      seen.add(nonce)
      dropOldest(seen, maxNonces)
      tokens.set(tokenHash, seen)
      dropOldest(tokens, maxTokens)
      return true
    },
  }
}

function dropOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  if (kept.size <= most) return
  const oldest = kept.keys().next()
  if (oldest.done !== true) kept.delete(oldest.value)
}
