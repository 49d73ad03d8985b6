import { z } from 'zod'
import { HouseholdIdSchema, InstantSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { ReferenceSchema } from '../model/reference'
import { FieldGroupSchema, PurposeCodeSchema } from '../model/reveal'
import { defineEntry } from './define-contract'

const need = { householdId: HouseholdIdSchema, persons: z.array(PersonIdSchema).min(1).max(12), purpose: PurposeCodeSchema, fieldGroups: z.array(FieldGroupSchema).min(1), reason: z.string().max(500) }

/** What an officer would have asked for, had there been signal. It asks for nothing by itself: the officer goes on with it. */
export const QueuedNeedSchema = z.strictObject({ needId: UuidSchema, at: InstantSchema, reference: ReferenceSchema, ...need })
export type QueuedNeed = z.infer<typeof QueuedNeedSchema>

/** Needs that wait for signal, in `kept.db`, one for the same people and purpose. Work without a connection. */
export const queuedNeedContract = {
  keep: defineEntry({ channel: 'queued-need:keep', request: z.strictObject(need), response: z.strictObject({ needId: UuidSchema }), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
  list: defineEntry({ channel: 'queued-need:list', request: z.strictObject({}), response: z.strictObject({ needs: z.array(QueuedNeedSchema) }), errors: [] }),
  remove: defineEntry({ channel: 'queued-need:remove', request: z.strictObject({ needId: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
} as const
