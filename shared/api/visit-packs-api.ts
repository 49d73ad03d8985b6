import { z } from 'zod'
import { codesOf } from '../model/codes'
import { HouseholdIdSchema, InstantSchema, UuidSchema } from '../model/ids'
import { FieldGroupSchema } from '../model/reveal'
import { PERMIT_STATES } from '../model/visit-pack'
import { defineEndpoint } from './define-endpoint'

const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'] as const

/** One numbered seal of a visit pack, and what became of it as the ledger can tell. */
export const PermitSchema = z.strictObject({
  requestId: UuidSchema, number: z.int().min(1), householdId: HouseholdIdSchema, revealId: UuidSchema, fieldGroups: z.array(FieldGroupSchema), sealedAt: InstantSchema, openBy: InstantSchema,
  state: z.enum(codesOf(PERMIT_STATES)), displays: z.int().min(0),
})
export type Permit = z.infer<typeof PermitSchema>

/** Visit packs are asked for and decided like contact lists; only the account of their permits is a call of its own. */
export const visitPacksApi = {
  ownPermits: defineEndpoint({ method: 'POST', path: '/visits/permits', caller: 'device', errors: device, request: z.strictObject({}), response: z.strictObject({ permits: z.array(PermitSchema).max(1000) }) }),
} as const
