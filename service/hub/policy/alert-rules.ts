import { readFileSync } from 'node:fs'
import { z } from 'zod'

const AlertRulesSchema = z.strictObject({
  /** So many times the officer's own average of the days on which they revealed anything; not before there are enough such days, and never below `atLeast`. */
  volume: z.strictObject({ times: z.number().min(1), atLeast: z.int().min(1), overDays: z.int().min(7), afterDays: z.int().min(1) }),
  /** Many on one day, or a few day after day. */
  noRelationship: z.strictObject({ perDay: z.int().min(1), inSpan: z.int().min(1), withinDays: z.int().min(2) }),
  outOfHoursPerDay: z.int().min(1),
  sameHousehold: z.strictObject({ times: z.int().min(2), withinDays: z.int().min(1) }),
})
/** When a manager is told: policy data, not code. */
export type AlertRules = Readonly<z.infer<typeof AlertRulesSchema>>

export const shippedAlertRules = (): AlertRules => AlertRulesSchema.parse(JSON.parse(readFileSync(new URL('./alerts.json', import.meta.url), 'utf8')))
