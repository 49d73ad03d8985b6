import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { compactDecrypt } from 'jose'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import type { NoteSigner } from '../../shared/ledger/checkpoint'
import type { Lease } from '../../shared/model/lease'
import type { LookupGrant, RevealGrant } from '../../shared/model/reveal'
import type { WipeOrder } from '../../shared/model/wipe'
import { PrivateKeySchema, requirePrivateKey, type VerifiedKeyBundle } from '../plugins/key-bundle'

const HubKeysSchema = z.object({ v: z.literal(1), type: z.literal('hub-keys'), keys: z.array(PrivateKeySchema) })

/** What the hub can do with its private keys; the keys themselves stay in here. */
export interface HubKeys {
  signGrant(grant: Readonly<RevealGrant | LookupGrant | WipeOrder | Lease>): Promise<string>
  /** Signs checkpoints; its name is the key's kid. */
  readonly checkpointSigner: NoteSigner
  /** Opens what a device sealed to the hub-seal key. Throws REQUEST_INVALID. */
  unseal(sealed: string): Promise<string>
}

/** Reads the private keys and checks them against the bundle's active ones. Throws KEY_BUNDLE_INVALID. */
export async function loadHubKeys(file: string, bundle: VerifiedKeyBundle): Promise<HubKeys> {
  const { keys } = await readKeys(file)
  const grantKey = requirePrivateKey(keys, 'hub-grant', bundle)
  const checkpointKey = requirePrivateKey(keys, 'hub-checkpoint', bundle)
  requirePrivateKey(keys, 'hub-seal', bundle)
  const signingKey = createPrivateKey({ key: { ...grantKey.jwk } as JsonWebKey, format: 'jwk' })
  const noteKey = createPrivateKey({ key: { ...checkpointKey.jwk } as JsonWebKey, format: 'jwk' })
  // Retired sealing keys still open what was sealed before the change of keys.
  const sealKeys = new Map(keys.filter((key) => key.use === 'hub-seal').map((key) => [key.kid, createPrivateKey({ key: { ...key.jwk } as JsonWebKey, format: 'jwk' })]))
  return {
    signGrant: async (grant) => signCompact({ alg: 'EdDSA', kid: grantKey.kid, typ: `casement-${grant.type}` }, grant, signingKey),
    checkpointSigner: {
      name: checkpointKey.kid,
      publicKey: Buffer.from(checkpointKey.jwk.x ?? '', 'base64url'),
      sign: (data) => sign(null, data, noteKey),
    },
    unseal: (sealed) => unseal(sealed, sealKeys),
  }
}

/** A JWS (RFC 7515 §3.1) by Ed25519. By Node itself: a signature takes less time than the way to WebCrypto's thread and back. */
function signCompact(header: Readonly<{ alg: 'EdDSA'; kid: string; typ: string }>, payload: unknown, key: KeyObject): string {
  const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

async function readKeys(file: string): Promise<z.infer<typeof HubKeysSchema>> {
  try {
    return HubKeysSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    throw new CasementError('KEY_BUNDLE_INVALID') // without the cause: a parse error would quote the key file
  }
}

async function unseal(sealed: string, keys: ReadonlyMap<string, KeyObject>): Promise<string> {
  try {
    const { plaintext } = await compactDecrypt(
      sealed,
      (header) => {
        const key = keys.get(header.kid ?? '')
        if (key === undefined) throw new CasementError('KEY_UNKNOWN')
        return key
      },
      { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] },
    )
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext)
  } catch {
    throw new CasementError('REQUEST_INVALID', { fields: 'sealed' })
  }
}
