import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../../../shared/ledger/base64'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { formatCheckpoint, signNote, type NoteSigner } from '../../../../shared/ledger/checkpoint'
import { leafHash, MerkleTree } from '../../../../shared/ledger/merkle-tree'
import { ReceiptSchema, verifyReceipt, type Receipt, type ReceiptCheck } from '../../../../shared/ledger/receipt'
import { flipBit } from './bytes'
import { keyFrom } from './note-keys'

const ORIGIN = 'casement.invalid/ledger/epoch001'
const hub = keyFrom(ORIGIN, 'hub')
const stranger = keyFrom(ORIGIN, 'stranger')

const entry = (n: number): Uint8Array => canonicalBytes({ v: 1, type: 'reveal-request', n })
function ledgerOf(size: number, entryOf: (n: number) => Uint8Array = entry): MerkleTree {
  const ledger = new MerkleTree()
  for (let n = 0; n < size; n++) ledger.append(entryOf(n))
  return ledger
}
const ledger = ledgerOf(64)

/** What an honest hub answers. */
async function issue(
  tree: MerkleTree,
  {
    index,
    size,
    knownSize,
    origin = ORIGIN,
    signer = hub.signer,
  }: { index: number; size: number; knownSize: number; origin?: string; signer?: NoteSigner },
): Promise<Receipt> {
  return {
    entryIndex: index,
    treeSize: size,
    inclusionProof: tree.inclusionProof(index, size).map(encodeBase64),
    checkpoint: await signNote(formatCheckpoint({ origin, size, root: tree.root(size) }), signer),
    consistencyProof: tree.consistencyProof(knownSize, size).map(encodeBase64),
    knownSize,
  }
}
const known = (size: number): { size: number; root: Uint8Array } => ({ size, root: ledger.root(size) })
const check = (receipt: unknown, overrides: Partial<ReceiptCheck> = {}): ReceiptCheck => ({
  receipt,
  leafHash: leafHash(entry(40)),
  known: known(20),
  origin: ORIGIN,
  verifier: hub.verifier,
  ...overrides,
})
const asked = { index: 40, size: 41, knownSize: 20 }
const refusedAs = (code: string): object => ({ ok: false, code, detail: expect.any(String) })

describe('an honest receipt', () => {
  it('is accepted and gives the checkpoint to remember', async () => {
    const receipt = await issue(ledger, asked)
    expect(ReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).toEqual(receipt)
    expect(await verifyReceipt(check(receipt))).toEqual({
      ok: true,
      checkpoint: { origin: ORIGIN, size: 41, root: ledger.root(41) },
    })
  })

  it('is accepted at every index, size and known size', { timeout: 30_000 }, async () => {
    const shapes = fc.record({ size: fc.integer({ min: 1, max: 64 }), a: fc.nat(), b: fc.nat() })
    await fc.assert(
      fc.asyncProperty(shapes, async ({ size, a, b }) => {
        const [index, knownSize] = [a % size, b % (size + 1)]
        const receipt = await issue(ledger, { index, size, knownSize })
        const before = knownSize === 0 ? null : known(knownSize)
        expect(await verifyReceipt(check(receipt, { leafHash: leafHash(entry(index)), known: before }))).toMatchObject({
          ok: true,
        })
      }),
      { numRuns: 150 },
    )
  })

  it('is accepted first of all, with nothing known, or with the empty ledger known', async () => {
    const receipt = await issue(ledger, { ...asked, knownSize: 0 })
    expect(await verifyReceipt(check(receipt, { known: null }))).toMatchObject({ ok: true })
    expect(await verifyReceipt(check(receipt, { known: known(0) }))).toMatchObject({ ok: true })
  })

  it('is accepted again at the size already known', async () => {
    const receipt = await issue(ledger, { index: 40, size: 50, knownSize: 50 })
    expect(await verifyReceipt(check(receipt, { known: known(50) }))).toMatchObject({ ok: true })
  })
})

describe('a forged receipt', () => {
  const forged = refusedAs('RECEIPT_FORGED')

  it('signed by another key, or by nobody', async () => {
    expect(await verifyReceipt(check(await issue(ledger, { ...asked, signer: stranger.signer })))).toEqual(forged)
    const receipt = await issue(ledger, asked)
    expect(await verifyReceipt(check({ ...receipt, checkpoint: `${receipt.checkpoint.split('\n\n')[0]}\n` }))).toEqual(
      forged,
    )
    expect(await verifyReceipt(check(receipt, { verifier: stranger.verifier }))).toEqual(forged)
  })

  it("of another ledger, though signed by the hub's key", async () => {
    expect(
      await verifyReceipt(check(await issue(ledger, { ...asked, origin: 'casement.invalid/ledger/epoch002' }))),
    ).toEqual(forged)
  })

  it('whose sizes differ, whose index is another, or whose entry is not the one that was sent', async () => {
    const receipt = await issue(ledger, asked)
    expect(await verifyReceipt(check({ ...receipt, treeSize: 42 }))).toEqual(forged)
    expect(await verifyReceipt(check({ ...receipt, entryIndex: 39 }))).toEqual(forged)
    expect(await verifyReceipt(check({ ...receipt, entryIndex: 41 }))).toEqual(forged)
    expect(await verifyReceipt(check(receipt, { leafHash: leafHash(entry(39)) }))).toEqual(forged)
    expect(await verifyReceipt(check(receipt, { leafHash: new Uint8Array(31) }))).toEqual(forged)
  })

  it('whose size is not the signed one, even where the inclusion proof fits both shapes', async () => {
    const receipt = { ...(await issue(ledger, { index: 0, size: 3, knownSize: 0 })), treeSize: 4 }
    const overrides = { leafHash: leafHash(entry(0)), known: null }
    expect(await verifyReceipt(check(receipt, overrides))).toEqual(forged)
    expect(await verifyReceipt(check({ ...receipt, treeSize: 3 }, overrides))).toMatchObject({ ok: true })
  })

  it('whose signed text is signed by the hub but is no checkpoint', async () => {
    const receipt = await issue(ledger, asked)
    expect(await verifyReceipt(check({ ...receipt, checkpoint: await signNote('hello\n', hub.signer) }))).toEqual(
      forged,
    )
  })

  it('with any one character of the signed text changed', async () => {
    const receipt = await issue(ledger, asked)
    const end = receipt.checkpoint.indexOf('\n\n')
    for (let at = 0; at < end; at++) {
      const swapped = receipt.checkpoint.charAt(at) === 'x' ? 'y' : 'x'
      const checkpoint = receipt.checkpoint.slice(0, at) + swapped + receipt.checkpoint.slice(at + 1)
      expect(await verifyReceipt(check({ ...receipt, checkpoint }))).toEqual(forged)
    }
  })

  it('that is no receipt at all', async () => {
    const receipt = await issue(ledger, asked)
    const shapes = [
      null,
      undefined,
      'receipt',
      [],
      {},
      { ...receipt, extra: 1 },
      { ...receipt, entryIndex: -1 },
      { ...receipt, entryIndex: 1.5 },
      { ...receipt, treeSize: 2 ** 53 },
      { ...receipt, treeSize: 0 },
      { ...receipt, knownSize: '20' },
      { ...receipt, inclusionProof: ['AAAA'] },
      { ...receipt, inclusionProof: Array.from({ length: 55 }, () => receipt.inclusionProof[0]) },
      { ...receipt, consistencyProof: null },
      { ...receipt, inclusionProof: receipt.inclusionProof.map((node) => node.replace('=', '')) },
      { ...receipt, checkpoint: '' },
      { ...receipt, checkpoint: 'x'.repeat(20_000) },
    ]
    for (const shape of shapes) expect(await verifyReceipt(check(shape))).toEqual(forged)
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (value) => {
        expect(await verifyReceipt(check(value))).toEqual(forged)
      }),
    )
  })

  it('with one bit of either proof turned over is refused', async () => {
    const receipt = await issue(ledger, asked)
    for (const [field, code] of [
      ['inclusionProof', 'RECEIPT_FORGED'],
      ['consistencyProof', 'LEDGER_INCONSISTENT'],
    ] as const) {
      expect(receipt[field].length).toBeGreaterThan(1)
      for (const [at, node] of receipt[field].entries()) {
        for (let bit = 0; bit < 256; bit += 17) {
          const proof = receipt[field].with(at, encodeBase64(flipBit(Buffer.from(node, 'base64'), bit)))
          expect(await verifyReceipt(check({ ...receipt, [field]: proof }))).toEqual(refusedAs(code))
        }
      }
    }
  })
})

describe('a stale receipt', () => {
  const stale = refusedAs('RECEIPT_STALE')

  it('for a checkpoint smaller than the known one', async () => {
    expect(await verifyReceipt(check(await issue(ledger, asked), { known: known(42) }))).toEqual(stale)
    const claims = { ...(await issue(ledger, { ...asked, knownSize: 0 })), knownSize: 42 }
    expect(await verifyReceipt(check(claims, { known: known(42) }))).toEqual(stale)
    expect(await verifyReceipt(check(await issue(ledger, { ...asked, knownSize: 0 }), { known: known(64) }))).toEqual(
      stale,
    )
  })

  it('with a proof from another size than the known one, though the proof is right', async () => {
    for (const knownSize of [0, 19, 21, 41]) {
      expect(await verifyReceipt(check(await issue(ledger, { ...asked, knownSize })))).toEqual(stale)
    }
    expect(await verifyReceipt(check(await issue(ledger, asked), { known: null }))).toEqual(stale)
  })
})

describe('a ledger whose history was changed', () => {
  const inconsistent = refusedAs('LEDGER_INCONSISTENT')

  it('is caught wherever the change is, though hub key, origin and inclusion are right', async () => {
    for (let changed = 0; changed < 20; changed++) {
      const rewritten = ledgerOf(64, (n) => entry(n === changed ? 1000 : n))
      expect(await verifyReceipt(check(await issue(rewritten, asked)))).toEqual(inconsistent)
    }
  })

  it('is caught at the same size and with an empty proof', async () => {
    const rewritten = ledgerOf(64, (n) => entry(n === 3 ? 1000 : n))
    const same = await issue(rewritten, { ...asked, knownSize: 41 })
    expect(await verifyReceipt(check(same, { known: known(41) }))).toEqual(inconsistent)
    expect(await verifyReceipt(check({ ...(await issue(ledger, asked)), consistencyProof: [] }))).toEqual(inconsistent)
  })

  it('a known checkpoint that makes no sense is never continued', async () => {
    const receipt = await issue(ledger, asked)
    for (const root of [new Uint8Array(31), new Uint8Array(32)]) {
      expect(await verifyReceipt(check(receipt, { known: { size: 20, root } }))).toEqual(inconsistent)
    }
    for (const size of [NaN, -1, 1.5]) {
      expect(await verifyReceipt(check(receipt, { known: { size, root: ledger.root(20) } }))).toMatchObject({
        ok: false,
      })
    }
  })
})

it('a refusal names no value', async () => {
  const receipt = await issue(ledger, asked)
  for (const overrides of [
    { origin: 'sentinel' },
    { known: known(42) },
    { known: known(19) },
    { leafHash: new Uint8Array(32) },
  ]) {
    const verdict = await verifyReceipt(check(receipt, overrides))
    expect(verdict).toMatchObject({ ok: false, detail: expect.stringMatching(/^[a-z ]{5,50}$/) })
  }
})

it('a verifier that is no key is a mistake of the program, and nothing is accepted', async () => {
  const verifier = { ...hub.verifier, publicKey: new Uint8Array(31) }
  await expect(verifyReceipt(check(await issue(ledger, asked), { verifier }))).rejects.toThrow(RangeError)
})
