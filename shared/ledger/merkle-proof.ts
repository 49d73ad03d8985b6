import { equalBytes, hashNode, isCount, isHash } from './merkle-hash'

/** No honest proof is longer: a tree of 2^53 leaves is 53 levels high. */
const LONGEST_PROOF = 54

const isOdd = (n: number): boolean => n % 2 === 1
/** A right shift that stays right above 2^31, where `>>` does not. */
const half = (n: number): number => Math.floor(n / 2)

/** True for 1, 2, 4, 8 … without 32-bit operators. */
export function isPowerOfTwo(n: number): boolean {
  let rest = n
  while (rest > 1 && !isOdd(rest)) rest /= 2
  return rest === 1
}

/** A private copy of a proof that has the right shape, or null. */
function readProof(proof: unknown): Uint8Array[] | null {
  if (!Array.isArray(proof) || proof.length > LONGEST_PROOF) return null
  const nodes: Uint8Array[] = []
  for (let i = 0; i < proof.length; i++) {
    const node: unknown = proof[i]
    if (!isHash(node)) return null
    nodes.push(Uint8Array.from(node))
  }
  return nodes
}

/** Hostile objects can throw from anywhere (proxies, getters): that is a refusal too. */
function refuseOnThrow(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}

/**
 * Does `proof` lead from leaf `index` (0-based) to `root` in a tree of `size` leaves? RFC 9162 §2.1.3.2.
 * Never throws: whatever is malformed (sizes that are no counts, hashes not of 32 bytes, too long a proof) is false.
 */
export function verifyInclusion(
  index: number,
  size: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  return refuseOnThrow(() => {
    if (!isCount(index) || !isCount(size) || index >= size || !isHash(leafHash) || !isHash(root)) return false
    const nodes = readProof(proof)
    if (nodes === null) return false
    let [fn, sn, hash] = [index, size - 1, leafHash]
    for (const node of nodes) {
      if (sn === 0) return false
      if (isOdd(fn) || fn === sn) {
        hash = hashNode(node, hash)
        while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
      } else {
        hash = hashNode(hash, node)
      }
      ;[fn, sn] = [half(fn), half(sn)]
    }
    return sn === 0 && equalBytes(hash, root)
  })
}

/**
 * Is the tree of `size1` leaves with `root1` a prefix of the one of `size2` with `root2`? RFC 9162 §2.1.4.2.
 * size1 = size2 needs equal roots and an empty proof. size1 = 0 says nothing about the later tree, so all it needs is
 * an empty proof. Never throws: whatever is malformed is false.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  return refuseOnThrow(() => {
    if (!isCount(size1) || !isCount(size2) || size1 > size2 || !isHash(root1) || !isHash(root2)) return false
    const nodes = readProof(proof)
    if (nodes === null) return false
    if (size1 === size2) return nodes.length === 0 && equalBytes(root1, root2)
    if (size1 === 0) return nodes.length === 0
    return climbsToBoth(size1, size2, root1, root2, nodes)
  })
}

/** 0 < size1 < size2: rebuilds both roots from one proof. */
function climbsToBoth(
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  nodes: readonly Uint8Array[],
): boolean {
  // A proof without nodes proves nothing here (RFC 9162 §2.1.4.2 step 1).
  if (nodes.length === 0) return false
  // Where size1 is a power of two its root is itself a node of the larger tree, so the proof leaves it out.
  const [seed, ...path] = isPowerOfTwo(size1) ? [root1, ...nodes] : nodes
  if (seed === undefined) return false
  let [fn, sn] = [size1 - 1, size2 - 1]
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)]
  let [older, newer] = [seed, seed]
  for (const node of path) {
    if (sn === 0) return false
    if (isOdd(fn) || fn === sn) {
      older = hashNode(node, older)
      newer = hashNode(node, newer)
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      newer = hashNode(newer, node)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(older, root1) && equalBytes(newer, root2)
}
