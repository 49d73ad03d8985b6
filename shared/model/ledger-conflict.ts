import { z } from 'zod'
import { InstantSchema, UuidSchema } from './ids'
import { signedSchema } from './signed'

const root = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)
/** A C2SP signed note, whole. */
const note = z.string().min(1).max(16_384)

/**
 * A hub that contradicts itself, as the laptop that noticed it signs it: the checkpoint accepted before and the one that does not continue
 * it. Both notes are the hub's own signatures. `offered` is null when the hub says that it never had as many entries as it signed for.
 */
export const LedgerConflictSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('ledger-conflict'),
  conflictId: UuidSchema,
  deviceId: UuidSchema,
  epoch: z.string().regex(/^[0-9a-z]{8,32}$/),
  /** `note` is null for a checkpoint that was accepted before notes were kept. */
  known: z.strictObject({ size: z.int().min(0), root, note: note.nullable() }),
  offered: z.strictObject({ size: z.int().min(1), note }).nullable(),
  foundAt: InstantSchema,
})
export type LedgerConflict = z.infer<typeof LedgerConflictSchema>
export const SignedLedgerConflictSchema = signedSchema(LedgerConflictSchema)
export type SignedLedgerConflict = z.infer<typeof SignedLedgerConflictSchema>
