import { z } from 'zod'
import { AccessStateSchema } from './access-contract'
import { HouseholdIdSchema } from '../model/ids'
import { RequestCountsSchema } from './request-contract'
import { SyncStatusSchema } from './sync-contract'

/** What main tells the window. Named in the past tense; data only, never Electron's event object. */
export const events = {
  'access:state-changed': AccessStateSchema,
  /** 30 s before an idle lock; null when the warning is over because somebody moved. */
  'access:lock-announced': z.strictObject({ inSeconds: z.int().min(0).nullable() }),
  /** The window is about to be taken away: put what is being typed away, and say so with `access.draftsSaved`. */
  'access:locking': z.strictObject({}),
  /** This laptop was revoked, and has erased itself: main takes the window and the store process away. */
  'access:wiped': z.strictObject({}),
  'sync:status-changed': SyncStatusSchema,
  /** Committed to the cache: these households changed (null: many, refresh everything). */
  'household:changed': z.strictObject({ householdIds: z.array(HouseholdIdSchema).max(500).nullable() }),
  /** Something was decided, or something waits for a decision. */
  'request:changed': RequestCountsSchema,
  /** The window lost focus or gained it, as the operating system says. */
  'window:focus-changed': z.strictObject({ isFocused: z.boolean() }),
} as const
export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.output<(typeof events)[Name]>
