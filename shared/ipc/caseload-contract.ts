import { z } from 'zod'
import { ReferralItemSchema } from '../api/caseload-api'
import { TeamPlaceSchema } from '../model/caseload'
import { codesOf, DECLINE_REASONS, DISTRICTS, HAND_OVER_NOTES, REFERRAL_REASONS, TEAMS } from '../model/codes'
import { NextActionSchema } from '../model/household'
import { HouseholdIdSchema, OfficerIdSchema, UuidSchema } from '../model/ids'
import { OfficerSchema } from '../model/officer'
import { defineEntry } from './define-contract'

const note = z.enum(codesOf(HAND_OVER_NOTES)).nullable()

/** What an officer does to a caseload; each becomes one signed operation. */
export const CaseloadActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('claim') }),
  z.strictObject({ kind: z.literal('hand-over'), toOfficer: OfficerIdSchema, note }),
  z.strictObject({ kind: z.literal('release') }),
  z.strictObject({ kind: z.literal('allocate'), toOfficer: OfficerIdSchema, note }),
  /** `baseAction`: what stood there when the officer began. */
  z.strictObject({ kind: z.literal('next-action'), nextAction: NextActionSchema.nullable(), baseAction: NextActionSchema.nullable() }),
  z.strictObject({ kind: z.literal('refer'), toTeam: z.enum(codesOf(TEAMS)), toDistrict: z.enum(codesOf(DISTRICTS)), reason: z.enum(codesOf(REFERRAL_REASONS)) }),
  z.strictObject({ kind: z.literal('accept-referral'), referralId: UuidSchema }),
  z.strictObject({ kind: z.literal('decline-referral'), referralId: UuidSchema, reason: z.enum(codesOf(DECLINE_REASONS)) }),
  z.strictObject({ kind: z.literal('withdraw-referral'), referralId: UuidSchema }),
])
export type CaseloadAct = z.infer<typeof CaseloadActSchema>

export const caseloadContract = {
  /** Households in each view of the worklist, with what waits on this laptop laid over; `referrals`: waiting for the own team's answer. */
  countViews: defineEntry({ channel: 'caseload:count-views', request: z.strictObject({}), errors: [],
    response: z.strictObject({ mine: z.int(), team: z.int(), 'due-today': z.int(), 'at-risk': z.int(), all: z.int(), referrals: z.int() }) }),
  /** As last heard from the hub; also offline. */
  listColleagues: defineEntry({ channel: 'caseload:list-colleagues', request: z.strictObject({}), response: z.strictObject({ colleagues: z.array(OfficerSchema), teams: z.array(TeamPlaceSchema) }), errors: [] }),
  listReferrals: defineEntry({ channel: 'caseload:list-referrals', request: z.strictObject({}), response: z.strictObject({ referrals: z.array(ReferralItemSchema.extend({ isWaiting: z.boolean() })) }), errors: [] }),
  /** Durable in `kept.db` (and the recovery spool) before it answers; sent when there is a connection. */
  act: defineEntry({ channel: 'caseload:act', request: z.strictObject({ householdId: HouseholdIdSchema, act: CaseloadActSchema }), response: z.strictObject({ operationId: UuidSchema }),
    errors: ['STORE_DISK_FULL', 'NOT_FOUND', 'CASELOAD_TAKEN', 'CASELOAD_CHANGED', 'CASELOAD_RECEIVER_INVALID', 'CASELOAD_REFERRAL_PENDING', 'CASELOAD_REFERRAL_CLOSED'] }),
  /** The way out of a refused act: it is put away and what the service says stands. Words and contacts can never be put away. */
  putAway: defineEntry({ channel: 'caseload:put-away', request: z.strictObject({ id: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND'] }),
} as const
