import { opensCommitment, type CommitmentKind } from '../../shared/ledger/commitment'

export type Opening = Readonly<{ value: string; salt: string }>

/** A value and the salt of its commitment, as they travel beside a signed statement. */
export const openingOf = (value: string, salt: Uint8Array): Opening => ({ value, salt: Buffer.from(salt).toString('base64url') })

/** Is this what was committed to? */
export const opens = (commitment: string, kind: CommitmentKind, { value, salt }: Opening): boolean =>
  opensCommitment(commitment, kind, value, new Uint8Array(Buffer.from(salt, 'base64url')))
