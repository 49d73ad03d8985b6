import { describe, expect, it } from 'vitest'
import * as merkleTree from '../../../../shared/ledger/merkle-tree'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { fromHex, toHex } from './bytes'
import { ReferenceTree, UniformTree } from './merkle-reference'
import { CONSISTENCY, EMPTY_ROOT, INCLUSION, LEAVES, ROOTS } from './merkle-vectors'

const { leafHash, MerkleTree, verifyConsistency, verifyInclusion } = merkleTree

function treeOf(leaves: readonly Uint8Array[]): merkleTree.MerkleTree {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.append(leaf)
  return tree
}
const numbered = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => Uint8Array.of(i & 255, i >> 8))

describe('the published vectors', () => {
  const tree = treeOf(LEAVES.map(fromHex))

  it('exports exactly what was agreed', () => {
    expect(Object.keys(merkleTree).toSorted()).toEqual([
      'MerkleTree',
      'leafHash',
      'verifyConsistency',
      'verifyInclusion',
    ])
  })

  it('the root of nothing is SHA-256 of nothing, and each known root is met as the tree grows', () => {
    const growing = new MerkleTree()
    expect([growing.size, toHex(growing.root()), toHex(tree.root(0))]).toEqual([0, EMPTY_ROOT, EMPTY_ROOT])
    for (const [i, leaf] of LEAVES.entries()) {
      expect(growing.append(fromHex(leaf))).toBe(i)
      expect(growing.size).toBe(i + 1)
      expect(toHex(growing.root())).toBe(ROOTS[i])
      expect(toHex(tree.root(i + 1))).toBe(ROOTS[i])
    }
  })

  it.each(INCLUSION)('leaf %i is in the tree of %i', (index, size, proof) => {
    expect(tree.inclusionProof(index, size).map(toHex)).toEqual(proof)
    const leaf = leafHash(fromHex(LEAVES[index]!))
    expect(verifyInclusion(index, size, leaf, proof.map(fromHex), fromHex(ROOTS[size - 1]!))).toBe(true)
  })

  it.each(CONSISTENCY)('the tree of %i is a prefix of the tree of %i', (size1, size2, proof) => {
    expect(tree.consistencyProof(size1, size2).map(toHex)).toEqual(proof)
    const [root1, root2] = [fromHex(ROOTS[size1 - 1]!), fromHex(ROOTS[size2 - 1]!)]
    expect(verifyConsistency(size1, size2, root1, root2, proof.map(fromHex))).toBe(true)
  })
})

describe('against the recursive definition', () => {
  const LARGEST = 130
  const leaves = numbered(LARGEST)
  const tree = treeOf(leaves)
  const reference = new ReferenceTree(leaves)
  const sizes = Array.from({ length: LARGEST + 1 }, (_, n) => n)
  const asText = (proof: readonly Uint8Array[]): string => proof.map(toHex).join(' ')

  it(`every root up to ${LARGEST} leaves is the same`, () => {
    for (const n of sizes) expect(toHex(tree.root(n))).toBe(toHex(reference.root(0, n)))
  })

  it(`every inclusion proof up to ${LARGEST} leaves is the same and verifies`, { timeout: 60_000 }, () => {
    const wrong: string[] = []
    for (const size of sizes) {
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusionProof(index, size)
        if (asText(proof) !== asText(reference.path(index, 0, size))) wrong.push(`made ${index}/${size}`)
        const verified = verifyInclusion(index, size, leafHash(leaves[index]!), proof, reference.root(0, size))
        if (!verified) wrong.push(`verified ${index}/${size}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it(`every consistency proof up to ${LARGEST} leaves is the same and verifies`, { timeout: 60_000 }, () => {
    const wrong: string[] = []
    for (const size2 of sizes) {
      for (let size1 = 0; size1 <= size2; size1++) {
        const proof = tree.consistencyProof(size1, size2)
        const expected = size1 === 0 ? [] : reference.proof(size1, size2)
        if (asText(proof) !== asText(expected)) wrong.push(`made ${size1}/${size2}`)
        const verified = verifyConsistency(size1, size2, reference.root(0, size1), reference.root(0, size2), proof)
        if (!verified) wrong.push(`verified ${size1}/${size2}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('the root with leaves to come is the root once they are there, and the tree is left as it was', () => {
    for (const size of sizes) {
      const part = treeOf(leaves.slice(0, size))
      for (const more of [0, 1, 2, 5, 8, 64]) {
        const coming = leaves.slice(size, size + more)
        expect(toHex(part.rootWith(coming.map(leafHash)))).toBe(toHex(reference.root(0, size + coming.length)))
      }
      expect([part.size, toHex(part.root())]).toEqual([size, toHex(reference.root(0, size))])
    }
  })

  it('a tree rebuilt from stored leaf hashes is the same tree', () => {
    const rebuilt = new MerkleTree()
    for (const [i, leaf] of leaves.entries()) expect(rebuilt.appendHash(leafHash(leaf))).toBe(i)
    expect(toHex(rebuilt.root())).toBe(toHex(tree.root()))
    expect(rebuilt.inclusionProof(77, 130)).toEqual(tree.inclusionProof(77, 130))
  })
})

describe('sizes beyond 32 bits', () => {
  const uniform = new UniformTree(Uint8Array.of(7))
  const sizes = [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 + 5, 2 ** 33 + 2 ** 20 + 3, 2 ** 52 + 1, 2 ** 53 - 1]

  it.each(sizes)('proofs in a tree of %i leaves verify, and a neighbour of the right index does not', (size) => {
    const root = uniform.root(BigInt(size))
    for (const index of [0, 1, 2 ** 30, Math.floor(size / 2), Math.floor(size / 3), size - 2, size - 1]) {
      const proof = uniform.path(BigInt(index), BigInt(size))
      expect(verifyInclusion(index, size, uniform.leafHash, proof, root)).toBe(true)
      expect(verifyInclusion(index, size, uniform.leafHash, proof.slice(1), root)).toBe(false)
      expect(verifyInclusion(size, size, uniform.leafHash, proof, root)).toBe(false)
    }
    for (const older of [1, 3, 2 ** 30, 2 ** 31 - 1, Math.floor(size / 2), Math.floor(size / 3), size - 1]) {
      if (older >= size) continue
      const proof = uniform.proof(BigInt(older), BigInt(size))
      const root1 = uniform.root(BigInt(older))
      expect(verifyConsistency(older, size, root1, root, proof)).toBe(true)
      expect(verifyConsistency(older, size, root, root1, proof)).toBe(false)
      expect(verifyConsistency(older, size, root1, root, proof.slice(0, -1))).toBe(false)
    }
  })
})

it('bytes are equal when all are, and none is missing', () => {
  const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)]
  expect([equalBytes(a, a.slice()), equalBytes(a, b), equalBytes(a, a.slice(0, 1)), equalBytes(a.slice(0, 1), a)]).toEqual([true, false, false, false])
})

describe('bad arguments to the tree', () => {
  const tree = treeOf(numbered(5))
  const nonsense = [-1, 1.5, NaN, Infinity, 2 ** 53, '1', null, {}] as number[]

  it('a size that the tree never had is a RangeError', () => {
    for (const size of [...nonsense, 6]) {
      expect(() => tree.root(size)).toThrow(RangeError)
      expect(() => tree.inclusionProof(0, size)).toThrow(RangeError)
      expect(() => tree.consistencyProof(1, size)).toThrow(RangeError)
      expect(() => tree.consistencyProof(size, 5)).toThrow(RangeError)
    }
  })

  it('a leaf outside the size is a RangeError', () => {
    for (const index of [...nonsense, 3]) expect(() => tree.inclusionProof(index, 3)).toThrow(RangeError)
    expect(() => tree.inclusionProof(0, 0)).toThrow(RangeError)
    expect(() => tree.consistencyProof(4, 3)).toThrow(RangeError)
  })

  it('what is not bytes is not appended', () => {
    for (const data of ['text', null, undefined, [1, 2], new ArrayBuffer(4)] as unknown[]) {
      expect(() => tree.append(data as Uint8Array)).toThrow(TypeError)
      expect(() => leafHash(data as Uint8Array)).toThrow(TypeError)
    }
    for (const hash of [new Uint8Array(31), new Uint8Array(33), 'a'.repeat(32)]) {
      expect(() => tree.appendHash(hash as Uint8Array)).toThrow(RangeError)
    }
    expect(tree.size).toBe(5)
  })

  it('what comes out can be scribbled on without touching the tree', () => {
    const before = toHex(tree.root())
    const hash = leafHash(Uint8Array.of(9))
    const single = new MerkleTree()
    single.appendHash(hash)
    hash.fill(0)
    single.root().fill(0)
    expect(toHex(single.root())).toBe(toHex(leafHash(Uint8Array.of(9))))
    for (const node of [tree.root(), tree.root(4), ...tree.inclusionProof(1, 5), ...tree.consistencyProof(3, 5)])
      node.fill(0)
    new MerkleTree().root().fill(0)
    expect(toHex(tree.root())).toBe(before)
    expect(toHex(new MerkleTree().root())).toBe(EMPTY_ROOT)
  })
})

describe('a large tree', () => {
  it('100,000 leaves: appended in a few seconds, proofs in microseconds', { timeout: 60_000 }, () => {
    const tree = new MerkleTree()
    const hash = new Uint8Array(32)
    for (let i = 0; i < 100_000; i++) {
      new DataView(hash.buffer).setUint32(0, i)
      tree.appendHash(hash)
    }
    const started = performance.now()
    const root = tree.root()
    for (let i = 0; i < 1000; i++) {
      const index = (i * 99_991) % 100_000
      new DataView(hash.buffer).setUint32(0, index)
      expect(verifyInclusion(index, 100_000, hash, tree.inclusionProof(index, 100_000), root)).toBe(true)
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
