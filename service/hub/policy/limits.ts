import { readFileSync } from 'node:fs'
import { z } from 'zod'

const LimitsSchema = z.strictObject({ lookupsPerHour: z.int().min(1), missedOpensPerHour: z.int().min(1), deviceEventsPerHour: z.int().min(1) })

/** How much one officer may ask for, reveals apart (their budget is signed with the purposes), and one device may report, in an hour: policy data, not code. */
export type Limits = Readonly<z.infer<typeof LimitsSchema>>

export const shippedLimits = (): Limits => LimitsSchema.parse(JSON.parse(readFileSync(new URL('./limits.json', import.meta.url), 'utf8')))
