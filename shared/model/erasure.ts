import { z } from 'zod'
import { Base64UrlSchema, HexSha256Schema, InstantSchema, UuidSchema } from './ids'

/** On which ground of UK GDPR Art. 17(1) a resident's record is erased. */
export const ERASURE_GROUNDS = {
  'no-longer-needed': 'No longer needed for what it was collected for (Art. 17(1)(a))',
  objection: 'The resident objected, and nothing overrides that (Art. 17(1)(c))',
  unlawful: 'It was processed unlawfully (Art. 17(1)(d))',
  obligation: 'The law requires it to be erased (Art. 17(1)(e))',
} as const
export const ErasureGroundSchema = z.enum(['no-longer-needed', 'objection', 'unlawful', 'obligation'])
export type ErasureGround = z.infer<typeof ErasureGroundSchema>

const RuleCodeSchema = z.string().regex(/^[a-z-]{3,40}$/)

/**
 * What the controller signs before anything goes: an entry of its own kind in the ledger. Whom it is about, who stands behind it and why are salted
 * commitments, as everywhere; the order that opens them stays with the controller.
 */
export const ErasureSchema = z.strictObject({
  v: z.literal(1), type: z.literal('erasure'), erasureId: UuidSchema, epoch: z.string().regex(/^[0-9a-z]{8,32}$/), kind: z.enum(['retention', 'household']),
  schedule: z.int().min(1), rules: z.array(RuleCodeSchema).max(40), ground: ErasureGroundSchema.nullable(),
  /** commit('person', household pseudonym, salt); null: by the schedule, about nobody in particular. */
  subject: HexSha256Schema.nullable(),
  /** commit('reason', the words, salt) */
  reason: HexSha256Schema,
  authorisedBy: HexSha256Schema, agreedBy: HexSha256Schema.nullable(),
  /** SHA-256 of the order's canonical bytes. */
  order: HexSha256Schema,
  orderedAt: InstantSchema,
})
export type Erasure = z.infer<typeof ErasureSchema>

/** Ed25519 over the canonical bytes of the payload, by the controller's own signing key (`purposes` in the key bundle). */
export const controllerSignedSchema = <T extends z.ZodType>(payload: T) =>
  z.strictObject({ payload, kid: z.string().regex(/^[a-z0-9-]{4,64}$/), signature: Base64UrlSchema.length(86) })
export const SignedErasureSchema = controllerSignedSchema(ErasureSchema)
export type SignedErasure = z.infer<typeof SignedErasureSchema>

/** Why words are not there any more, for whoever reads what is left. */
export const ErasedSchema = z.strictObject({ on: z.iso.date(), because: z.enum(['retention', 'erasure']) })
export type Erased = z.infer<typeof ErasedSchema>
