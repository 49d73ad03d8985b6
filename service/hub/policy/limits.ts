import { readFileSync } from 'node:fs'
import { z } from 'zod'

const LimitsSchema = z.strictObject({ lookupsPerHour: z.int().min(1), missedOpensPerHour: z.int().min(1), deviceEventsPerHour: z.int().min(1), refusedPerHour: z.int().min(1), waitingRequests: z.int().min(1) })

/**
 * How much one officer may ask for, reveals apart (their budget is signed with the purposes), and one device may report, in an hour; how much of what they
 * ask for may be refused in an hour, and may wait for a decision: policy data, not code.
 */
export type Limits = Readonly<z.infer<typeof LimitsSchema>>

export const shippedLimits = (): Limits => LimitsSchema.parse(JSON.parse(readFileSync(new URL('./limits.json', import.meta.url), 'utf8')))
