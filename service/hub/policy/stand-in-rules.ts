import { readFileSync } from 'node:fs'
import { z } from 'zod'

const TimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const minutes = z.int().min(1).max(1_440)

const StandInRulesSchema = z.strictObject({
  /** Longest deputyship, in calendar days with both ends. The database knows no longer one either. */
  deputyAtMostDays: z.int().min(1).max(28),
  /** Monday to Friday, on the clock of London. */
  workingHours: z.strictObject({ from: TimeSchema, to: TimeSchema }).refine(({ from, to }) => from < to),
  /** A request that nobody has decided after so long goes to whoever is on duty as well. */
  escalateAfterMinutes: z.strictObject({ inHours: minutes, outOfHours: minutes }).refine(({ inHours, outOfHours }) => outOfHours <= inHours),
  /** From when on two people who approve each other's requests are reported: so often each way, and such a part of what one of them approved. */
  pairs: z.strictObject({ eachWayAtLeast: z.int().min(1), shareAtLeast: z.number().min(0).max(1) }),
})

/** Deputies, working hours, escalation and reciprocal pairs: policy data, not code. */
export type StandInRules = Readonly<z.infer<typeof StandInRulesSchema>>

export const shippedStandInRules = (): StandInRules => StandInRulesSchema.parse(JSON.parse(readFileSync(new URL('./stand-ins.json', import.meta.url), 'utf8')))
