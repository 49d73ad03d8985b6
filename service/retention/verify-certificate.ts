import { createPublicKey, verify } from 'node:crypto'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import type { NoteVerifier } from '../../shared/ledger/checkpoint'
import { emptyRoot, leafHash } from '../../shared/ledger/merkle-hash'
import { verifyReceipt } from '../../shared/ledger/receipt'
import { ledgerOrigin } from '../../shared/model/ledger-entry'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { isControllerSigned } from '../plugins/controller-signature'
import type { VerifiedKeyBundle } from '../plugins/key-bundle'
import { SignedCertificateSchema, type Certificate } from './certificate'

export type CertificateVerdict = { readonly ok: true; readonly certificate: Certificate } | { readonly ok: false; readonly words: string }

/**
 * Is it a certificate that the controller signed, about an order that the controller entered into the ledger before, and does the ledger of after continue the one of before and hold
 * that entry? Asks no service and no database.
 */
export async function verifyCertificate(content: unknown, bundle: VerifiedKeyBundle): Promise<CertificateVerdict> {
  const refuse = (words: string): CertificateVerdict => ({ ok: false, words })
  const parsed = SignedCertificateSchema.safeParse(content)
  if (!parsed.success) return refuse('It is not a certificate of erasure of version 1.')
  if (!isControllerSigned(parsed.data, bundle)) return refuse('It is not signed by the controller, or was changed since.')
  const { payload: certificate } = parsed.data
  const { epoch, entry, before, receipt } = certificate.ledger
  if (!isControllerSigned(entry, bundle)) return refuse('The entry in it is not signed by the controller.')
  if (entry.payload.erasureId !== certificate.erasureId || entry.payload.order !== certificate.order || entry.payload.epoch !== epoch) return refuse('The entry in it is about another erasure.')
  const known = before.size === 0 ? { size: 0, root: emptyRoot() } : { size: before.size, root: Buffer.from(before.root, 'hex') }
  for (const { use, kid, jwk } of bundle.bundle.keys) {
    if (use !== 'hub-checkpoint') continue
    const verdict = await verifyReceipt({
      receipt, leafHash: leafHash(canonicalBytes(entry)), known, origin: ledgerOrigin(epoch), verifier: noteVerifier(kid, jwk),
    })
    if (verdict.ok) return { ok: true, certificate }
    if (verdict.code === 'LEDGER_INCONSISTENT') return refuse('The ledger of after does not continue the one of before.')
  }
  return refuse('The checkpoint in it is not signed by the hub, or does not hold the entry.')
}

function noteVerifier(name: string, jwk: Ed25519PublicJwk): NoteVerifier {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return { name, publicKey: Buffer.from(jwk.x, 'base64url'), verify: (data, signature) => verify(null, data, key, signature) }
}
