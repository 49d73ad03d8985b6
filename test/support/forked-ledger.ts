import { createPrivateKey, randomBytes, sign, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { formatCheckpoint, signNote } from '../../shared/ledger/checkpoint'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import { MerkleTree } from '../../shared/ledger/merkle-tree'
import type { Receipt } from '../../shared/ledger/receipt'
import { ledgerOrigin } from '../../shared/model/ledger-entry'

interface HubKeys { readonly keys: readonly { readonly use: string; readonly kid: string; readonly jwk: JsonWebKey }[] }

/**
 * What a hub that tells different people different histories would answer: a receipt over a tree of other entries with this
 * one in its place, signed by the **genuine** checkpoint key of the demonstration in `dataDir`. Only consistency gives it away.
 */
export async function forkedReceipt(
  dataDir: string, fork: Readonly<{ epoch: string; knownSize: number; entryIndex: number; signed: JsonValue }>,
): Promise<Receipt> {
  const tree = new MerkleTree()
  while (tree.size < fork.entryIndex) tree.append(randomBytes(40))
  tree.append(canonicalBytes(fork.signed))
  const { keys } = JSON.parse(readFileSync(path.join(dataDir, 'keys/hub-keys.json'), 'utf8')) as HubKeys
  const key = keys.find(({ use }) => use === 'hub-checkpoint')
  if (key === undefined) throw new Error('the demonstration has no checkpoint key')
  const privateKey = createPrivateKey({ key: key.jwk, format: 'jwk' })
  const signer = { name: key.kid, publicKey: Buffer.from(key.jwk.x ?? '', 'base64url'), sign: (data: Uint8Array) => sign(null, data, privateKey) }
  const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64')
  return {
    entryIndex: fork.entryIndex, treeSize: tree.size, knownSize: fork.knownSize,
    inclusionProof: tree.inclusionProof(fork.entryIndex, tree.size).map(base64),
    consistencyProof: tree.consistencyProof(fork.knownSize, tree.size).map(base64),
    checkpoint: await signNote(formatCheckpoint({ origin: ledgerOrigin(fork.epoch), size: tree.size, root: tree.root() }), signer),
  }
}
