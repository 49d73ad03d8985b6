import { createHash } from 'node:crypto'

/**
 * RFC 9162 §2.1.1, §2.1.3.1 and §2.1.4.1 word for word: recursive, slow, on Node's own SHA-256. Shares nothing with
 * shared/ledger.
 */
export const referenceHash = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return Uint8Array.from(hash.digest())
}

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

const split = (n: number): number => {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The definitions over D[from:to]; roots are remembered, so that all proofs of a hundred sizes take a second. */
export class ReferenceTree {
  readonly #leaves: readonly Uint8Array[]
  readonly #roots = new Map<string, Uint8Array>()
  constructor(leaves: readonly Uint8Array[]) {
    this.#leaves = leaves
  }

  /** MTH(D[from:to]) */
  root(from: number, to: number): Uint8Array {
    const known = this.#roots.get(`${from}-${to}`)
    if (known !== undefined) return known
    const root = this.#computeRoot(from, to)
    this.#roots.set(`${from}-${to}`, root)
    return root
  }

  #computeRoot(from: number, to: number): Uint8Array {
    if (to === from) return referenceHash()
    if (to - from === 1) return referenceHash(LEAF, this.#leaves[from]!)
    const k = split(to - from)
    return referenceHash(NODE, this.root(from, from + k), this.root(from + k, to))
  }

  /** PATH(m, D[from:to]) */
  path(m: number, from: number, to: number): Uint8Array[] {
    if (to - from === 1) return []
    const k = split(to - from)
    return m < k
      ? [...this.path(m, from, from + k), this.root(from + k, to)]
      : [...this.path(m - k, from + k, to), this.root(from, from + k)]
  }

  /** PROOF(m, D[0:to]) = SUBPROOF(m, D[0:to], true) */
  proof(m: number, to: number): Uint8Array[] {
    return this.#subproof(m, 0, to, true)
  }

  #subproof(m: number, from: number, to: number, whole: boolean): Uint8Array[] {
    if (m === to - from) return whole ? [] : [this.root(from, to)]
    const k = split(to - from)
    return m <= k
      ? [...this.#subproof(m, from, from + k, whole), this.root(from + k, to)]
      : [...this.#subproof(m - k, from + k, to, false), this.root(from, from + k)]
  }
}

/**
 * Roots and proofs of a tree whose leaves are all the same: every complete subtree of a level has the same hash, so
 * trees of 2^50 leaves cost nothing. BigInt throughout, to catch 32-bit and rounding mistakes.
 */
export class UniformTree {
  readonly #levels: Uint8Array[] = []
  constructor(leaf: Uint8Array) {
    this.#levels.push(referenceHash(LEAF, leaf))
  }
  get leafHash(): Uint8Array {
    return this.#levels[0]!
  }
  root(n: bigint): Uint8Array {
    const k = bigSplit(n)
    return (n & (n - 1n)) === 0n ? this.#complete(log2(n)) : referenceHash(NODE, this.root(k), this.root(n - k))
  }
  path(m: bigint, n: bigint): Uint8Array[] {
    if (n <= 1n) return []
    const k = bigSplit(n)
    return m < k ? [...this.path(m, k), this.root(n - k)] : [...this.path(m - k, n - k), this.root(k)]
  }
  proof(m: bigint, n: bigint, whole = true): Uint8Array[] {
    if (m === n) return whole ? [] : [this.root(n)]
    const k = bigSplit(n)
    return m <= k ? [...this.proof(m, k, whole), this.root(n - k)] : [...this.proof(m - k, n - k, false), this.root(k)]
  }
  #complete(level: number): Uint8Array {
    while (this.#levels.length <= level)
      this.#levels.push(referenceHash(NODE, this.#levels.at(-1)!, this.#levels.at(-1)!))
    return this.#levels[level]!
  }
}

const log2 = (n: bigint): number => n.toString(2).length - 1
/** The largest power of two smaller than n (n > 1). */
const bigSplit = (n: bigint): bigint => (n <= 1n ? 0n : 1n << BigInt(log2(n - 1n)))
