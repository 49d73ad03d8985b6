import { z } from 'zod'
import { HouseholdIdSchema, OfficerIdSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { DetailSchema } from '../model/new-details'
import { defineEntry } from './define-contract'

/** New contact details: typed here once, sealed, and shown again only by a reveal. Both work without a connection. */
export const newDetailsContract = {
  add: defineEntry({ channel: 'new-details:add', errors: ['STORE_DISK_FULL', 'NOT_FOUND', 'REQUEST_INVALID'],
    request: z.strictObject({ householdId: HouseholdIdSchema, personId: PersonIdSchema, ...DetailSchema.shape }), response: z.strictObject({ detailId: UuidSchema }) }),
  markWrong: defineEntry({ channel: 'new-details:mark-wrong', errors: ['STORE_DISK_FULL', 'NOT_FOUND'],
    request: z.strictObject({ householdId: HouseholdIdSchema, personId: PersonIdSchema, detailId: UuidSchema, reportedBy: OfficerIdSchema }), response: z.strictObject({}) }),
} as const
