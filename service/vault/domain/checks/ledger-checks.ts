import { CasementError } from '../../../../shared/errors/casement-error'
import { decodeBase64 } from '../../../../shared/ledger/base64'
import type { Checkpoint } from '../../../../shared/ledger/checkpoint'
import { verifyConsistency } from '../../../../shared/ledger/merkle-tree'
import type { Evidence } from '../granted-call'
import type { Check } from './check'

/** The last checkpoint that the vault itself accepted in this epoch: size 0 and the empty root before the first. */
export type WitnessedCheckpoint = Pick<Checkpoint, 'size' | 'root'>

export interface WitnessContext {
  readonly known: WitnessedCheckpoint
  readonly checkpoint: Checkpoint
  readonly evidence: Evidence
}

/**
 * The checkpoint continues what the vault saw last, or is a prefix of it (an officer who waited while others were faster). So a hub
 * that shows two histories cannot get anything opened under the second one (threat 9).
 */
export const ledgerContinues: Check<WitnessContext> = {
  name: 'ledger-continues',
  check({ known, checkpoint, evidence }) {
    const sameSize = known.size === checkpoint.size
    if (!sameSize && evidence.vaultKnownSize !== known.size) throw new CasementError('VAULT_PROOF_NEEDED', { knownSize: known.size })
    const [older, newer] = known.size <= checkpoint.size ? [known, checkpoint] : [checkpoint, known]
    const proof = sameSize ? [] : readProof(evidence.vaultConsistencyProof)
    if (proof === null || !verifyConsistency(older.size, newer.size, older.root, newer.root, proof)) {
      throw new CasementError('REVEAL_LEDGER_INCONSISTENT')
    }
  },
}

function readProof(proof: readonly string[]): Uint8Array[] | null {
  try {
    return proof.map(decodeBase64)
  } catch {
    return null
  }
}
