import { readFileSync } from 'node:fs'
import { z } from 'zod'

const ListLimitsSchema = z.strictObject({ workForHours: z.int().min(1).max(72), opensEach: z.int().min(1).max(5) })

/** How long an approved contact list may be worked through, and how often each of its households may be opened: policy data, not code. */
export type ListLimits = Readonly<z.infer<typeof ListLimitsSchema>>

export const shippedListLimits = (): ListLimits => ListLimitsSchema.parse(JSON.parse(readFileSync(new URL('./lists.json', import.meta.url), 'utf8')))
