import { z } from 'zod'
import { InstantSchema } from '../model/ids'
import { LEASE_STATES } from '../model/lease'
import { defineEntry } from './define-contract'

export const LeaseViewSchema = z.strictObject({ state: z.enum(LEASE_STATES), expiresAt: InstantSchema.nullable(), cacheUntil: InstantSchema.nullable() })
export type LeaseView = z.infer<typeof LeaseViewSchema>

/** How long this laptop may show details without a connection, as it stands by the time that is certain. */
export const leaseContract = {
  get: defineEntry({ channel: 'lease:get', request: z.strictObject({}), response: LeaseViewSchema, errors: [] }),
} as const
