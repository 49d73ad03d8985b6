import { z } from 'zod'
import { ClosedReviewSchema, EmergencyStandingSchema, OwnReviewSchema, QueuedReviewSchema, reviewApi, WaitingByAgeSchema, WaitingReviewSchema } from '../api/review-api'
import { UuidSchema } from '../model/ids'
import { ReviewOutcomeCodeSchema, ReviewStepSchema } from '../model/review'
import { defineEntry } from './define-contract'
import { PROOF } from './ledger-refusals'

const nothing = z.strictObject({})
const count = z.int().min(0)
const errors = ['OVERSIGHT_OFFLINE', 'ACCESS_ROLE_FORBIDDEN', 'HUB_RUBBISH', 'ACCESS_SIGNED_OUT'] as const

/** A review as the reviewer reads it. This laptop has checked that every word of it is what the officer signed. */
export const ToReviewSchema = QueuedReviewSchema.omit({ signed: true, openings: true }).extend({ purposeTitle: z.string().max(80).nullable() })
export type ToReview = z.infer<typeof ToReviewSchema>

export const ReviewQueueSchema = z.strictObject({
  tasks: z.array(ToReviewSchema), concerns: z.array(ToReviewSchema), waiting: z.array(WaitingReviewSchema), waitingInAll: count, byAge: WaitingByAgeSchema,
  closedToday: count, perDay: count, closed: z.array(ClosedReviewSchema),
})
export type ReviewQueue = z.infer<typeof ReviewQueueSchema>

/** Reviews of reveals by somebody else. Online only: nothing of an answer is kept on this laptop. */
export const reviewContract = {
  /** Reviews of my own reveals, and what is left of emergency access. */
  listMine: defineEntry({ channel: 'review:list-mine', request: nothing, errors,
    response: z.strictObject({ reviews: z.array(OwnReviewSchema), emergency: EmergencyStandingSchema }) }),
  listQueue: defineEntry({ channel: 'review:list-queue', request: nothing, errors, response: ReviewQueueSchema }),
  /** Signed by this laptop, entered in the ledger. */
  record: defineEntry({ channel: 'review:record',
    request: z.strictObject({ requestId: UuidSchema, step: ReviewStepSchema, outcome: ReviewOutcomeCodeSchema, words: z.string().max(500) }), response: nothing,
    errors: [...errors, 'REVIEW_FORBIDDEN', 'REVIEW_NOT_WAITING', 'REVIEW_CAP_REACHED', 'REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER',
      ...PROOF, 'NOT_FOUND'] }),
  listAlerts: defineEntry({ channel: 'review:list-alerts', request: nothing, errors, response: reviewApi.listAlerts.response }),
  closeAlert: defineEntry({ channel: 'review:close-alert', request: reviewApi.closeAlert.request, response: nothing, errors: [...errors, 'REVIEW_FORBIDDEN', 'REVIEW_NOT_WAITING', 'NOT_FOUND'] }),
} as const
