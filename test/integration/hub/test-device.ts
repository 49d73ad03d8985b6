import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { canonicalBytes, canonicalise, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import { joinAuthority, type Authority } from '../../../shared/model/authority'
import type { Relationship } from '../../../shared/model/relationship'
import { joinPersons, type LookupRequest, type RelatedRevealRequest, type RevealRequest } from '../../../shared/model/reveal'
import type { Signed } from '../../../shared/model/signed'
import { shownWording, type Purpose } from '../../../shared/purposes/purpose'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
export const wordingHashOf = (purpose: Purpose): string => sha256(canonicalise(shownWording(purpose)))

/** A laptop as the hub meets it: real keys, signatures and commitments. */
export class TestDevice {
  readonly deviceId = randomUUID()
  readonly signingKey: Ed25519PublicJwk
  readonly ecdhKey: P256PublicJwk
  readonly #key

  constructor(readonly officerId = 'amara.okafor') {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    this.#key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    this.signingKey = { kty: 'OKP', crv: 'Ed25519', x: publicKey.export({ format: 'jwk' }).x ?? '' }
    const ecdh = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    this.ecdhKey = { kty: 'EC', crv: 'P-256', x: ecdh.x ?? '', y: ecdh.y ?? '' }
  }

  sign<T>(payload: T): Signed<T> {
    return { payload, deviceId: this.deviceId, signature: sign(null, canonicalBytes(payload as JsonValue), this.#key).toString('base64url') }
  }

  /** The header's value. */
  proof(call: Readonly<{ method: string; path: string; body: string; token: string; nonce?: string }>): string {
    const signed = this.sign({
      v: 1, type: 'device-proof', method: call.method, path: call.path, bodyHash: sha256(call.body), tokenHash: sha256(call.token), nonce: call.nonce ?? randomUUID(),
    })
    return Buffer.from(canonicalise(signed as unknown as JsonValue)).toString('base64url')
  }

  #stated(epoch: string, purpose: Purpose, knownSize: number, salt: string) {
    return {
      v: 1 as const, epoch, deviceId: this.deviceId, officer: commit('officer', this.officerId, Buffer.from(salt, 'base64url')),
      purpose: { code: purpose.code, version: purpose.version, wordingHash: wordingHashOf(purpose) }, knownSize, statedAt: new Date().toISOString(),
    }
  }

  /** A whole, good body of POST /reveals; tests change what they attack, and sign again with `resign`. */
  revealBody(want: Readonly<{ epoch: string; purpose: Purpose; householdId: string; persons: readonly string[]; reason?: string; fieldGroups?: RevealRequest['fieldGroups']; knownSize?: number; vaultKnownSize?: number
    windowKey?: string; relationship?: Relationship; linked?: string | null; authority?: Authority | null; emergency?: boolean }>) {
    const salts = { officer: newSalt(), persons: newSalt(), reason: newSalt(), linked: newSalt(), authority: newSalt() }
    const linked = want.linked ?? null
    const authority = want.authority ? joinAuthority(want.authority) : null
    const reason = want.reason ?? 'Calling back about the eviction notice'
    const persons = joinPersons(want.persons)
    const payload: RelatedRevealRequest = {
      ...this.#stated(want.epoch, want.purpose, want.knownSize ?? 0, salts.officer), v: 3, type: 'reveal-request', requestId: randomUUID(),
      persons: commit('person', persons, Buffer.from(salts.persons, 'base64url')), reason: commit('reason', reason, Buffer.from(salts.reason, 'base64url')),
      fieldGroups: want.fieldGroups ?? ['contact', 'identity'], windowKey: want.windowKey ?? randomBytes(32).toString('base64url'),
      approval: null, emergency: want.emergency ?? false, relationship: want.relationship ?? 'none',
      linked: linked === null ? null : commit('case', linked, Buffer.from(salts.linked, 'base64url')),
      authority: authority === null ? null : commit('authority', authority, Buffer.from(salts.authority, 'base64url')),
    }
    return {
      signed: this.sign<RevealRequest>(payload), householdId: want.householdId, vaultKnownSize: want.vaultKnownSize ?? 0,
      openings: {
        officer: { value: this.officerId, salt: salts.officer }, persons: { value: persons, salt: salts.persons }, reason: { value: reason, salt: salts.reason },
        linked: linked === null ? null : { value: linked, salt: salts.linked }, authority: authority === null ? null : { value: authority, salt: salts.authority },
      },
    }
  }

  lookupBody(want: Readonly<{ epoch: string; purpose: Purpose; criteria?: LookupRequest['criteria'] }>) {
    const salt = newSalt()
    const payload: LookupRequest = {
      ...this.#stated(want.epoch, want.purpose, 0, salt), type: 'lookup-request', lookupId: randomUUID(), criteria: want.criteria ?? ['date-of-birth', 'name'],
    }
    return { signed: this.sign(payload), officer: { value: this.officerId, salt }, vaultKnownSize: 0 }
  }
}

export const newSalt = (): string => randomBytes(32).toString('base64url')
export type RevealBody = ReturnType<TestDevice['revealBody']>
