import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import { LedgerEntrySchema } from '../../../../shared/model/ledger-entry'
import golden from './ledger-entry.golden.json'

/** RFC 8032 §7.1 TEST 1: the golden entries are signed with its key. */
const signer = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }, format: 'jwk' })

describe.each(golden)('ledger entry: $name', ({ entry, canonical, leafHash: expected }) => {
  it('when canonicalised, its bytes are those committed once and for all', () => {
    const bytes = canonicalBytes(LedgerEntrySchema.parse(entry))
    expect(new TextDecoder().decode(bytes)).toBe(canonical)
    // RFC 9162 §2.1.1, computed here without our own code: SHA-256(0x00 ‖ leaf)
    expect(createHash('sha256').update(Uint8Array.of(0)).update(canonical).digest('hex')).toBe(expected)
    expect(Buffer.from(leafHash(bytes)).toString('hex')).toBe(expected)
  })

  it('when it was signed by a device, the signature covers the canonical payload', () => {
    if (!('payload' in entry)) return
    expect(verify(null, canonicalBytes(LedgerEntrySchema.parse(entry) && entry.payload), signer, Buffer.from(entry.signature ?? '', 'base64url'))).toBe(true)
  })

  it('when a field is added, it is not a ledger entry', () => {
    expect(LedgerEntrySchema.safeParse({ ...entry, extra: 1 }).success).toBe(false)
  })
})
