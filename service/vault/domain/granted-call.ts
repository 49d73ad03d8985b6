import { createHash } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { parseCheckpoint, type Checkpoint } from '../../../shared/ledger/checkpoint'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../shared/ledger/receipt'
import type { Ed25519PublicJwk } from '../../../shared/model/ids'
import {
  LookupGrantSchema, RevealGrantSchema, type LookupGrant, type RevealGrant, type SignedLookupRequest, type SignedRevealRequest,
} from '../../../shared/model/reveal'
import type { Purpose } from '../../../shared/purposes/purpose'
import type { RevealBudget } from '../../../shared/purposes/reveal-budget'
import type { VerifiedKeyBundle, VerifiedPurposes } from '../../plugins/key-bundle'

export interface Evidence {
  readonly receipt: Receipt
  readonly vaultKnownSize: number
  readonly vaultConsistencyProof: readonly string[]
}

export interface Opening { readonly value: string; readonly salt: string }
export interface ProvenCaller {
  readonly officerId: string
  readonly deviceId: string
  readonly signingKey: Ed25519PublicJwk
  /** Unix milliseconds, from the officer's own token for the vault; null when it does not say. Not known is never *just now*. */
  readonly signedInAt?: number | null
}

/** A call under a grant as it arrived: read, and nothing of it believed yet. The checks decide. */
export interface GrantedCall<Grant extends RevealGrant | LookupGrant, Signed extends SignedRevealRequest | SignedLookupRequest> {
  /** From the token and the device proof. */
  readonly caller: ProvenCaller
  readonly grantJws: string
  readonly grant: Grant
  readonly signed: Signed
  readonly officer: Opening
  readonly evidence: Evidence
  readonly checkpoint: Checkpoint
  /** Of the canonical bytes of what the device signed: the leaf that must be in the ledger. 32 bytes. */
  readonly leaf: Uint8Array
  /** The vault's own copy of the purpose stated; null when it has none. */
  readonly purpose: Purpose | null
  /** As signed with the purposes. */
  readonly budget: RevealBudget
  readonly keys: VerifiedKeyBundle
  /** For a permit of a visit pack: until when it may be opened, ms, as its evidence says; list checks prove the evidence. */
  readonly sealsUntil?: number | null
  /** Unix milliseconds. */
  readonly now: number
}

export type RevealCall = GrantedCall<RevealGrant, SignedRevealRequest>
export type LookupCall = GrantedCall<LookupGrant, SignedLookupRequest>

interface Arrived<Signed> {
  readonly grant: string
  readonly signed: Signed
  readonly officer: Opening
  readonly evidence: Evidence
}
interface Surroundings {
  readonly caller: ProvenCaller
  readonly keys: VerifiedKeyBundle
  readonly purposes: VerifiedPurposes
  readonly now: number
}

/** Reads a release call. Throws REVEAL_GRANT_INVALID or REVEAL_RECEIPT_INVALID when it cannot even be read. */
export const readRevealCall = (arrived: Arrived<SignedRevealRequest>, surroundings: Surroundings): RevealCall =>
  read(arrived, surroundings, readGrant(arrived.grant, RevealGrantSchema))

/** Reads a look-up call; throws like `readRevealCall`. */
export const readLookupCall = (arrived: Arrived<SignedLookupRequest>, surroundings: Surroundings): LookupCall =>
  read(arrived, surroundings, readGrant(arrived.grant, LookupGrantSchema))

function read<Grant extends RevealGrant | LookupGrant, Signed extends SignedRevealRequest | SignedLookupRequest>(
  { grant: grantJws, signed, officer, evidence }: Arrived<Signed>,
  { caller, keys, purposes, now }: Surroundings,
  grant: Grant,
): GrantedCall<Grant, Signed> {
  return {
    caller, grantJws, grant, signed, officer, evidence, keys, now,
    checkpoint: readCheckpoint(evidence.receipt.checkpoint),
    leaf: leafHash(canonicalBytes(signed)),
    purpose: purposes.find(signed.payload.purpose.code),
    budget: purposes.set.revealBudget,
  }
}

function readGrant<T>(jws: string, schema: { parse(value: unknown): T }): T {
  try {
    decodeProtectedHeader(jws)
    return schema.parse(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')))
  } catch {
    throw new CasementError('REVEAL_GRANT_INVALID', { check: 'grant-form' })
  }
}

/** The signature is a check of its own; here only the text is read. */
function readCheckpoint(note: string): Checkpoint {
  try {
    return parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))
  } catch {
    throw new CasementError('REVEAL_RECEIPT_INVALID', { check: 'checkpoint-form' })
  }
}

/** SHA-256 as lower-case hex. */
export const sha256Hex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
