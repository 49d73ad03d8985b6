import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LONGEST_AHEAD_HOURS } from '../../../shared/model/visit-pack'

const LeaseRulesSchema = z.strictObject({
  /** So long a laptop shows sealed details without the hub. */
  hours: z.int().min(1).max(LONGEST_AHEAD_HOURS),
  /** So long after that it keeps its cache. */
  cacheDays: z.int().min(1).max(60),
})
/** How long a laptop may do without the hub: policy data, not code. */
export type LeaseRules = Readonly<z.infer<typeof LeaseRulesSchema>>

export const shippedLeaseRules = (): LeaseRules => LeaseRulesSchema.parse(JSON.parse(readFileSync(new URL('./lease.json', import.meta.url), 'utf8')))
