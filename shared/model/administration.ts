import { z } from 'zod'
import { codesOf, DISTRICTS, ROLES, TEAMS } from './codes'
import { InstantSchema, OfficerIdSchema } from './ids'

/** What somebody may do, and where: what an administrator decides about a person. */
export const PostSchema = z.strictObject({ role: z.enum(codesOf(ROLES)), team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)) })
export type Post = z.infer<typeof PostSchema>

export const ADMINISTRATION_ACTS = {
  changed: 'Changed role, team or district', added: 'Added an officer', revoked: 'Revoked a laptop', linked: 'Noted whose account it is',
} as const

const PersonNameSchema = z.strictObject({ officerId: OfficerIdSchema, name: z.string().max(80) })

/** One thing that an administrator did, as it was kept when it was done. `before` and `after`: of a person's post; `laptop`: its name and the end of its number. */
export const AdministrationActSchema = z.strictObject({
  key: z.string().max(60), at: InstantSchema, act: z.enum(codesOf(ADMINISTRATION_ACTS)), by: PersonNameSchema, about: PersonNameSchema,
  before: PostSchema.nullable(), after: PostSchema.nullable(), laptop: z.strictObject({ name: z.string().max(60), ends: z.string().max(12) }).nullable(),
})
export type AdministrationAct = z.infer<typeof AdministrationActSchema>
