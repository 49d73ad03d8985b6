import { createPublicKey, verify } from 'node:crypto'
import { CasementError } from '../../../../shared/errors/casement-error'
import { decodeBase64 } from '../../../../shared/ledger/base64'
import { openNote, type NoteVerifier } from '../../../../shared/ledger/checkpoint'
import { verifyInclusion } from '../../../../shared/ledger/merkle-tree'
import type { Ed25519PublicJwk } from '../../../../shared/model/ids'
import { ledgerOrigin } from '../../../../shared/model/ledger-entry'
import type { VerifiedKeyBundle } from '../../../plugins/key-bundle'
import type { Check } from './check'
import type { AnyCall } from './grant-checks'

const requireReceipt = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('REVEAL_RECEIPT_INVALID', { check })
}

/** The checkpoint is signed by the hub-checkpoint key that is in use (a receipt is of today); the note's key name is the `kid`. */
const checkpointSignature: Check<AnyCall> = {
  name: 'checkpoint-signature',
  async check({ evidence, keys }) {
    const isSigned = await openNote(evidence.receipt.checkpoint, checkpointVerifiers(keys, 'active')).then(() => true, () => false)
    requireReceipt(isSigned, 'checkpoint-signature')
  },
}

/** It is of the ledger of this epoch, and of the size that the proof is for. */
const checkpointOrigin: Check<AnyCall> = {
  name: 'checkpoint-origin',
  check({ checkpoint, evidence, signed }) {
    const fits = checkpoint.origin === ledgerOrigin(signed.payload.epoch) && checkpoint.size === evidence.receipt.treeSize
    requireReceipt(fits, 'checkpoint-origin')
  },
}

/** What this device signed is in that ledger. */
const entryIncluded: Check<AnyCall> = {
  name: 'entry-included',
  check({ evidence: { receipt }, leaf, checkpoint }) {
    const proof = receipt.inclusionProof.map(decodeBase64)
    requireReceipt(verifyInclusion(receipt.entryIndex, checkpoint.size, leaf, proof, checkpoint.root), 'entry-included')
  },
}

export const RECEIPT_CHECKS: readonly Check<AnyCall>[] = [checkpointSignature, checkpointOrigin, entryIncluded]

/** The checkpoint keys of the bundle. `all`: retired ones too, since old checkpoints verify for ever. */
export function checkpointVerifiers(keys: VerifiedKeyBundle, which: 'active' | 'all'): NoteVerifier[] {
  return keys.bundle.keys.flatMap((key) => (key.use === 'hub-checkpoint' && (which === 'all' || key.state === 'active') ? [noteVerifier(key.kid, key.jwk)] : []))
}

function noteVerifier(name: string, jwk: Ed25519PublicJwk): NoteVerifier {
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return { name, publicKey: Buffer.from(jwk.x, 'base64url'), verify: (data, signature) => verify(null, data, key, signature) }
}
