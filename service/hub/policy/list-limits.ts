import { readFileSync } from 'node:fs'
import { z } from 'zod'

const ListLimitsSchema = z.strictObject({ workForHours: z.int().min(1).max(72), opensEach: z.int().min(1).max(5) })

/** How long an approved contact list may be worked through, and how often each of its households may be opened: policy data, not code. */
export type ListLimits = Readonly<z.infer<typeof ListLimitsSchema>>

const shipped = (file: string): ListLimits => ListLimitsSchema.parse(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')))
export const shippedListLimits = (): ListLimits => shipped('./lists.json')
/** The same for visit packs: from the day before until the outing is over, and each visit's two permits sealed once more if the first were lost. */
export const shippedPackLimits = (): ListLimits => shipped('./packs.json')
