import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canonicalBytes, type JsonValue } from '../../../../shared/ledger/canonical-json'
import { commit } from '../../../../shared/ledger/commitment'
import { Ed25519PublicJwkSchema } from '../../../../shared/model/ids'
import type { VaultRecords } from '../../../../service/ledger/read-vault'
import { ledgerOrigin } from '../../../../shared/model/ledger-entry'
import { reconcile, type Reconciliation } from '../../../../service/ledger/reconcile'
import { readKeys } from '../../../../service/ledger/verify.mjs'
import { EPOCH, KEY, ORIGIN, sampleBundle, sampleLeaves, textOf, type SampleLine } from './sample-bundle'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-reconcile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const [deviceId, lookupId] = [randomUUID(), randomUUID()]
const saltOf = (words: string): Buffer => createHash('sha256').update(words).digest()

/** A look-up as a laptop signs it. */
function lookupLeaf(): JsonValue {
  const payload = {
    v: 1, type: 'lookup-request', epoch: EPOCH, deviceId, officer: commit('officer', 'officer-1', saltOf('o')), purpose: { code: 'own-contact', version: 1, wordingHash: 'a'.repeat(64) },
    knownSize: 0, statedAt: '2026-11-26T09:00:00.000Z', lookupId, criteria: ['name', 'date-of-birth'],
  }
  return { payload, deviceId, signature: sign(null, canonicalBytes(payload), privateKey).toString('base64url') }
}

const bundleWith = async (outcome: string): Promise<SampleLine[]> =>
  (await sampleBundle(2, [sampleLeaves(1)[0] ?? null, lookupLeaf()])).map((line) => (line['i'] === 1 ? { i: 1, leaf: line['leaf'], hash: line['hash'], outcome } : 'v' in line ? { ...line, openings: 0 } : line))

/** What the vault knows of this epoch: one look-up answered. */
const VAULT: VaultRecords = {
  releases: [], witnessed: null, latest: null, conflicts: [], elsewhere: 0, devices: new Map([[deviceId, Ed25519PublicJwkSchema.parse(publicKey.export({ format: 'jwk' }))]]),
  lookups: [{ lookupId, entryIndex: 1, deviceId, purpose: 'own-contact', at: new Date('2026-11-26T09:00:01.000Z') }],
}

function reconciled(lines: readonly SampleLine[], vault: VaultRecords = VAULT, origin = ORIGIN): Reconciliation {
  const bundle = path.join(folder, randomUUID())
  writeFileSync(bundle, textOf(lines))
  return reconcile(bundle, readKeys(KEY), vault, { epoch: EPOCH, origin, entries: 2, madeAt: Date.parse('2026-11-26T10:00:00.000Z') })
}

describe('reconcile', () => {
  it('finds a look-up that the vault answered and the hub allowed in order', async () => {
    expect(reconciled(await bundleWith('allow'))).toMatchObject({ entries: 2, lookups: 1, findings: [] })
  })

  it.each(['forbid', 'over-limit'])('flags a look-up that the vault answered although the hub says %s', async (outcome) => {
    expect(reconciled(await bundleWith(outcome)).findings).toEqual([`entry 1 (look-up ${lookupId}): answered, although the hub says that it was not granted`])
  })

  it('does not hold a bundle against what the vault knows of another epoch', async () => {
    const lines = await bundleWith('forbid')
    expect(() => reconciled(lines, { ...VAULT, lookups: [] }, ledgerOrigin('ffffffffffffffff'))).toThrow('line 1: of another epoch than its first words say')
  })
})
