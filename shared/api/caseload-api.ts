import { z } from 'zod'
import { ReferralSchema, TeamPlaceSchema } from '../model/caseload'
import { HouseholdIdSchema } from '../model/ids'
import { OfficerSchema } from '../model/officer'
import { ReferenceSchema } from '../model/reference'
import { defineEndpoint } from './define-endpoint'

/** A referral as both sides see it, also when the household is no longer among theirs: codes, the reference, the colleagues' names. */
export const ReferralItemSchema = z.strictObject({
  ...ReferralSchema.shape, householdId: HouseholdIdSchema, reference: ReferenceSchema, byName: z.string().max(80), decidedByName: z.string().max(80).nullable(),
})
export type ReferralItem = z.infer<typeof ReferralItemSchema>

/** The calls of the caseload beside the feed; acts travel as operations. */
export const caseloadApi = {
  /** Colleagues of the own district who do casework, the teams that a household can be referred to, and the own team's referrals: pending ones, and those decided within 30 days. */
  caseloadLists: defineEndpoint({ method: 'POST', path: '/caseload/lists', caller: 'device', request: z.strictObject({}),
    response: z.strictObject({ colleagues: z.array(OfficerSchema).max(2_000), teams: z.array(TeamPlaceSchema).max(200), referrals: z.array(ReferralItemSchema).max(1_000) }),
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'] }),
} as const
