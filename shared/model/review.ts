import { z } from 'zod'
import { codesOf } from './codes'
import { HexSha256Schema, InstantSchema, UuidSchema } from './ids'
import { signedSchema } from './signed'

/** Why a reveal is reviewed by somebody else. */
export const REVIEW_CAUSES = {
  emergency: 'Emergency access', 'no-relationship': 'No recorded relationship', 'claimed-relationship': 'Relationship stated by the officer only', sample: 'Part of the sample',
} as const
export const ReviewCauseSchema = z.enum(codesOf(REVIEW_CAUSES))
export type ReviewCause = z.infer<typeof ReviewCauseSchema>

/** What makes one more urgent to look at than another, in the words that the reviewer reads. How much each counts is policy data. */
export const REVIEW_FACTORS = {
  emergency: 'Opened by emergency access', protected: 'A protected record', 'no-relationship': 'No recorded relationship', 'claimed-relationship': 'The relationship is not in our records',
  'out-of-hours': 'Outside working hours', 'many-that-day': 'Many reveals by this officer that day', 'repeated-reason': 'The same words used again and again',
} as const
export const ReviewFactorSchema = z.enum(codesOf(REVIEW_FACTORS))
export type ReviewFactor = z.infer<typeof ReviewFactorSchema>

export const REVIEW_OUTCOMES = { justified: 'Justified', learning: 'Learning', concern: 'Concern raised' } as const
export const ReviewOutcomeCodeSchema = z.enum(codesOf(REVIEW_OUTCOMES))
export type ReviewOutcomeCode = z.infer<typeof ReviewOutcomeCodeSchema>

/** First somebody else reviews; a concern is then followed up by the information governance lead. */
export const REVIEW_STEPS = { review: 'Review', 'follow-up': 'Follow-up of a concern' } as const
export const ReviewStepSchema = z.enum(codesOf(REVIEW_STEPS))
export type ReviewStep = z.infer<typeof ReviewStepSchema>

/** A reviewer's outcome as their device signs it: signed and canonicalised, it is a ledger leaf of its own kind. */
export const ReviewOutcomeSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('review-outcome'),
  outcomeId: UuidSchema,
  epoch: z.string().regex(/^[0-9a-z]{8,32}$/),
  deviceId: UuidSchema,
  /** commit('officer', officerId of whoever reviews, salt) */
  officer: HexSha256Schema,
  /** The reveal that is reviewed. */
  requestId: UuidSchema,
  /** Leaf hash of that signed request: the outcome is about exactly that one. */
  requestLeaf: HexSha256Schema,
  step: ReviewStepSchema,
  outcome: ReviewOutcomeCodeSchema,
  /** commit('reason', the reviewer's words, salt): an outcome without words tells nobody anything. */
  words: HexSha256Schema,
  knownSize: z.int().min(0),
  statedAt: InstantSchema,
})
export type ReviewOutcome = z.infer<typeof ReviewOutcomeSchema>
export const SignedReviewOutcomeSchema = signedSchema(ReviewOutcomeSchema)
export type SignedReviewOutcome = z.infer<typeof SignedReviewOutcomeSchema>

/** An outcome as whoever may know of it reads it; null words: not for their eyes, or erased. */
export const GivenOutcomeSchema = z.strictObject({
  outcome: ReviewOutcomeCodeSchema, by: z.string().max(80), at: InstantSchema, words: z.string().max(500).nullable(),
})
export type GivenOutcome = z.infer<typeof GivenOutcomeSchema>
