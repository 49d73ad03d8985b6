import { HashColumn } from './hash-column'
import { emptyRoot, hashNode, isCount, isHash, leafHash } from './merkle-hash'
import { isPowerOfTwo } from './merkle-proof'

export { leafHash } from './merkle-hash'
export { verifyConsistency, verifyInclusion } from './merkle-proof'

/**
 * An append-only Merkle tree (RFC 9162 §2.1). It keeps the hash of every complete subtree, a column per level: an
 * append costs two hashes on average, a root or a proof about log2(size). Hashes in and out are copies of 32 bytes.
 */
export class MerkleTree {
  /** `#levels[n].at(i)` covers the leaves from i * 2^n up to, not including, (i + 1) * 2^n. */
  readonly #levels: HashColumn[] = []

  /** How many leaves there are. */
  get size(): number {
    return this.#levels[0]?.length ?? 0
  }

  /** Hashes `data` with `leafHash`, adds it and answers its index. Throws TypeError when `data` is not bytes. */
  append(data: Uint8Array): number {
    return this.appendHash(leafHash(data))
  }

  /** Adds a leaf by its stored hash (rebuilding from a database); answers its index. RangeError unless 32 bytes. */
  appendHash(hash: Uint8Array): number {
    if (!isHash(hash)) throw new RangeError('a leaf hash has 32 bytes')
    const index = this.size
    let [at, node] = [index, hash]
    for (let level = 0; ; level++) {
      const column = this.#level(level)
      column.push(node)
      if (at % 2 === 0) return index
      node = hashNode(column.at(at - 1), node)
      at = (at - 1) / 2
    }
  }

  /** Root over the first `size` leaves, by default all; root(0) is SHA-256 of nothing. RangeError beyond the tree. */
  root(size: number = this.size): Uint8Array {
    this.#requireSize(size)
    return size === 0 ? emptyRoot() : this.#hashOf(0, size)
  }

  /** The root that the tree would have with leaves of these hashes after its own. The tree stays as it is. */
  rootWith(hashes: readonly Uint8Array[]): Uint8Array {
    const peaks = this.#peaks()
    for (const hash of hashes) {
      let peak: Peak = { width: 1, node: hash }
      for (let left = peaks.at(-1); left?.width === peak.width; left = peaks.at(-1)) {
        peaks.pop()
        peak = { width: peak.width * 2, node: hashNode(left.node, peak.node) }
      }
      peaks.push(peak)
    }
    return peaks.length === 0 ? emptyRoot() : peaks.map(({ node }) => node).reduceRight((right, left) => hashNode(left, right))
  }

  /** From leaf `index` up to `root(size)`, RFC 9162 §2.1.3.1. Throws RangeError unless index < size ≤ this.size. */
  inclusionProof(index: number, size: number): Uint8Array[] {
    this.#requireSize(size)
    if (!isCount(index) || index >= size) throw new RangeError('the leaf is not inside that size')
    const proof: Uint8Array[] = []
    let [from, to] = [0, size]
    while (to - from > 1) {
      const middle = from + leftWidth(to - from)
      if (index < middle) {
        proof.push(this.#hashOf(middle, to))
        to = middle
      } else {
        proof.push(this.#hashOf(from, middle))
        from = middle
      }
    }
    return proof.toReversed()
  }

  /**
   * Proves that the first `size1` leaves of `root(size2)` are those of `root(size1)`, RFC 9162 §2.1.4.1. Empty when
   * size1 is 0 or equals size2. Throws RangeError unless size1 ≤ size2 ≤ this.size.
   */
  consistencyProof(size1: number, size2: number): Uint8Array[] {
    this.#requireSize(size2)
    if (!isCount(size1) || size1 > size2) throw new RangeError('the older size is not inside the newer one')
    if (size1 === 0 || size1 === size2) return []
    const proof: Uint8Array[] = []
    let [from, to] = [0, size2]
    while (to !== size1) {
      const middle = from + leftWidth(to - from)
      if (size1 <= middle) {
        proof.push(this.#hashOf(middle, to))
        to = middle
      } else {
        proof.push(this.#hashOf(from, middle))
        from = middle
      }
    }
    // The verifier knows root(size1) already; what starts at leaf 0 is just that.
    if (from !== 0) proof.push(this.#hashOf(from, to))
    return proof.toReversed()
  }

  /** MTH(D[from:to]) of RFC 9162 §2.1.1; `from` is a multiple of the smallest power of two that is ≥ to - from. */
  #hashOf(from: number, to: number): Uint8Array {
    const width = to - from
    if (isPowerOfTwo(width)) return this.#level(Math.log2(width)).at(from / width)
    const middle = from + leftWidth(width)
    return hashNode(this.#hashOf(from, middle), this.#hashOf(middle, to))
  }

  /** The widest complete subtrees that together are the tree, the widest first. */
  #peaks(): Peak[] {
    const peaks: Peak[] = []
    for (let from = 0; from < this.size;) {
      const rest = this.size - from
      const width = isPowerOfTwo(rest) ? rest : leftWidth(rest)
      peaks.push({ width, node: this.#hashOf(from, from + width) })
      from += width
    }
    return peaks
  }

  #level(level: number): HashColumn {
    const column = this.#levels[level] ?? new HashColumn()
    this.#levels[level] = column
    return column
  }

  #requireSize(size: number): void {
    if (!isCount(size) || size > this.size) throw new RangeError('the tree never had that size')
  }
}

interface Peak {
  readonly width: number
  readonly node: Uint8Array
}

/** The largest power of two smaller than `width` (width > 1): where RFC 9162 divides a tree. */
function leftWidth(width: number): number {
  let left = 1
  while (left * 2 < width) left *= 2
  return left
}
