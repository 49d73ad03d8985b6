import { createHash } from 'node:crypto'
import { canonicalise, type JsonValue } from '../../../../shared/ledger/canonical-json'
import { formatCheckpoint, noteKeyId, signNote } from '../../../../shared/ledger/checkpoint'
import { commit } from '../../../../shared/ledger/commitment'
import { MerkleTree } from '../../../../shared/ledger/merkle-tree'
import { ledgerOrigin } from '../../../../shared/model/ledger-entry'
import { keyFrom } from '../../shared/ledger/note-keys'

export const EPOCH = '0123456789abcdef'
export const ORIGIN = ledgerOrigin(EPOCH)
const { signer } = keyFrom('hub-checkpoint-test', 'hub-checkpoint-test')

/** The key as `npm run ledger -- key` would print it. */
export const KEY = verifierKey('hub-checkpoint-test', signer.publicKey)
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${Buffer.from(noteKeyId(name, publicKey)).toString('hex')}+${Buffer.concat([Uint8Array.of(1), publicKey]).toString('base64')}`
}

export interface SampleLine { [name: string]: unknown }

const saltOf = (words: string): Buffer => createHash('sha256').update(words).digest()

/** Leaves as a hub would have entered them, as far as the verifier looks: an epoch's start, then stated needs. */
export function sampleLeaves(count: number): JsonValue[] {
  return Array.from({ length: count }, (_, i): JsonValue =>
    i === 0
      ? { v: 1, type: 'epoch-start', epoch: EPOCH, previous: null, startedAt: '2026-11-26T09:00:00.000Z', commitsTo: null, signature: null }
      : { payload: { v: 1, type: 'reveal-request', epoch: EPOCH, n: i, officer: commit('officer', `officer-${i}`, saltOf(`o${i}`)), reason: commit('reason', `Reason ${i} – ünïcode`, saltOf(`r${i}`)) }, deviceId: 'd', signature: 's' })
}

export async function signCheckpoint(size: number, root: Uint8Array, origin = ORIGIN, by = signer): Promise<string> {
  return signNote(formatCheckpoint({ origin, size, root }), by)
}

/** A sound bundle, line by line, as objects that a test may bend; every third entry has openings. */
export async function sampleBundle(count: number, leaves: readonly JsonValue[] = sampleLeaves(count), marks: readonly number[] = []): Promise<SampleLine[]> {
  const tree = new MerkleTree()
  const lines: SampleLine[] = []
  let openings = 0
  for (const [i, value] of leaves.entries()) {
    const leaf = Buffer.from(canonicalise(value))
    tree.append(leaf)
    const opened = i % 3 !== 1 ? [] : [
      { field: 'officer', kind: 'officer', value: `officer-${i}`, salt: saltOf(`o${i}`).toString('base64url') },
      { field: 'reason', kind: 'reason', value: `Reason ${i} – ünïcode`, salt: saltOf(`r${i}`).toString('base64url') },
    ]
    openings += opened.length
    const hash = createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest('hex')
    lines.push({ i, leaf: leaf.toString('base64'), hash, ...(opened.length === 0 ? {} : { openings: opened }) })
    if (marks.includes(i + 1)) lines.push({ checkpoint: await signCheckpoint(i + 1, tree.root()) })
  }
  if (!marks.includes(leaves.length)) lines.push({ checkpoint: await signCheckpoint(leaves.length, tree.root()) })
  return [
    { v: 1, type: 'casement-ledger', epoch: EPOCH, origin: ORIGIN, entries: leaves.length, openings, exportedAt: '2026-11-26T10:00:00.000Z' },
    ...lines,
    { type: 'end', entries: leaves.length, keys: [KEY] },
  ]
}

export const textOf = (lines: readonly SampleLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
