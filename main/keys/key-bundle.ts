import { createPublicKey, verify } from 'node:crypto'
import { CompactEncrypt, compactVerify, importJWK } from 'jose'
import type { z } from 'zod'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { NoteVerifier } from '../../shared/ledger/checkpoint'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { KeyBundleSchema, type KeyBundle, type KeyUse } from '../../shared/model/key-bundle'
import { PurposeSetSchema, type FormerPurpose, type Purpose } from '../../shared/purposes/purpose'

/** Where nothing was opened before. */
export const NO_KEYS_BEFORE = { serial: 0, purposesSerial: 0 } as const

export type SealUse = 'hub-seal' | 'vault-seal'

/** The service's keys and purposes, both verified: the only way to them is through here. */
export interface TrustedKeys {
  readonly serial: number
  readonly purposesSerial: number
  readonly purposes: ReadonlyArray<Purpose>
  /** Wordings that are stated no more, and that entries still name. */
  readonly former: ReadonlyArray<FormerPurpose>
  /** Checks a compact JWS by the bundle's key of that use that is in use, of that `typ`, and parses its claims. Throws KEY_UNKNOWN, KEY_RETIRED for one that signs no more, or KEY_BUNDLE_INVALID. */
  openSigned<T extends z.ZodType>(jws: string, use: KeyUse, typ: string, schema: T): Promise<z.output<T>>
  /** The same of what says how things were: what a retired key signed while it was in use verifies for ever. */
  openFormer<T extends z.ZodType>(jws: string, use: KeyUse, typ: string, schema: T): Promise<z.output<T>>
  /** Verifiers of checkpoints of today: of the key in use. Its name in a note is its kid. What a retired key may have signed since proves nothing. */
  readonly checkpointVerifiers: ReadonlyArray<NoteVerifier>
  /** What the hub has by now, when that is a later bundle; null when it is none, or out of reach. For what these keys do not know. */
  newer(): Promise<TrustedKeys | null>
  /** A compact JWE (ECDH-ES direct, A256GCM) to the active key of that use. */
  seal(use: SealUse, plain: unknown): Promise<string>
}

/** Verifies bundle and purposes from the pinned root downwards. Throws KEY_BUNDLE_INVALID, also for a bundle or purposes older than those of before. */
export async function openKeyBundle(
  signed: Readonly<{ bundle: string; purposes: string }>,
  root: Ed25519PublicJwk,
  before: Readonly<{ serial: number; purposesSerial: number }>,
): Promise<TrustedKeys> {
  const bundle = await openJws(signed.bundle, () => root, 'casement-key-bundle', KeyBundleSchema)
  if (bundle.serial < before.serial) throw new CasementError('KEY_BUNDLE_INVALID', { serial: bundle.serial })
  const find = (use: KeyUse, kid: string | undefined) => bundle.keys.find((candidate) => candidate.use === use && candidate.kid === kid)
  const keyInUse = (use: KeyUse, kid: string | undefined) => {
    const found = find(use, kid)
    if (found?.state === 'retired') throw new CasementError('KEY_RETIRED', { kid: found.kid })
    return found?.jwk ?? null
  }
  const { serial: purposesSerial, purposes, former } = await openJws(
    signed.purposes,
    // By the key in use alone: what a retired one signed says no more what may be stated.
    (kid) => bundle.keys.find((candidate) => candidate.use === 'purposes' && candidate.state === 'active' && candidate.kid === kid)?.jwk ?? null,
    'casement-purposes',
    PurposeSetSchema,
  )
  if (purposesSerial < before.purposesSerial) throw new CasementError('KEY_BUNDLE_INVALID', { serial: purposesSerial })
  return {
    serial: bundle.serial,
    purposesSerial,
    purposes,
    former,
    checkpointVerifiers: verifiersOf(bundle),
    newer: async () => null,
    openSigned: (jws, use, typ, schema) => openJws(jws, (kid) => keyInUse(use, kid), typ, schema),
    openFormer: (jws, use, typ, schema) => openJws(jws, (kid) => find(use, kid)?.jwk ?? null, typ, schema),
    seal: (use, plain) => seal(activeKey(bundle, use), plain),
  }
}

/** The same keys; what is signed by a key that they do not know is tried once more by those that the hub has by now. */
export function withNewer(trusted: TrustedKeys, newer: () => Promise<TrustedKeys | null>): TrustedKeys {
  return {
    ...trusted,
    newer,
    openSigned: (jws, use, typ, schema) =>
      trusted.openSigned(jws, use, typ, schema).catch(async (error: unknown) => {
        const later = isCasementError(error) && error.code === 'KEY_UNKNOWN' ? await newer() : null
        if (later === null) throw error
        return later.openSigned(jws, use, typ, schema)
      }),
  }
}

async function openJws<T extends z.ZodType>(
  jws: string,
  keyOf: (kid: string | undefined) => object | null,
  typ: string,
  schema: T,
): Promise<z.output<T>> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      (header) => {
        const jwk = keyOf(header.kid)
        if (jwk === null) throw new CasementError('KEY_UNKNOWN')
        return importJWK({ ...jwk }, 'EdDSA')
      },
      { algorithms: ['EdDSA'] },
    )
    if (protectedHeader.typ !== typ) throw new CasementError('KEY_BUNDLE_INVALID')
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)))
  } catch (error) {
    throw error instanceof CasementError ? error : new CasementError('KEY_BUNDLE_INVALID')
  }
}

function activeKey(bundle: KeyBundle, use: SealUse): { kid: string; jwk: object } {
  const active = bundle.keys.find((candidate) => candidate.use === use && candidate.state === 'active')
  if (active === undefined) throw new CasementError('KEY_UNKNOWN')
  return active
}

async function seal({ kid, jwk }: { kid: string; jwk: object }, plain: unknown): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(plain)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
    .encrypt(await importJWK({ ...jwk }, 'ECDH-ES'))
}

function verifiersOf(bundle: KeyBundle): NoteVerifier[] {
  const keys = bundle.keys.flatMap((candidate) =>
    candidate.use === 'hub-checkpoint' && candidate.state === 'active' ? [candidate] : [],
  )
  return keys.map(({ kid, jwk }) => {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    return {
      name: kid,
      publicKey: new Uint8Array(Buffer.from(jwk.x, 'base64url')),
      verify: (data, signature) => verify(null, data, key, signature),
    }
  })
}
