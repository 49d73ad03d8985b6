import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leafHash, MerkleTree, verifyConsistency, verifyInclusion } from '../../../../shared/ledger/merkle-tree'
import { flipBit, fromHex } from './bytes'
import { EMPTY_ROOT, LEAVES } from './merkle-vectors'

const LARGEST = 300
const tree = new MerkleTree()
const leafHashes = Array.from({ length: LARGEST }, (_, i) => leafHash(Uint8Array.of(i & 255, i >> 8)))
for (const hash of leafHashes) tree.appendHash(hash)
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => tree.root(size))

const leafInTree = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }))
/** Sizes with a proof that holds at least one node: 0 < size1 < size2. */
const growth = fc
  .integer({ min: 2, max: LARGEST })
  .chain((size2) => fc.record({ size2: fc.constant(size2), size1: fc.integer({ min: 1, max: size2 - 1 }) }))
const BITS = Array.from({ length: 256 }, (_, bit) => bit)

/** The proof with each node dropped, each doubled, a stranger put in at each place, neighbours swapped, reversed. */
function rearranged(proof: readonly Uint8Array[]): Uint8Array[][] {
  const places = [...proof.keys()]
  return [
    ...places.map((at) => proof.toSpliced(at, 1)),
    ...places.map((at) => proof.toSpliced(at, 0, proof[at]!)),
    ...[...places, proof.length].map((at) => proof.toSpliced(at, 0, new Uint8Array(32).fill(9))),
    ...places.slice(1).map((at) => proof.toSpliced(at - 1, 2, proof[at]!, proof[at - 1]!)),
    ...(proof.length > 1 ? [proof.toReversed()] : []),
  ]
}
const bent = (proof: readonly Uint8Array[]): Uint8Array[][] =>
  proof.flatMap((node, at) => BITS.map((bit) => proof.with(at, flipBit(node, bit))))

describe('inclusion proofs', () => {
  it('every proof that the tree makes verifies', () => {
    fc.assert(
      fc.property(leafInTree, ({ index, size }) =>
        verifyInclusion(index, size, leafHashes[index]!, tree.inclusionProof(index, size), roots[size]!),
      ),
      { numRuns: 500 },
    )
  })

  it('every one-bit change of the proof, the leaf hash or the root is refused', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(leafInTree, ({ index, size }) => {
        const [leaf, proof, root] = [leafHashes[index]!, tree.inclusionProof(index, size), roots[size]!]
        return (
          !bent(proof).some((changed) => verifyInclusion(index, size, leaf, changed, root)) &&
          !BITS.some((bit) => verifyInclusion(index, size, flipBit(leaf, bit), proof, root)) &&
          !BITS.some((bit) => verifyInclusion(index, size, leaf, proof, flipBit(root, bit)))
        )
      }),
      { numRuns: 20 },
    )
  })

  it('a wrong index, another leaf, the root of another size, twice or half the size: refused', () => {
    fc.assert(
      fc.property(leafInTree, ({ index, size }) => {
        const [leaf, proof, root] = [leafHashes[index]!, tree.inclusionProof(index, size), roots[size]!]
        for (let other = 0; other < LARGEST; other++) {
          if (other !== index && verifyInclusion(other, size, leaf, proof, root)) return false
          if (other !== index && verifyInclusion(index, size, leafHashes[other]!, proof, root)) return false
          if (other !== size && verifyInclusion(index, size, leaf, proof, roots[other]!)) return false
          if (other !== size && verifyInclusion(index, other, leaf, proof, roots[other]!)) return false
        }
        return ![size * 2, Math.floor(size / 2)].some((wrong) => verifyInclusion(index, wrong, leaf, proof, root))
      }),
      { numRuns: 50 },
    )
  })

  it('nodes dropped, doubled, added, swapped or reversed: refused', () => {
    fc.assert(
      fc.property(leafInTree, ({ index, size }) =>
        rearranged(tree.inclusionProof(index, size)).every(
          (proof) => !verifyInclusion(index, size, leafHashes[index]!, proof, roots[size]!),
        ),
      ),
      { numRuns: 300 },
    )
  })

  it('two hashes joined as data do not make the leaf hash that their parent has', () => {
    const joined = Uint8Array.from([...leafHashes[0]!, ...leafHashes[1]!])
    expect(leafHash(joined)).not.toEqual(roots[2])
    expect(verifyInclusion(0, 2, leafHash(joined), [tree.inclusionProof(0, 4)[1]!], roots[4]!)).toBe(false)
  })
})

describe('consistency proofs', () => {
  it('every proof that the tree makes verifies', () => {
    fc.assert(
      fc.property(growth, ({ size1, size2 }) =>
        verifyConsistency(size1, size2, roots[size1]!, roots[size2]!, tree.consistencyProof(size1, size2)),
      ),
      { numRuns: 500 },
    )
  })

  it('every one-bit change of the proof or of either root is refused', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(growth, ({ size1, size2 }) => {
        const [root1, root2, proof] = [roots[size1]!, roots[size2]!, tree.consistencyProof(size1, size2)]
        return (
          !bent(proof).some((changed) => verifyConsistency(size1, size2, root1, root2, changed)) &&
          !BITS.some((bit) => verifyConsistency(size1, size2, flipBit(root1, bit), root2, proof)) &&
          !BITS.some((bit) => verifyConsistency(size1, size2, root1, flipBit(root2, bit), proof))
        )
      }),
      { numRuns: 20 },
    )
  })

  it('any other older size, swapped roots or sizes, the root of another size: refused', () => {
    fc.assert(
      fc.property(growth, ({ size1, size2 }) => {
        const [root1, root2, proof] = [roots[size1]!, roots[size2]!, tree.consistencyProof(size1, size2)]
        for (let other = 0; other <= size2 + 1; other++) {
          if (other !== size1 && verifyConsistency(other, size2, root1, root2, proof)) return false
          if (other !== size1 && verifyConsistency(size1, size2, roots[other % LARGEST]!, root2, proof)) return false
          if (other !== size2 && verifyConsistency(size1, size2, root1, roots[other % LARGEST]!, proof)) return false
        }
        return (
          !verifyConsistency(size1, size2, root2, root1, proof) && !verifyConsistency(size2, size1, root1, root2, proof)
        )
      }),
      { numRuns: 50 },
    )
  })

  it('nodes dropped, doubled, added, swapped or reversed: refused', () => {
    fc.assert(
      fc.property(growth, ({ size1, size2 }) =>
        rearranged(tree.consistencyProof(size1, size2)).every(
          (proof) => !verifyConsistency(size1, size2, roots[size1]!, roots[size2]!, proof),
        ),
      ),
      { numRuns: 300 },
    )
  })

  it('a ledger with one entry changed, removed or put in is not consistent, whatever proof it makes', () => {
    fc.assert(
      fc.property(growth, fc.nat(), fc.constantFrom('changed', 'removed', 'put in'), ({ size1, size2 }, at, how) => {
        const place = at % size1
        const stranger = leafHash(Uint8Array.of(1, 2, 3))
        const removed = how === 'put in' ? 0 : 1
        const hashes = leafHashes.slice(0, size2).toSpliced(place, removed, ...(how === 'removed' ? [] : [stranger]))
        const forged = new MerkleTree()
        for (const hash of hashes) forged.appendHash(hash)
        if (forged.size <= size1) return true
        const proof = forged.consistencyProof(size1, forged.size)
        return !verifyConsistency(size1, forged.size, roots[size1]!, forged.root(), proof)
      }),
      { numRuns: 200 },
    )
  })

  it('the same size needs the same root and no proof; from nothing needs no proof', () => {
    const [a, b] = [roots[5]!, roots[6]!]
    expect(verifyConsistency(5, 5, a, a, [])).toBe(true)
    expect(verifyConsistency(5, 5, a, b, [])).toBe(false)
    expect(verifyConsistency(5, 5, a, a, [b])).toBe(false)
    expect(verifyConsistency(0, 0, fromHex(EMPTY_ROOT), fromHex(EMPTY_ROOT), [])).toBe(true)
    expect(verifyConsistency(0, 5, fromHex(EMPTY_ROOT), a, [])).toBe(true)
    expect(verifyConsistency(0, 5, fromHex(EMPTY_ROOT), a, [b])).toBe(false)
    expect(verifyConsistency(5, 6, a, b, [])).toBe(false)
    expect(verifyConsistency(4, 8, roots[4]!, roots[8]!, [])).toBe(false)
    expect(verifyConsistency(6, 5, b, a, [])).toBe(false)
  })
})

describe('exhaustively, in the published tree of eight', () => {
  const small = new MerkleTree()
  for (const leaf of LEAVES) small.append(fromHex(leaf))

  it('every proof with any one bit changed is refused', { timeout: 60_000 }, () => {
    let tried = 0
    for (let size = 1; size <= 8; size++) {
      const root = small.root(size)
      for (let index = 0; index < size; index++) {
        const leaf = leafHash(fromHex(LEAVES[index]!))
        const proof = small.inclusionProof(index, size)
        const lies = bent(proof).map((changed) => verifyInclusion(index, size, leaf, changed, root))
        lies.push(...BITS.map((bit) => verifyInclusion(index, size, flipBit(leaf, bit), proof, root)))
        lies.push(...BITS.map((bit) => verifyInclusion(index, size, leaf, proof, flipBit(root, bit))))
        if (index > 0) {
          const path = small.consistencyProof(index, size)
          const [root1, root2] = [small.root(index), root]
          lies.push(...bent(path).map((changed) => verifyConsistency(index, size, root1, root2, changed)))
          lies.push(...BITS.map((bit) => verifyConsistency(index, size, flipBit(root1, bit), root2, path)))
          lies.push(...BITS.map((bit) => verifyConsistency(index, size, root1, flipBit(root2, bit), path)))
        }
        expect(lies).not.toContain(true)
        tried += lies.length
      }
    }
    expect(tried).toBeGreaterThan(40_000)
  })
})

describe('hostile input', () => {
  const [index, size] = [5, 8]
  const proof = tree.inclusionProof(index, size)
  const path = tree.consistencyProof(5, 8)
  const leaf = leafHashes[index]!
  const badCounts = [
    -1,
    -0.5,
    1.5,
    NaN,
    Infinity,
    -Infinity,
    2 ** 53,
    2 ** 60,
    '5',
    5n,
    null,
    undefined,
    [5],
    {},
  ] as number[]
  const badHashes = [
    new Uint8Array(0),
    new Uint8Array(31),
    new Uint8Array(33),
    [...leaf],
    Buffer.from(leaf).toString('hex'),
    new Uint16Array(32),
    leaf.buffer,
    null,
    undefined,
    {},
    new Proxy(leaf, {
      get: () => {
        throw new Error('trap')
      },
    }),
  ] as Uint8Array[]
  const badProofs = (good: readonly Uint8Array[]): Uint8Array[][] =>
    [
      null,
      undefined,
      'proof',
      {},
      { ...good },
      new Set(good),
      Array.from({ length: 10_000 }, () => leaf),
      [...good, , leaf], // eslint-disable-line no-sparse-arrays -- a hole is the point
      ...badHashes.map((bad) => good.with(0, bad)),
      new Proxy(good, {
        get: () => {
          throw new Error('trap')
        },
      }),
    ] as Uint8Array[][]

  it('the unspoilt arguments do verify', () => {
    expect(verifyInclusion(index, size, leaf, proof, roots[size]!)).toBe(true)
    expect(verifyConsistency(5, 8, roots[5]!, roots[8]!, path)).toBe(true)
  })

  it('is false for inclusion, never an exception', () => {
    for (const bad of badCounts) {
      expect(verifyInclusion(bad, size, leaf, proof, roots[size]!)).toBe(false)
      expect(verifyInclusion(index, bad, leaf, proof, roots[size]!)).toBe(false)
      expect(verifyInclusion(bad, bad, leaf, proof, roots[size]!)).toBe(false)
    }
    for (const bad of badHashes) {
      expect(verifyInclusion(index, size, bad, proof, roots[size]!)).toBe(false)
      expect(verifyInclusion(index, size, leaf, proof, bad)).toBe(false)
      expect(verifyInclusion(0, 1, bad, [], bad)).toBe(false)
    }
    for (const bad of badProofs(proof)) expect(verifyInclusion(index, size, leaf, bad, roots[size]!)).toBe(false)
    expect(verifyInclusion(0, 0, leaf, [], leaf)).toBe(false)
    expect(verifyInclusion(8, 8, leaf, proof, roots[size]!)).toBe(false)
  })

  it('is false for consistency, never an exception', () => {
    for (const bad of badCounts) {
      expect(verifyConsistency(bad, 8, roots[5]!, roots[8]!, path)).toBe(false)
      expect(verifyConsistency(5, bad, roots[5]!, roots[8]!, path)).toBe(false)
      expect(verifyConsistency(bad, bad, roots[5]!, roots[5]!, [])).toBe(false)
    }
    for (const bad of badHashes) {
      expect(verifyConsistency(5, 8, bad, roots[8]!, path)).toBe(false)
      expect(verifyConsistency(5, 8, roots[5]!, bad, path)).toBe(false)
      expect(verifyConsistency(5, 5, bad, bad, [])).toBe(false)
      expect(verifyConsistency(0, 5, bad, bad, [])).toBe(false)
    }
    for (const bad of badProofs(path)) expect(verifyConsistency(5, 8, roots[5]!, roots[8]!, bad)).toBe(false)
  })

  it('a proof of millions of nodes is refused before it is read', () => {
    let read = 0
    const endless = new Proxy([leaf], {
      get: (_, key) => (key === 'length' ? 5_000_000 : (read++, leaf)),
    })
    expect(verifyInclusion(index, size, leaf, endless, roots[size]!)).toBe(false)
    expect(verifyConsistency(5, 8, roots[5]!, roots[8]!, endless)).toBe(false)
    expect(read).toBe(0)
  })

  it('random garbage never throws and never verifies', () => {
    const count = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.anything()) as fc.Arbitrary<number>
    const hash = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array(),
      fc.anything(),
    ) as fc.Arbitrary<Uint8Array>
    const list = fc.oneof(fc.array(hash, { maxLength: 70 }), fc.anything()) as fc.Arbitrary<Uint8Array[]>
    fc.assert(
      fc.property(count, count, hash, hash, list, (a, b, x, y, nodes) => {
        if (verifyInclusion(a, b, x, nodes, y)) return false
        // From the empty tree, or from a size to itself, an empty proof says all there is to say.
        return !verifyConsistency(a, b, x, y, nodes) || ((a === 0 || a === b) && nodes.length === 0)
      }),
      { numRuns: 5000 },
    )
  })
})
