import { readFile } from 'node:fs/promises'
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import { KeyBundleSchema, type KeyBundle, type KeyUse } from '../../shared/model/key-bundle'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { SHARING_AGREEMENT_TYP, SharingAgreementSchema, type SharingAgreement } from '../../shared/model/sharing'
import { PurposeSetSchema, type Purpose, type PurposeSet } from '../../shared/purposes/purpose'

export type BundleKey = KeyBundle['keys'][number]
export type BundleKeyOf<Use extends KeyUse> = Extract<BundleKey, { use: Use }> | (BundleKey & { use: Use })

export interface VerifiedKeyBundle {
  /** As it travels. */
  readonly jws: string
  readonly bundle: KeyBundle
  /** The key of that use and kid, active or retired (old keys verify for ever); null when the bundle has none. */
  find(use: KeyUse, kid: string): BundleKey | null
  /** The same, but for retired ones: what is signed today is signed by no other. */
  inUse(use: KeyUse, kid: string): BundleKey | null
  /** The one key of that use that signs or seals now. */
  active(use: KeyUse): BundleKey
}

export interface VerifiedPurposes {
  readonly jws: string
  readonly set: PurposeSet
  find(code: string): Purpose | null
}

export interface VerifiedSharing {
  readonly jws: string
  readonly agreement: SharingAgreement
}

/** Reads a key bundle and checks it against the controller root. Throws KEY_BUNDLE_INVALID. */
export async function loadKeyBundle(file: string, root: Ed25519PublicJwk): Promise<VerifiedKeyBundle> {
  return verifyKeyBundle(await readJws(file), root)
}

/** The same for a bundle in hand: signature, type, shape, exactly one active key of each use, no kid twice. */
export async function verifyKeyBundle(jws: string, root: Ed25519PublicJwk): Promise<VerifiedKeyBundle> {
  const bundle = await openJws(jws, () => root, 'casement-key-bundle', KeyBundleSchema)
  const uses = new Set(bundle.keys.map((key) => key.use))
  for (const use of uses) {
    if (bundle.keys.filter((key) => key.use === use && key.state === 'active').length !== 1) throw invalid()
  }
  if (new Set(bundle.keys.map((key) => key.kid)).size !== bundle.keys.length) throw invalid()
  return {
    jws,
    bundle,
    find: (use, kid) => bundle.keys.find((key) => key.use === use && key.kid === kid) ?? null,
    inUse: (use, kid) => bundle.keys.find((key) => key.use === use && key.kid === kid && key.state === 'active') ?? null,
    active: (use) => {
      const key = bundle.keys.find((candidate) => candidate.use === use && candidate.state === 'active')
      if (key === undefined) throw invalid()
      return key
    },
  }
}

/** Reads the signed purposes and checks them against the bundle's key of use `purposes` that is in use: whoever has a retired one decides no more what opens. Throws KEY_BUNDLE_INVALID. */
export async function loadPurposes(file: string, keys: VerifiedKeyBundle): Promise<VerifiedPurposes> {
  const jws = lineOfKeyInUse(await readJws(file), keys)
  const set = await openJws(jws, (kid) => keys.inUse('purposes', kid)?.jwk ?? null, 'casement-purposes', PurposeSetSchema)
  return { jws, set, find: (code) => set.purposes.find((purpose) => purpose.code === code) ?? null }
}

/** While the purposes key is being changed, what it signs stands in its file once by each key, a line each (service/controller/rotate-key.ts): what counts is the one by the key in use. */
export function lineOfKeyInUse(text: string, keys: VerifiedKeyBundle): string {
  const isByKeyInUse = (line: string): boolean => {
    try {
      return keys.inUse('purposes', decodeProtectedHeader(line).kid ?? '') !== null
    } catch {
      return false
    }
  }
  return text.split('\n').find(isByKeyInUse) ?? text
}

/** Reads the signed sharing agreement; by the same key in use, under a type of its own. Throws KEY_BUNDLE_INVALID, also for one that leaves a role or a domain out. */
export async function loadSharingAgreement(file: string, keys: VerifiedKeyBundle): Promise<VerifiedSharing> {
  const jws = lineOfKeyInUse(await readJws(file), keys)
  return { jws, agreement: await openJws(jws, (kid) => keys.inUse('purposes', kid)?.jwk ?? null, SHARING_AGREEMENT_TYP, SharingAgreementSchema) }
}

/** A private key of a service, as its key file holds it. */
export const PrivateKeySchema = z.object({
  use: z.enum(['hub-grant', 'hub-checkpoint', 'purposes', 'hub-seal', 'vault-seal']),
  kid: z.string(),
  jwk: z.looseObject({ kty: z.string(), crv: z.string(), x: z.string(), d: z.string() }),
})
export type PrivateKey = z.infer<typeof PrivateKeySchema>

/** The private half of the bundle's active key of that use. Throws KEY_BUNDLE_INVALID when the file lacks it or holds another. */
export function requirePrivateKey(keys: readonly PrivateKey[], use: KeyUse, bundle: VerifiedKeyBundle): { kid: string; jwk: JWK } {
  const active = bundle.active(use)
  const key = keys.find((candidate) => candidate.use === use && candidate.kid === active.kid)
  if (key === undefined || key.jwk.x !== active.jwk.x) throw invalid()
  return { kid: key.kid, jwk: key.jwk }
}

async function openJws<T>(
  jws: string,
  keyOf: (kid: string) => BundleKey['jwk'] | null,
  typ: string,
  schema: z.ZodType<T>,
): Promise<T> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      async (header) => {
        const jwk = keyOf(header.kid ?? '')
        if (jwk === null) throw invalid()
        return importJWK({ ...jwk }, 'EdDSA')
      },
      { algorithms: ['EdDSA'] },
    )
    if (protectedHeader['typ'] !== typ) throw invalid()
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)))
  } catch (cause) {
    throw cause instanceof CasementError ? cause : invalid(cause)
  }
}

async function readJws(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw invalid(cause)
  }
}

const invalid = (cause?: unknown): CasementError => new CasementError('KEY_BUNDLE_INVALID', {}, { cause })
