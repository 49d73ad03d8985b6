import { z } from 'zod'
import { SignedApprovalDecisionSchema } from './approval'
import { SignedContactListRequestSchema, SignedListDecisionSchema } from './contact-list'
import { SignedErasureSchema } from './erasure'
import { Base64UrlSchema, HexSha256Schema, InstantSchema } from './ids'
import { SignedReviewOutcomeSchema } from './review'
import { SignedDeviceEventSchema, SignedLookupRequestSchema, SignedRevealRequestSchema } from './reveal'

/** First entry of each epoch's ledger: binds it to the one before (design §6). */
export const EpochStartSchema = z.strictObject({
  v: z.literal(1), type: z.literal('epoch-start'), epoch: z.string(), previous: z.string().nullable(), startedAt: InstantSchema,
  /** The highest checkpoint known of the previous epoch: its origin, size and root (SHA-256, hex); null when none is. */
  commitsTo: z.strictObject({ origin: z.string().max(200), size: z.int().min(0), root: HexSha256Schema }).nullable(),
  /** Ed25519 of the information governance lead over the canonical bytes of this entry without `signature`; null in the first epoch and in demonstrations. */
  signature: Base64UrlSchema.nullable(),
})

/**
 * What a ledger leaf is: canonical JSON (RFC 8785) of exactly one of these. `v` is inside each payload, so formats can
 * change without touching old leaves. Golden vectors: test/unit/shared/model/ledger-entry.golden.json.
 */
export const LedgerEntrySchema = z.union([
  SignedRevealRequestSchema, SignedLookupRequestSchema, SignedDeviceEventSchema, EpochStartSchema, SignedApprovalDecisionSchema, SignedContactListRequestSchema, SignedListDecisionSchema,
  SignedReviewOutcomeSchema, SignedErasureSchema,
])
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>

/** The checkpoint origin of a hub's epoch (C2SP tlog-checkpoint: schema-less URL). The note's key name is the `kid` of the hub-checkpoint key. */
export const ledgerOrigin = (epoch: string): string => `casement.invalid/ledger/${epoch}`
