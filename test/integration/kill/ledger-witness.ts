import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { openNote, parseCheckpoint } from '../../../shared/ledger/checkpoint'
import { equalBytes } from '../../../shared/ledger/merkle-hash'
import { leafHash, MerkleTree, verifyInclusion } from '../../../shared/ledger/merkle-tree'
import { SignedDeviceEventSchema } from '../../../shared/model/reveal'
import { verifySigned } from '../../../service/plugins/verify-signed'
import type { ControllerKeys } from '../../../service/controller/controller-keys'

interface LeafRow { readonly entry_index: number; readonly kind: string; readonly leaf: Buffer; readonly leaf_hash: Buffer; readonly flag: string | null }

/** Reads the ledger as the database's superuser, past the hub, and believes only what the leaves, the tree and the signed checkpoints say. */
export class LedgerWitness {
  readonly tree = new MerkleTree()
  readonly #leaves: { readonly kind: string; readonly text: string; readonly flag: string | null }[] = []
  readonly #entries = new Map<string, number[]>()

  constructor(readonly hub: pg.Client, readonly dataDir: string) {}

  /** Takes in what was committed since. Throws when an index is missing or a leaf is not what its hash says. */
  async read(): Promise<void> {
    const { rows } = await this.hub.query<LeafRow>('select entry_index::int, kind, leaf, leaf_hash, flag from ledger_entries where entry_index >= $1 order by entry_index', [this.tree.size])
    for (const { entry_index: index, kind, leaf, leaf_hash: hash, flag } of rows) {
      if (index !== this.tree.size || !equalBytes(hash, leafHash(leaf))) throw new Error(`entry ${index} is not what it was`)
      this.tree.appendHash(hash)
      const text = leaf.toString('utf8')
      this.#leaves.push({ kind, text, flag })
      const requestId = kind === 'reveal' ? (JSON.parse(text) as { payload: { requestId: string } }).payload.requestId : null
      if (requestId !== null) this.#entries.set(requestId, [...(this.#entries.get(requestId) ?? []), index])
    }
  }

  /** Where the request stands in the ledger; more than one place is one too many. */
  entriesOf(requestId: string): readonly number[] {
    return this.#entries.get(requestId) ?? []
  }

  /** Is the entry included in the highest checkpoint that the hub signed of what was read? Checked with the key of the bundle. */
  async isProved(index: number): Promise<boolean> {
    const { rows } = await this.hub.query<{ note: string }>('select note from ledger_checkpoints where size <= $1 order by size desc limit 1', [this.tree.size])
    const note = rows[0]?.note ?? ''
    await openNote(note, [this.#verifier()])
    const { size, root } = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))
    const leaf = Buffer.from(this.#leaves[index]?.text ?? '', 'utf8')
    return index < size && equalBytes(this.tree.root(size), root) && verifyInclusion(index, size, leafHash(leaf), this.tree.inclusionProof(index, size), root)
  }

  /** What is wrong with the chain of a device, as folded into the ledger: links missing, doubled, not joined, flagged, not signed. */
  async chainProblems(deviceId: string): Promise<string[]> {
    const { rows } = await this.hub.query<{ signing_key: { kty: 'OKP'; crv: 'Ed25519'; x: string } }>('select signing_key from devices where device_id = $1', [deviceId])
    const key = rows[0]?.signing_key
    const links = this.#leaves.filter(({ kind }) => kind === 'device-event').map(({ text, flag }) => ({ signed: SignedDeviceEventSchema.parse(JSON.parse(text)), flag }))
      .filter(({ signed }) => signed.deviceId === deviceId).toSorted((a, b) => a.signed.payload.n - b.signed.payload.n)
    let previous = '0'.repeat(64)
    return links.flatMap(({ signed, flag }, n) => {
      const { payload } = signed
      const problem = payload.n !== n ? `link ${n} is ${payload.n}` : payload.previousHash !== previous ? `link ${n} does not join` : flag !== null ? `link ${n}: ${flag}` : key === undefined || !verifySigned(signed, key) ? `link ${n} is not signed` : null
      previous = createHash('sha256').update(canonicalBytes(signed)).digest('hex')
      return problem === null ? [] : [problem]
    })
  }

  /** Requests of which the device said in the ledger that they were shown. */
  shown(): Set<string> {
    const events = this.#leaves.filter(({ kind }) => kind === 'device-event').map(({ text }) => SignedDeviceEventSchema.parse(JSON.parse(text)).payload)
    return new Set(events.filter(({ event }) => event === 'shown').map(({ requestId }) => requestId))
  }

  /** Leaf hashes of all entries, hex. */
  leafHashes(): Set<string> {
    return new Set(this.#leaves.map(({ text }) => Buffer.from(leafHash(Buffer.from(text, 'utf8'))).toString('hex')))
  }

  #verifier() {
    const { keys } = JSON.parse(readFileSync(path.join(this.dataDir, 'keys/hub-keys.json'), 'utf8')) as ControllerKeys['hub']
    const found = keys.find(({ use }) => use === 'hub-checkpoint')
    if (found === undefined) throw new Error('the demonstration has no checkpoint key')
    const { kty, crv, x } = found.jwk
    const key = createPublicKey({ key: { kty, crv, x } as Record<string, string>, format: 'jwk' })
    return { name: found.kid, publicKey: Buffer.from(x ?? '', 'base64url'), verify: (data: Uint8Array, signature: Uint8Array) => verify(null, data, key, signature) }
  }
}
