import { commit, type CommitmentKind } from '../../shared/ledger/commitment'
import { newSalt } from './new-id'

/** A value as a signed form carries it, a salted commitment, and what opens that later. */
export function hide(kind: CommitmentKind, value: string) {
  const salt = newSalt()
  return { commitment: commit(kind, value, salt), opening: { value, salt: Buffer.from(salt).toString('base64url') } }
}
