import { z } from 'zod'
import { codesOf, DECLINE_REASONS, DISTRICTS, HAND_OVER_NOTES, REFERRAL_REASONS, TEAMS } from './codes'
import { NextActionSchema } from './household'
import { HouseholdIdSchema, OfficerIdSchema, UuidSchema } from './ids'
import { operationParts } from './operation-parts'

/** `baseVersion`: of the household that the officer was looking at. What an act would replace is named beside it, so that nobody's is lost unseen. */
const about = { ...operationParts, householdId: HouseholdIdSchema, baseVersion: z.int().min(1) }
const note = z.enum(codesOf(HAND_OVER_NOTES)).nullable()

/** Who works a household, what is due and where it is referred: one signed operation for each act, all to the hub. */
export const CaseloadOperationSchema = z.discriminatedUnion('kind', [
  /** Takes a household that nobody has. */
  z.strictObject({ ...about, kind: z.literal('claim') }),
  z.strictObject({ ...about, kind: z.literal('hand-over'), toOfficer: OfficerIdSchema, note }),
  z.strictObject({ ...about, kind: z.literal('release'), baseOfficer: OfficerIdSchema }),
  /** A supervisor's. */
  z.strictObject({ ...about, kind: z.literal('allocate'), toOfficer: OfficerIdSchema, baseOfficer: OfficerIdSchema.nullable(), note }),
  /** Sets, changes or (null) completes. */
  z.strictObject({ ...about, kind: z.literal('next-action'), nextAction: NextActionSchema.nullable(), baseAction: NextActionSchema.nullable() }),
  z.strictObject({ ...about, kind: z.literal('refer'), toTeam: z.enum(codesOf(TEAMS)), toDistrict: z.enum(codesOf(DISTRICTS)), reason: z.enum(codesOf(REFERRAL_REASONS)) }),
  z.strictObject({ ...about, kind: z.literal('accept-referral'), referralId: UuidSchema }),
  z.strictObject({ ...about, kind: z.literal('decline-referral'), referralId: UuidSchema, reason: z.enum(codesOf(DECLINE_REASONS)) }),
  z.strictObject({ ...about, kind: z.literal('withdraw-referral'), referralId: UuidSchema }),
])
export type CaseloadOperation = z.infer<typeof CaseloadOperationSchema>
export type CaseloadKind = CaseloadOperation['kind']

/** What each act is called, for the outbox and the officer. */
export const CASELOAD_KINDS = {
  claim: 'Take into my caseload', 'hand-over': 'Hand over', release: 'Release from a caseload', allocate: 'Allocate', 'next-action': 'Next action',
  refer: 'Refer to another team', 'accept-referral': 'Accept a referral', 'decline-referral': 'Decline a referral', 'withdraw-referral': 'Withdraw a referral',
} as const satisfies Record<CaseloadKind, string>

export const isCaseloadKind = (kind: string): kind is CaseloadKind => Object.hasOwn(CASELOAD_KINDS, kind)
