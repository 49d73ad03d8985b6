import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { formatCheckpoint, noteKeyId, signNote } from '../../shared/ledger/checkpoint'
import { commit } from '../../shared/ledger/commitment'
import { equalBytes } from '../../shared/ledger/merkle-hash'
import { leafHash, MerkleTree, verifyConsistency } from '../../shared/ledger/merkle-tree'
import { ledgerOrigin } from '../../shared/model/ledger-entry'
import { checkFile, createCheck, readKeys } from '../../service/ledger/verify.mjs'
import type { Bench } from './bench'
import { timed } from './measure'

const EPOCH = '0123456789abcdef'
const SMALL = 20_000
/** Of three entries one states a need and two say what became of it: about what an officer's day leaves behind. */
const NEED_EVERY = 3
const NEW_ENTRIES = 1_000
const PORTION = 1_048_576

/** The stand-alone verifier over a whole bundle, against one SHA-256 pass over the bytes of that file; then what came new since. */
export const ledgerVerify: Bench = {
  name: 'ledger-verify',
  async run({ entries: wanted }, measure) {
    const entries = wanted ?? SMALL
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-bench-'))
    try {
      const file = path.join(folder, 'bundle.ndjson')
      const { key } = await writeBundle(file, entries)
      const keys = readKeys(key)
      await measure({
        bench: 'ledger-verify', unit: 'ms', baseline: 'one SHA-256 pass over the same bytes', goal: { atMost: 13 }, size: { entries },
        value: () => timed(() => checkFile(file, createCheck({ keys }))),
        baselineValue: () => timed(() => sha256Of(file)),
      }, null)
      // O(new + log size): a hundred times the ledger must not make it dearer to take in what is new.
      const [large, small] = [treeOf(entries), treeOf(Math.max(1, Math.floor(entries / 100)))]
      await measure({
        bench: 'ledger-verify-again', unit: 'ms', baseline: `the same ${NEW_ENTRIES} new entries after a hundredth of the ledger`, goal: { atMost: 2 }, size: { entries, newEntries: NEW_ENTRIES },
        value: async () => checkNew(large), baselineValue: async () => checkNew(small),
      }, null)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function writeBundle(file: string, entries: number): Promise<{ key: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const name = 'hub-checkpoint-bench'
  const signer = { name, publicKey: raw, sign: (data: Uint8Array) => sign(null, data, createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))) }
  const key = `${name}+${Buffer.from(noteKeyId(name, raw)).toString('hex')}+${Buffer.concat([Uint8Array.of(1), raw]).toString('base64')}`
  const tree = new MerkleTree()
  const descriptor = openSync(file, 'w', 0o600)
  const openings = Math.ceil((entries - 1) / NEED_EVERY) * 3
  let held = `${JSON.stringify({ v: 1, type: 'casement-ledger', epoch: EPOCH, origin: ledgerOrigin(EPOCH), entries, openings, exportedAt: '2026-11-26T10:00:00.000Z' })}\n`
  for (let i = 0; i < entries; i += 1) {
    const { leaf, opened } = entryAt(i)
    const hash = createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest()
    tree.appendHash(hash)
    held += `${JSON.stringify({ i, leaf: Buffer.from(leaf).toString('base64'), hash: hash.toString('hex'), ...(opened.length === 0 ? {} : { openings: opened }) })}\n`
    if (held.length > PORTION) {
      writeSync(descriptor, held)
      held = ''
    }
  }
  const checkpoint = await signNote(formatCheckpoint({ origin: ledgerOrigin(EPOCH), size: entries, root: tree.root() }), signer)
  writeSync(descriptor, `${held}${JSON.stringify({ checkpoint })}\n${JSON.stringify({ type: 'end', entries, keys: [key] })}\n`)
  closeSync(descriptor)
  return { key }
}

const OPENED = [['officer', 'officer', 'amara.okafor'], ['persons', 'person', '3f'.repeat(16)], ['reason', 'reason', 'Calling back about the council tax arrangement']] as const
/** The same few salts and commitments over and over: making a million of them is not what is timed. */
const OPENINGS = OPENED.map(([field, kind, value]) => {
  const salt = randomBytes(32)
  return { opening: { field, kind, value, salt: salt.toString('base64url') }, commitment: commit(kind, value, salt) }
})
const [OFFICER, PERSONS, REASON] = OPENINGS.map(({ commitment }) => commitment)
const SIGNATURE = randomBytes(64).toString('base64url')
const WINDOW_KEY = randomBytes(32).toString('base64url')

/** Leaves of the length and form of real ones; signatures are not looked at by the verifier, which has no laptop's key. */
function entryAt(i: number): { leaf: Uint8Array; opened: readonly object[] } {
  if (i === 0) return { leaf: canonicalBytes({ v: 1, type: 'epoch-start', epoch: EPOCH, previous: null, startedAt: '2026-11-26T09:00:00.000Z', commitsTo: null, signature: null }), opened: [] }
  const id = `0193a000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`
  const deviceId = '0193a000-0000-7000-8000-000000000000'
  const payload = i % NEED_EVERY === 1
    ? { v: 1, type: 'reveal-request', requestId: id, epoch: EPOCH, deviceId, officer: OFFICER ?? '', persons: PERSONS ?? '', reason: REASON ?? '', purpose: { code: 'debt-advice', version: 1, wordingHash: 'ab'.repeat(32) }, fieldGroups: ['contact', 'identity'], windowKey: WINDOW_KEY, knownSize: i, statedAt: '2026-11-26T09:00:00.000Z' }
    : { v: 1, type: 'device-event', eventId: id, deviceId, n: i, previousHash: 'cd'.repeat(32), event: 'shown', requestId: id, grantId: id, fieldGroup: null, at: '2026-11-26T09:00:00.000Z' }
  return { leaf: canonicalBytes({ payload, deviceId, signature: SIGNATURE }), opened: i % NEED_EVERY === 1 ? OPENINGS.map(({ opening }) => opening) : [] }
}

function sha256Of(file: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(PORTION)
  const descriptor = openSync(file, 'r')
  for (let read; (read = readSync(descriptor, buffer, 0, PORTION, null)) > 0; ) hash.update(buffer.subarray(0, read))
  closeSync(descriptor)
  return hash.digest('hex')
}

function treeOf(size: number): MerkleTree {
  const tree = new MerkleTree()
  const hash = leafHash(Uint8Array.of(1))
  for (let i = 0; i < size; i += 1) tree.appendHash(hash)
  return tree
}

const NEW_LEAVES = Array.from({ length: NEW_ENTRIES }, (_, i) => entryAt(i + 1).leaf)

/** Takes in what is new and proves that it continues what was seen; the proof itself is of the hub, and not timed. */
function checkNew(tree: MerkleTree): number {
  const before = { size: tree.size, root: tree.root() }
  const start = performance.now()
  for (const leaf of NEW_LEAVES) tree.append(leaf)
  const root = tree.root()
  const took = performance.now() - start
  const proof = tree.consistencyProof(before.size, tree.size)
  const checking = performance.now()
  if (!verifyConsistency(before.size, tree.size, before.root, root, proof) || equalBytes(before.root, root)) throw new Error('the ledger does not continue')
  return took + performance.now() - checking
}
