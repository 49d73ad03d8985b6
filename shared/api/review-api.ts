import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { AlertFiguresSchema, AlertKindSchema, AlertOutcomeSchema } from '../model/alert'
import { codesOf, DISTRICTS, TEAMS } from '../model/codes'
import { InstantSchema, UuidSchema } from '../model/ids'
import { LookSchema } from '../model/oversight'
import { ReferenceSchema } from '../model/reference'
import { OfficerOpeningSchema, ReasonOpeningSchema, SignedRevealRequestSchema } from '../model/reveal'
import { GivenOutcomeSchema, ReviewCauseSchema, ReviewFactorSchema, ReviewOutcomeCodeSchema, ReviewStepSchema, SignedReviewOutcomeSchema } from '../model/review'
import { defineEndpoint } from './define-endpoint'

const device = [
  'ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID',
] as const
const nothing = z.strictObject({})
const count = z.int().min(0)

/** How often emergency access was used of late, and how often it may be. */
export const EmergencyStandingSchema = z.strictObject({ used: count, quota: count, withinHours: z.int().min(1) })
export type EmergencyStanding = z.infer<typeof EmergencyStandingSchema>

/** Where the review of one of the officer's own reveals stands. The words of a concern are not for whoever it is about. */
export const OwnReviewSchema = z.strictObject({ requestId: UuidSchema, isEmergency: z.boolean(), outcome: GivenOutcomeSchema.nullable() })
export type OwnReview = z.infer<typeof OwnReviewSchema>

/** A reveal that waits for review: the signed request whole, so that what is shown can be held against what was signed. */
export const QueuedReviewSchema = z.strictObject({
  requestId: UuidSchema, step: ReviewStepSchema, since: InstantSchema, causes: z.array(ReviewCauseSchema).min(1), factors: z.array(ReviewFactorSchema), score: count,
  look: LookSchema, signed: SignedRevealRequestSchema, openings: z.strictObject({ officer: OfficerOpeningSchema, reason: ReasonOpeningSchema.nullable() }),
  /** Of a follow-up: the concern as it was raised. */
  raised: GivenOutcomeSchema.nullable(),
})
export type QueuedReview = z.infer<typeof QueuedReviewSchema>

/** Over the cap for today: it waits. */
export const WaitingReviewSchema = z.strictObject({ requestId: UuidSchema, since: InstantSchema, causes: z.array(ReviewCauseSchema).min(1), score: count, officer: z.string().max(80) })

export const ClosedReviewSchema = z.strictObject({
  requestId: UuidSchema, reference: ReferenceSchema.nullable(), officer: z.string().max(80), step: ReviewStepSchema, own: GivenOutcomeSchema,
})
export type ClosedReview = z.infer<typeof ClosedReviewSchema>

/** How long reviews have waited, in the steps that the screen shows. */
export const WaitingByAgeSchema = z.strictObject({ underOneDay: count, underTwoDays: count, underSevenDays: count, older: count, emergencies: count })
export type WaitingByAge = z.infer<typeof WaitingByAgeSchema>

/** Something unusual that a manager looks at, with the figures that made it. */
export const AlertSchema = z.strictObject({
  alertId: UuidSchema, kind: AlertKindSchema, figures: AlertFiguresSchema, raisedAt: InstantSchema, officer: z.string().max(80), team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)),
  reference: ReferenceSchema.nullable(), outcome: z.strictObject({ outcome: AlertOutcomeSchema, by: z.string().max(80), at: InstantSchema }).nullable(),
})
export type Alert = z.infer<typeof AlertSchema>

/** Review of reveals by somebody else than whoever revealed. A task is made by the reveal itself, never by a call of its own. */
export const reviewApi = {
  /** The officer's own: reviews of their reveals, newest first, and what is left of emergency access. */
  ownReviews: defineEndpoint({ method: 'POST', path: '/reviews/mine', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ reviews: z.array(OwnReviewSchema).max(500), emergency: EmergencyStandingSchema, hubTime: InstantSchema }) }),
  /** What this reviewer should look at today, riskiest first and no more than the cap; what is over it waits, with its age. */
  reviewQueue: defineEndpoint({ method: 'POST', path: '/reviews/queue', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({
      tasks: z.array(QueuedReviewSchema).max(100), concerns: z.array(QueuedReviewSchema).max(100), waiting: z.array(WaitingReviewSchema).max(100), waitingInAll: count,
      byAge: WaitingByAgeSchema, closedToday: count, perDay: z.int().min(1), closed: z.array(ClosedReviewSchema).max(100), hubTime: InstantSchema,
    }) }),
  /** A signed outcome: in the ledger before it takes effect. Idempotent by outcomeId. */
  recordOutcome: defineEndpoint({ method: 'POST', path: '/reviews/outcome', caller: 'device',
    errors: [...device, 'REVIEW_FORBIDDEN', 'REVIEW_NOT_WAITING', 'REVIEW_CAP_REACHED', 'REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER',
      'REVEAL_CLOCK', 'REVEAL_LEDGER_UNAVAILABLE', 'SYNC_EPOCH_CHANGED', 'NOT_FOUND'],
    request: z.strictObject({ signed: SignedReviewOutcomeSchema, officer: OfficerOpeningSchema, words: ReasonOpeningSchema }),
    response: z.strictObject({ outcome: ReviewOutcomeCodeSchema, receipt: ReceiptSchema }) }),
  /** Open ones first; those closed in the last month stay to be seen. */
  listAlerts: defineEndpoint({ method: 'POST', path: '/alerts/list', caller: 'device', errors: device, request: nothing, response: z.strictObject({ alerts: z.array(AlertSchema).max(200) }) }),
  /** What the manager found. Nothing is switched off by it. */
  closeAlert: defineEndpoint({ method: 'POST', path: '/alerts/close', caller: 'device', errors: [...device, 'REVIEW_FORBIDDEN', 'REVIEW_NOT_WAITING', 'NOT_FOUND'],
    request: z.strictObject({ alertId: UuidSchema, outcome: AlertOutcomeSchema }), response: nothing }),
} as const
