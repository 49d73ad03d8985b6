import { equalBytes } from '../../../shared/ledger/merkle-hash'
import { leafHash, MerkleTree } from '../../../shared/ledger/merkle-tree'
import type { HubDatabase } from '../repositories/hub-tables'
import { findLastCheckpoint, readLeaves } from './ledger-repository'

/** The table is not what was signed or seen before: nothing may be granted on it. */
export class LedgerBrokenError extends Error {
  constructor(words: string) {
    super(words)
    this.name = 'LedgerBrokenError'
  }
}

/**
 * Builds the tree from the table and believes nothing: indexes without gaps, each hash that of its leaf, the last signed
 * checkpoint and the tree seen before (if any) both prefixes of it. Throws LedgerBrokenError.
 */
export async function loadTree(db: HubDatabase, epoch: string, seen: MerkleTree | null): Promise<MerkleTree> {
  // First: what was signed by now is among the leaves that are read after it, whoever writes meanwhile.
  const signed = await findLastCheckpoint(db, epoch)
  const tree = new MerkleTree()
  for await (const entry of readLeaves(db, epoch)) {
    if (entry.index !== tree.size) throw new LedgerBrokenError('an entry is missing')
    const hash = leafHash(entry.leaf)
    if (!equalBytes(hash, entry.leafHash)) throw new LedgerBrokenError('an entry was changed')
    tree.appendHash(hash)
  }
  if (signed !== null) requirePrefix(tree, signed.size, signed.root)
  if (seen !== null) requirePrefix(tree, seen.size, seen.root())
  return tree
}

function requirePrefix(tree: MerkleTree, size: number, root: Uint8Array): void {
  if (size > tree.size || !equalBytes(tree.root(size), root)) throw new LedgerBrokenError('the table does not continue what was signed')
}
