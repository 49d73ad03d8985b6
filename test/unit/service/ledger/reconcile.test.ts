import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { reconcile } from '../../../../service/ledger/reconcile'
import { readKeys } from '../../../../service/ledger/verify.mjs'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { SignedLookupRequestSchema } from '../../../../shared/model/reveal'
import { Ed25519PublicJwkSchema } from '../../../../shared/model/ids'
import { EPOCH, KEY, ORIGIN, sampleBundle, sampleLeaves, textOf } from './sample-bundle'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-reconcile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const [deviceId, lookupId] = [randomUUID(), randomUUID()]
const payload = {
  v: 1, type: 'lookup-request', lookupId, epoch: EPOCH, deviceId, officer: 'a'.repeat(64), purpose: { code: 'income-maximisation', version: 1, wordingHash: 'b'.repeat(64) },
  knownSize: 0, statedAt: '2026-11-26T09:00:00.000Z', criteria: ['name', 'postcode'],
}
const leaf = { payload, deviceId, signature: sign(null, canonicalBytes(payload), privateKey).toString('base64url') }

/** What reconciling finds when the vault has answered the one look-up of a ledger, of which the hub says `outcome`. */
async function findings(outcome: string | undefined): Promise<readonly string[]> {
  const [header, ...lines] = await sampleBundle(2, [...sampleLeaves(1), SignedLookupRequestSchema.parse(leaf)])
  const bundle = path.join(folder, 'bundle')
  writeFileSync(bundle, textOf([{ ...header, openings: 0 }, ...lines.map((line) => (line['i'] === 1 ? { ...line, outcome, openings: undefined } : line))]))
  const { purpose: { code: purpose } } = payload
  const vault = {
    releases: [], lookups: [{ lookupId, entryIndex: 1, deviceId, purpose }], witnessed: null, conflicts: [], elsewhere: 0,
    devices: new Map([[deviceId, Ed25519PublicJwkSchema.parse(publicKey.export({ format: 'jwk' }))]]),
  }
  return reconcile(bundle, readKeys(KEY), vault, ORIGIN).findings
}

test('a look-up that the vault answered and that the hub allowed is in order', async () => {
  expect(await findings('allow')).toEqual([])
})

test.each(['forbid', 'capped', undefined])('a look-up that the vault answered is named when the hub says %s of it', async (outcome) => {
  expect(await findings(outcome)).toEqual([`entry 1 (look-up ${lookupId}): answered, although the hub says that it was not granted`])
})
