import { readFileSync } from 'node:fs'
import { z } from 'zod'

const ApprovalTimesSchema = z.strictObject({ waitsForHours: z.int().min(1).max(72), opensForHours: z.int().min(1).max(72) })

/** How long a request waits for its decisions, and how long after the last one it may be opened: policy data, not code. */
export type ApprovalTimes = Readonly<z.infer<typeof ApprovalTimesSchema>>

export const shippedApprovalTimes = (): ApprovalTimes => ApprovalTimesSchema.parse(JSON.parse(readFileSync(new URL('./approvals.json', import.meta.url), 'utf8')))
