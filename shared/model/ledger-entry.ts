import { z } from 'zod'
import { InstantSchema } from './ids'
import { SignedDeviceEventSchema, SignedLookupRequestSchema, SignedRevealRequestSchema } from './reveal'

/**
 * What a ledger leaf is: canonical JSON (RFC 8785) of exactly one of these. `v` is inside each payload, so formats can
 * change without touching old leaves. Golden vectors: test/unit/shared/model/ledger-entry.golden.json.
 */
export const EpochStartSchema = z.strictObject({
  v: z.literal(1), type: z.literal('epoch-start'), epoch: z.string(), previous: z.string().nullable(), startedAt: InstantSchema,
})
export const LedgerEntrySchema = z.union([SignedRevealRequestSchema, SignedLookupRequestSchema, SignedDeviceEventSchema, EpochStartSchema])
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>

/** The checkpoint origin of a hub's epoch (C2SP tlog-checkpoint: schema-less URL). The note's key name is the `kid` of the hub-checkpoint key. */
export const ledgerOrigin = (epoch: string): string => `casement.invalid/ledger/${epoch}`
