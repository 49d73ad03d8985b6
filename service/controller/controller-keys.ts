import { createHash, randomBytes } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { KeyBundle, KeyUse } from '../../shared/model/key-bundle'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { SHARING_AGREEMENT_TYP, SharingAgreementSchema, type SharingAgreement } from '../../shared/model/sharing'
import { PurposeSetSchema, type PurposeSet } from '../../shared/purposes/purpose'

/** A private key of the service as its key file holds it. */
export interface PrivateKey {
  readonly use: KeyUse
  readonly kid: string
  readonly jwk: JWK
}

/** Everything the controller makes before a service can start. In production the root never leaves the IG lead's safe. */
export interface ControllerKeys {
  readonly root: { readonly kid: string; readonly publicJwk: Ed25519PublicJwk; readonly privateJwk: JWK }
  /** Key bundle: compact JWS by the root. Purposes: compact JWS by the key of use `purposes`. */
  readonly bundle: string
  readonly purposes: string
  readonly purposesKey: PrivateKey
  readonly hub: { readonly v: 1; readonly type: 'hub-keys'; readonly keys: readonly PrivateKey[] }
  readonly vault: {
    readonly v: 1
    readonly type: 'vault-keys'
    readonly keys: readonly PrivateKey[]
    /** 32 bytes each, base64url: wraps per-person data keys; keys the matching HMAC. */
    readonly keyEncryptionKey: string
    readonly matchingKey: string
  }
}

/** What the purposes' key signs, without serial and date. */
export type SignedSet = Pick<PurposeSet, 'purposes' | 'former' | 'revealBudget'>

const HUB_USES: readonly KeyUse[] = ['hub-grant', 'hub-checkpoint', 'hub-seal']

/** Makes a whole set of keys. `issuedAt` is an RFC 3339 instant with milliseconds. */
export async function generateControllerKeys(
  set: SignedSet,
  issuedAt: string,
): Promise<ControllerKeys> {
  const root = await generateKey('controller-root')
  const [hub, vaultSeal, purposesKey] = await Promise.all([
    Promise.all(HUB_USES.map(generatePrivateKey)),
    generatePrivateKey('vault-seal'),
    generatePrivateKey('purposes'),
  ])
  const bundle = {
    v: 1,
    type: 'key-bundle',
    serial: 1,
    issuedAt,
    keys: [...hub, vaultSeal, purposesKey].map((key) => publicEntry(key)),
  }
  return {
    root: { kid: root.kid, privateJwk: root.jwk, publicJwk: publicEd25519(root.jwk) },
    bundle: await signCompact(bundle, root, 'casement-key-bundle'),
    purposes: await signPurposes({ v: 1, type: 'purposes', serial: 1, issuedAt, ...set }, purposesKey),
    purposesKey,
    hub: { v: 1, type: 'hub-keys', keys: hub },
    vault: {
      v: 1,
      type: 'vault-keys',
      keys: [vaultSeal],
      keyEncryptionKey: randomBytes(32).toString('base64url'),
      matchingKey: randomBytes(32).toString('base64url'),
    },
  }
}

/** Signs a set of purposes (compact JWS, `typ: casement-purposes`). */
export const signPurposes = (set: PurposeSet, key: PrivateKey): Promise<string> =>
  signCompact(PurposeSetSchema.parse(set), key, 'casement-purposes')

/** Signs a sharing agreement (compact JWS, `typ: casement-sharing-agreement`) with the purposes' key. */
export const signSharingAgreement = (agreement: SharingAgreement, key: PrivateKey): Promise<string> =>
  signCompact(SharingAgreementSchema.parse(agreement), key, SHARING_AGREEMENT_TYP)

/** Signs any payload as a compact JWS with EdDSA; `kid` and `typ` are in the protected header. */
export async function signCompact(
  payload: unknown,
  key: Readonly<{ kid: string; jwk: JWK }>,
  typ: string,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ })
    .sign(await importJWK(key.jwk, 'EdDSA'))
}

const isAgreementKey = (use: KeyUse | 'controller-root'): boolean => use === 'hub-seal' || use === 'vault-seal'

/** A fresh key of that use; its kid says the use and begins the hash of its public half. */
export const generatePrivateKey = (use: KeyUse): Promise<PrivateKey> => generateKey(use)

async function generateKey<Use extends KeyUse | 'controller-root'>(use: Use): Promise<{ use: Use; kid: string; jwk: JWK }> {
  const pair = isAgreementKey(use)
    ? await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
    : await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  const mark = createHash('sha256').update(`${jwk.x}.${jwk.y ?? ''}`).digest('hex').slice(0, 8)
  return { use, kid: `${use}-${mark}`, jwk }
}

/** What the bundle says of a key in use. */
export function publicEntry({ use, kid, jwk }: PrivateKey): KeyBundle['keys'][number] {
  if (use === 'hub-seal' || use === 'vault-seal') {
    return { use, kid, state: 'active', jwk: { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' } }
  }
  return { use, kid, state: 'active', jwk: publicEd25519(jwk) }
}

const publicEd25519 = (jwk: JWK): Ed25519PublicJwk => ({ kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' })
