import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { codesOf } from '../../../shared/model/codes'
import { REVIEW_FACTORS } from '../../../shared/model/review'

const TimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const ReviewRulesSchema = z.strictObject({
  /** Reviews that one reviewer closes in a day at most: more are not read, they are clicked. */
  perReviewerPerDay: z.int().min(1).max(100),
  /** Share of the reveals with a recorded relationship that are reviewed as well. */
  sampleRate: z.number().min(0).max(1),
  /** A task that nobody of the team has closed after so long shows to the information governance lead too. */
  leadAfterHours: z.int().min(0),
  workingHours: z.strictObject({ from: TimeSchema, to: TimeSchema }),
  manyPerDay: z.int().min(1),
  repeatedReason: z.strictObject({ times: z.int().min(2), withinDays: z.int().min(1) }),
  /** How much each factor counts towards what is looked at first. */
  weights: z.strictObject(Object.fromEntries(codesOf(REVIEW_FACTORS).map((factor) => [factor, z.int().min(0)])) as Record<keyof typeof REVIEW_FACTORS, z.ZodInt>),
})
/** What is reviewed, by how many, and what first: policy data, not code. */
export type ReviewRules = Readonly<z.infer<typeof ReviewRulesSchema>>

const EmergencyRulesSchema = z.strictObject({ quota: z.int().min(0).max(20), withinHours: z.int().min(1).max(168) })
/** How often one officer may open by emergency access. For which purposes is said in review.cedar. */
export type EmergencyRules = Readonly<z.infer<typeof EmergencyRulesSchema>>

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

export const shippedReviewRules = (): ReviewRules => ReviewRulesSchema.parse(read('./review.json'))
export const shippedEmergencyRules = (): EmergencyRules => EmergencyRulesSchema.parse(read('./emergency.json'))
