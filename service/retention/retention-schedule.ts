import { z } from 'zod'
import scheduleJson from './retention-schedule.json' with { type: 'json' }

/**
 * Who carries a rule out: the hub by `npm run retention`; the erasure of a household, which takes it along; the source, whose record is shared and not stored
 * here; or the controller, for what is in no database of ours.
 */
const RetentionRuleSchema = z.strictObject({
  code: z.string().regex(/^[a-z-]{3,40}$/), what: z.string().min(1).max(200), trigger: z.string().min(1).max(120), months: z.int().min(1).max(1_200).nullable(), source: z.string().min(1).max(300),
  carriedOutBy: z.enum(['hub', 'household', 'source', 'controller']),
})
export type RetentionRule = z.infer<typeof RetentionRuleSchema>

const RetentionScheduleSchema = z.strictObject({
  v: z.literal(1), type: z.literal('retention-schedule'), version: z.int().min(1), source: z.string().min(1).max(300), rules: z.array(RetentionRuleSchema).min(1),
}).refine(({ rules }) => new Set(rules.map(({ code }) => code)).size === rules.length, 'a code stands twice')
  .refine(({ rules }) => rules.every(({ carriedOutBy, months }) => carriedOutBy !== 'hub' || months !== null), 'what the hub carries out has a period')
export type RetentionSchedule = z.infer<typeof RetentionScheduleSchema>

/** The schedule that this build carries out. */
export const shippedSchedule = (): RetentionSchedule => RetentionScheduleSchema.parse(scheduleJson)

/** So many calendar months before an instant; the last day of a shorter month. */
export function monthsBefore(at: Date, months: number): Date {
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), at.getUTCMilliseconds()))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(first.setUTCDate(Math.min(at.getUTCDate(), lastDay)))
}
