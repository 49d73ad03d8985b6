import { z } from 'zod'
import { ERROR_CODES } from '../errors/error-code'
import { CASELOAD_KINDS } from '../model/caseload-operation'
import { codesOf } from '../model/codes'
import { InstantSchema, HouseholdIdSchema, UuidSchema } from '../model/ids'
import { defineEntry } from './define-contract'

export const SyncStatusSchema = z.strictObject({
  phase: z.enum(['idle', 'first-sync', 'pulling', 'pushing']),
  isOnline: z.boolean(),
  /** Online but the sign-in has expired: local work goes on, sending waits. */
  needsSignIn: z.boolean(),
  lastSyncedAt: InstantSchema.nullable(),
  waitingToSend: z.int().min(0),
  needsAttention: z.int().min(0),
  progress: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
  /** Why the last round did not go through; null after a clean one. Rounds run by themselves, so this is where most trouble shows. */
  lastProblem: z.enum(codesOf(ERROR_CODES)).nullable(),
})
export type SyncStatus = z.infer<typeof SyncStatusSchema>

/** One thing that waits on this laptop, in the words of staff. */
export const OutboxItemSchema = z.strictObject({
  id: UuidSchema, kind: z.enum(['contact-outcome', 'note', 'device-event', 'recovered', 'safety', 'new-details', 'sealed-details', 'details-wrong', 'emergency-opening', ...codesOf(CASELOAD_KINDS)]), householdId: HouseholdIdSchema.nullable(), reference: z.string().nullable(),
  at: InstantSchema, state: z.enum(['waiting', 'needs-attention', 'put-away']), code: z.string().nullable(), words: z.string(),
})
export type OutboxItem = z.infer<typeof OutboxItemSchema>

export const syncContract = {
  getStatus: defineEntry({ channel: 'sync:get-status', request: z.strictObject({}), response: SyncStatusSchema, errors: [] }),
  syncNow: defineEntry({ channel: 'sync:now', request: z.strictObject({}), response: SyncStatusSchema, errors: ['HUB_UNREACHABLE', 'HUB_RUBBISH', 'SYNC_PAGE_TRUNCATED', 'ACCESS_SIGNED_OUT', 'STORE_DISK_FULL'] }),
  listOutbox: defineEntry({ channel: 'sync:list-outbox', request: z.strictObject({}), response: z.strictObject({ items: z.array(OutboxItemSchema) }), errors: [] }),
  /** Needs attention: try once more. */
  retryItem: defineEntry({ channel: 'sync:retry-item', request: z.strictObject({ id: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
  /** The way out of what the service will never take: put away by the officer, whole, and brought back whenever they like. */
  putAway: defineEntry({ channel: 'sync:put-away', request: z.strictObject({ id: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
  bringBack: defineEntry({ channel: 'sync:bring-back', request: z.strictObject({ id: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
} as const
