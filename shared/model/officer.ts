import { z } from 'zod'
import { codesOf, DISTRICTS, ROLES, TEAMS } from './codes'
import { OfficerIdSchema, typedTextSchema } from './ids'

/** An officer as the hub knows them; the identity provider gives only the subject. */
export const OfficerSchema = z.strictObject({
  officerId: OfficerIdSchema, displayName: z.string().max(80), role: z.enum(codesOf(ROLES)),
  team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)),
})
export type Officer = z.infer<typeof OfficerSchema>

/** A new one, as an administrator types them. */
export const NewOfficerSchema = OfficerSchema.extend({ displayName: typedTextSchema(2, 80).regex(/^\S[^\n\r\t]*\S$/) })
