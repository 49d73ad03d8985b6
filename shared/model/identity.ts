import { z } from 'zod'
import { codesOf, FIELD_GROUPS } from './codes'
import { DateSchema, InstantSchema, PersonIdSchema, UuidSchema } from './ids'
import { ReportedDetailSchema } from './new-details'
import { IDENTIFIERS } from './service-codes'

const line = z.string().min(1).max(200)

/** What the vault holds of a person, by field group. A reveal opens whole groups, never single columns. */
export const FieldGroupDetailsSchema = z.strictObject({
  identity: z.strictObject({
    fullName: line, dateOfBirth: DateSchema.nullable(), niNumber: line.nullable(), previousNames: z.array(line),
    /** Numbers by which other systems know the person. */
    numbers: z.array(z.strictObject({ kind: z.enum(codesOf(IDENTIFIERS)), number: line })).optional(),
  }).optional(),
  address: z.strictObject({ lines: z.array(line), postcode: line.nullable(), uprn: line.nullable() }).optional(),
  contact: z.strictObject({ phones: z.array(line), emails: z.array(line) }).optional(),
  health: z.strictObject({ statements: z.array(line) }).optional(),
  money: z.strictObject({ accounts: z.array(z.strictObject({ words: line, number: line })) }).optional(),
  children: z.strictObject({ statements: z.array(line) }).optional(),
  notes: z.strictObject({
    entries: z.array(z.strictObject({ noteId: UuidSchema, at: InstantSchema, by: line, text: z.string().max(4_000) })),
    /** So many more are held, older than these. */
    older: z.int().min(1).optional(),
  }).optional(),
})
export type FieldGroupDetails = z.infer<typeof FieldGroupDetailsSchema>

/** A person under a reveal. Exists in clear in the renderer only (design §3 rule 3); never stored, logged or cached. */
export const IdentifiedPersonSchema = z.strictObject({
  kind: z.literal('identified'), personId: PersonIdSchema, details: FieldGroupDetailsSchema,
  /** What officers reported, of the groups that were opened; the newest first. */
  reported: z.array(ReportedDetailSchema).optional(),
})
export type IdentifiedPerson = z.infer<typeof IdentifiedPersonSchema>

/** The clear content of the vault's answer, sealed to the window key. */
export const RevealedDetailsSchema = z.strictObject({
  grantId: UuidSchema, fieldGroups: z.array(z.enum(codesOf(FIELD_GROUPS))), people: z.array(IdentifiedPersonSchema).min(1),
})
export type RevealedDetails = z.infer<typeof RevealedDetailsSchema>
