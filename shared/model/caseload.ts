import { z } from 'zod'
import { codesOf, DECLINE_REASONS, DISTRICTS, HAND_OVER_NOTES, REFERRAL_REASONS, TEAMS } from './codes'
import { InstantSchema, OfficerIdSchema, UuidSchema } from './ids'

/** A team in a district: who works a household together. */
export const TeamPlaceSchema = z.strictObject({ team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)) })
export type TeamPlace = z.infer<typeof TeamPlaceSchema>

/** How a household came to where it is now. */
export const ALLOCATION_ACTS = ['claim', 'hand-over', 'release', 'allocate', 'accept-referral'] as const

/** Who has a household in their caseload (null: nobody), since when and by whose act. `allocationId` is the operation's. */
export const AllocationSchema = z.strictObject({
  allocationId: UuidSchema, officerId: OfficerIdSchema.nullable(), by: OfficerIdSchema, at: InstantSchema,
  act: z.enum(ALLOCATION_ACTS), note: z.enum(codesOf(HAND_OVER_NOTES)).nullable(),
})
export type Allocation = z.infer<typeof AllocationSchema>

/** A household offered to another team. It moves when that team accepts, and not before. `referralId` is the operation's. */
export const ReferralSchema = z.strictObject({
  referralId: UuidSchema, at: InstantSchema, by: OfficerIdSchema, from: TeamPlaceSchema, to: TeamPlaceSchema, reason: z.enum(codesOf(REFERRAL_REASONS)),
  state: z.enum(['pending', 'accepted', 'declined', 'withdrawn']), decidedAt: InstantSchema.nullable(), decidedBy: OfficerIdSchema.nullable(),
  declineReason: z.enum(codesOf(DECLINE_REASONS)).nullable(),
})
export type Referral = z.infer<typeof ReferralSchema>
