import { z } from 'zod'
import type { FieldGroup } from './codes'
import { InstantSchema } from './ids'

/** More is not read by whoever approves it, and no morning has so many doors. */
export const MOST_VISITS = 12
/** An outing, not a licence. */
export const LONGEST_OUTING_HOURS = 12
/** A pack opens nothing later than so long after it was asked for: no longer than a laptop may be without the hub. */
export const LONGEST_AHEAD_HOURS = 72
/** No approval of a pack lasts longer (the hub's policy and the vault have the same number). An outing that ends later would find everything destroyed, so it is not asked for. */
export const LONGEST_APPROVAL_HOURS = 48
/** The address is for finding the way: it opens so long before the outing begins. */
export const TRAVEL_LEAD_MINUTES = 120
/** A clock further behind the last time that is certain than this opens nothing. */
export const CLOCK_BEHIND_MS = 5 * 60_000

/** The outing that a visit pack is for: part of the signed request. */
export const OutingSchema = z.strictObject({
  from: InstantSchema,
  /** Keys and sealed details are destroyed then, whether or not anything was opened. */
  until: InstantSchema,
  /** From the first opening of a permit, so long it may be shown again. */
  windowMinutes: z.int().min(10).max(120),
})
export type Outing = z.infer<typeof OutingSchema>

export const USUAL_WINDOW_MINUTES = 60

/** The seals of a visit: the address opens earlier, for travel; everything else at the door; emergency permits, where they were approved, in an emergency alone. */
export const PERMIT_PARTS = { travel: 'Address, for travel', door: 'At the door', emergency: 'In an emergency only' } as const
export type PermitPart = keyof typeof PERMIT_PARTS

/** The groups of each permit; none for a part that holds nothing. */
export function permitGroups(part: PermitPart, groups: ReadonlyArray<FieldGroup>): FieldGroup[] {
  return groups.filter((group) => part === 'emergency' || (group === 'address') === (part === 'travel')).toSorted()
}

/** When a permit opens first, ms. */
export const opensFrom = (part: PermitPart, { from }: Pick<Outing, 'from'>): number => Date.parse(from) - (part === 'door' ? 0 : TRAVEL_LEAD_MINUTES * 60_000)

/**
 * What became of a permit as the ledger can tell. `possibly-seen`: its time is over and no laptop has said what happened to it, so that it
 * counts as looked at until it does.
 */
export const PERMIT_STATES = { sealed: 'Sealed, not opened', opened: 'Opened', unopened: 'Destroyed unopened', 'possibly-seen': 'Possibly seen' } as const
export type PermitState = keyof typeof PERMIT_STATES

/** Emergency access without signal: the laptop counts by the hub's own quota (policy/emergency.json), and the hub counts again when it hears of it. */
export const OFFLINE_EMERGENCY = { quota: 3, withinHours: 24 } as const
