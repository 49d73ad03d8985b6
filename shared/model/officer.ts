import { z } from 'zod'
import { codesOf, DISTRICTS, ROLES, TEAMS } from './codes'
import { OfficerIdSchema } from './ids'

/** An officer as the hub knows them; the identity provider gives only the subject. */
export const OfficerSchema = z.strictObject({
  officerId: OfficerIdSchema, displayName: z.string().max(80), role: z.enum(codesOf(ROLES)),
  team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)),
})
export type Officer = z.infer<typeof OfficerSchema>
