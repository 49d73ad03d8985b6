import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { formatCheckpoint, signNote } from '../../../shared/ledger/checkpoint'
import { MerkleTree } from '../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../shared/ledger/receipt'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import { LedgerService } from '../../../main/domain/ledger-service'
import type { Session } from '../../../main/domain/session'
import { createKept } from '../../../main/store/migrations/0010-create-kept'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { LedgerRepository } from '../../../main/store/repositories/ledger-repository'
import { reportConflicts } from '../../../main/sync/report-conflicts'
import { keyFrom } from '../shared/ledger/note-keys'

const EPOCH = 'fakeepoch1'
const DEVICE = '0193a000-0000-7000-8000-000000000001'
const KEY = randomBytes(32)
const { signer, verifier } = keyFrom('hub-checkpoint-test', 'ledger-service')
const { privateKey } = generateKeyPairSync('ed25519')

/** A hub's tree in the hand. */
class Hub {
  readonly tree = new MerkleTree()
  constructor(...entries: string[]) {
    for (const entry of entries) this.append(entry)
  }
  append(entry: string): object {
    this.tree.append(canonicalBytes({ entry }))
    return { entry }
  }
  async receipt(knownSize: number, bend: (receipt: Receipt) => Receipt = (receipt) => receipt): Promise<Receipt> {
    const { tree } = this
    const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64')
    return bend({
      entryIndex: tree.size - 1,
      treeSize: tree.size,
      knownSize,
      inclusionProof: tree.inclusionProof(tree.size - 1, tree.size).map(base64),
      consistencyProof: knownSize <= tree.size ? tree.consistencyProof(knownSize, tree.size).map(base64) : [],
      checkpoint: await signNote(
        formatCheckpoint({ origin: ledgerOrigin(EPOCH), size: tree.size, root: tree.root() }),
        signer,
      ),
    })
  }
  consistency(first: number, second: number): string[] {
    if (second > this.tree.size) throw new CasementError('REVEAL_LEDGER_INCONSISTENT')
    return this.tree.consistencyProof(first, second).map((hash) => Buffer.from(hash).toString('base64'))
  }
}

let folder: string
let hub: Hub
let epoch: string
let kicks: number
let ledger: LedgerService
let kept: LedgerRepository
let close: () => void

function open(): void {
  const database = openDatabase(path.join(folder, 'kept.db'), KEY, KEPT_MIGRATIONS)
  close = () => database.close()
  kept = new LedgerRepository(database)
  ledger = new LedgerService({
    kept: database,
    ledger: kept,
    epoch: () => epoch,
    deviceId: DEVICE,
    clock: { now: () => Date.parse('2026-11-26T10:00:00.000Z') },
    keys: async () => ({ checkpointVerifiers: [verifier], newer: async () => null }),
    signer: (payload: object) => ({
      payload,
      deviceId: DEVICE,
      signature: sign(null, canonicalBytes(payload as JsonValue), privateKey).toString('base64url'),
    }),
    hub: {
      ledgerConsistency: async ({ first, second }: { first: number; second: number }) => ({
        proof: hub.consistency(first, second),
      }),
    },
    engine: { kick: () => (kicks += 1) },
  } as unknown as Session)
}
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'casement-ledger-'))
  epoch = EPOCH
  kicks = 0
  hub = new Hub('start')
  open()
  await ledger.accept(await hub.receipt(0), { entry: 'start' }, EPOCH)
})
afterEach(() => {
  close()
  rmSync(folder, { recursive: true, force: true })
})

const code = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    return error instanceof CasementError ? error.code : String(error)
  }
}
const accept = async (receipt: Receipt, signed: object): Promise<string> =>
  ledger.accept(receipt, signed, EPOCH).then(() => 'none', (error: CasementError) => error.code)
const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

describe('a hub that goes on as it began', () => {
  it('is trusted, and the note of each accepted checkpoint is kept', async () => {
    expect(await accept(await (hub.append('a'), hub).receipt(1), { entry: 'a' })).toBe('none')
    expect(kept.findCheckpoint(EPOCH)).toMatchObject({ size: 2, note: expect.stringContaining('hub-checkpoint-test') as string })
    expect(code(() => ledger.requireTrusted())).toBe('none')
  })

  it('has its checkpoint remembered together with what else is written of the receipt, or not at all', async () => {
    const receipt = await (hub.append('a'), hub).receipt(1)
    const full = new CasementError('STORE_DISK_FULL')
    const refused = ledger.accept(receipt, { entry: 'a' }, EPOCH, () => {
      throw full
    })
    await expect(refused).rejects.toBe(full)
    expect(kept.findCheckpoint(EPOCH)?.size).toBe(1)
    await ledger.accept(receipt, { entry: 'a' }, EPOCH, ({ size }) => kept.saveVaultSize(EPOCH, size))
    expect([kept.findCheckpoint(EPOCH)?.size, kept.vaultSize(EPOCH)]).toEqual([2, 2])
  })

  it('and sends a proof that does not hold is refused, but not accused: asked again, it has a good one', async () => {
    await accept(await (hub.append('a'), hub).receipt(1), { entry: 'a' })
    hub.append('b')
    const bad = await hub.receipt(2, (receipt) => ({ ...receipt, consistencyProof: receipt.consistencyProof.map(flip) }))
    expect(await accept(bad, { entry: 'b' })).toBe('REVEAL_LEDGER_INCONSISTENT')
    expect(code(() => ledger.requireTrusted())).toBe('none')
    expect([kept.unreportedConflicts(), kicks]).toEqual([[], 0])
    expect(await accept(await hub.receipt(2), { entry: 'b' })).toBe('none')
  })
})

describe('a hub that contradicts itself', () => {
  const contradict = async (fork: Hub): Promise<string> => {
    await accept(await (hub.append('a'), hub).receipt(1), { entry: 'a' })
    hub = fork
    return accept(await fork.receipt(2), { entry: 'mine' })
  }

  it.each([
    ['with another history of the same size', new Hub('start', 'mine')],
    ['with a longer one', new Hub('start', 'other', 'more', 'mine')],
  ])('%s is refused, kept with both of its signatures, and trusted no more in this epoch, also after a restart', async (_, fork) => {
    expect(await contradict(fork)).toBe('REVEAL_LEDGER_INCONSISTENT')
    expect([code(() => ledger.requireTrusted()), kicks]).toEqual(['LEDGER_CONFLICT', 1])
    close()
    open()
    expect(code(() => ledger.requireTrusted())).toBe('LEDGER_CONFLICT')
    const [conflict, ...more] = kept.unreportedConflicts()
    expect(more).toEqual([])
    expect(conflict?.payload).toMatchObject({
      deviceId: DEVICE, epoch: EPOCH, known: { size: 2, note: expect.stringContaining('\n2\n') as string },
      offered: { size: fork.tree.size, note: expect.stringContaining(`\n${fork.tree.size}\n`) as string },
    })
    // The checkpoint that was accepted stays the one to compare with.
    expect(kept.findCheckpoint(EPOCH)?.size).toBe(2)
    epoch = 'fakeepoch2'
    expect(code(() => ledger.requireTrusted()), 'a new epoch is a ledger of its own').toBe('none')
  })

  it('and says that it never had what it signed for is kept as well', async () => {
    const refuse = ledger.askHub(() => Promise.reject(new CasementError('REVEAL_LEDGER_INCONSISTENT')))
    await expect(refuse).rejects.toThrow(expect.objectContaining({ code: 'REVEAL_LEDGER_INCONSISTENT' }) as Error)
    expect(kept.unreportedConflicts()[0]?.payload).toMatchObject({ known: { size: 1 }, offered: null })
    expect(code(() => ledger.requireTrusted())).toBe('LEDGER_CONFLICT')
  })

  it('any other refusal of the hub accuses nobody', async () => {
    await ledger.askHub(() => Promise.reject(new CasementError('HUB_UNREACHABLE'))).catch(() => undefined)
    expect(code(() => ledger.requireTrusted())).toBe('none')
  })

  it('nothing more is entered: what would send a list, a decision or an outcome is not even called', async () => {
    await contradict(new Hub('start', 'mine'))
    let sent = 0
    const send = (): Promise<never> => {
      sent += 1
      return Promise.reject(new CasementError('HUB_UNREACHABLE'))
    }
    await expect(ledger.enter({ payload: { epoch: 'fakeepoch1', knownSize: 0 } }, send)).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' })
    expect(sent).toBe(0)
  })

  it('is told to the vault once; while the vault does not answer the evidence waits', async () => {
    await contradict(new Hub('start', 'mine'))
    const told: string[] = []
    let isUp = false
    const report = () =>
      reportConflicts({
        conflicts: kept,
        now: () => '2026-11-26T10:00:05.000Z',
        vault: {
          reportLedgerConflict: async ({ signed: { payload } }) => {
            if (!isUp) throw new CasementError('VAULT_UNREACHABLE')
            told.push(payload.conflictId)
            return { conflictId: payload.conflictId }
          },
        },
      })
    await expect(report()).rejects.toThrow()
    isUp = true
    await report()
    await report()
    expect(told).toHaveLength(1)
    expect(code(() => ledger.requireTrusted()), 'telling it clears nothing').toBe('LEDGER_CONFLICT')
  })
})

it('a kept.db of the version before opens, with the checkpoint that it had', () => {
  const file = path.join(folder, 'older.db')
  const older = openDatabase(file, KEY, [createKept])
  older.run("INSERT INTO checkpoints (epoch, size, root, seen_at) VALUES ('fakeepoch1', 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '2026-11-26T10:00:00.000Z')")
  older.close()
  const newer = openDatabase(file, KEY, KEPT_MIGRATIONS)
  expect(new LedgerRepository(newer).findCheckpoint('fakeepoch1')).toMatchObject({ size: 0, note: null })
  newer.close()
})
