import { z } from 'zod'
import { codesOf, DISTRICTS, TEAMS } from './codes'
import { HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, typedTextSchema, UuidSchema, CompactJweSchema } from './ids'
import { operationParts } from './operation-parts'

/** What an officer may be told at a door or on the telephone. */
export const DETAIL_KINDS = {
  mobile: 'Mobile number', landline: 'Landline number', email: 'E-mail address', address: 'Address', name: 'Name of somebody new', other: 'Another way to reach them',
} as const
export type DetailKind = keyof typeof DETAIL_KINDS

/** Whether it may be used without harm. */
export const DETAIL_SAFETY = { safe: 'Safe to use', unsafe: 'Not safe to use', unknown: 'Not known whether it is safe' } as const
export type DetailSafety = keyof typeof DETAIL_SAFETY

/** Where it came from. */
export const DETAIL_ORIGINS = { resident: 'The resident', family: 'Family or a friend', service: 'Another service' } as const
export type DetailOrigin = keyof typeof DETAIL_ORIGINS

/** The field group that a reported detail opens with: an address only with addresses. */
export const groupOfDetail = (kind: DetailKind): 'address' | 'contact' => (kind === 'address' ? 'address' : 'contact')

/** Inside the seal: the value, and everything said about it. */
export const DetailSchema = z.strictObject({
  kind: z.enum(codesOf(DETAIL_KINDS)), value: typedTextSchema(1, 300), safety: z.enum(codesOf(DETAIL_SAFETY)), origin: z.enum(codesOf(DETAIL_ORIGINS)),
})
export type Detail = z.infer<typeof DetailSchema>

/** That details were given, for the hub: what kind and whose, never what they are. `operationId` is the detail's id at the vault too. */
export const NewDetailsOperationSchema = z.strictObject({
  ...operationParts, kind: z.literal('new-details'), householdId: HouseholdIdSchema, baseVersion: z.int().min(1), personId: PersonIdSchema, detail: z.enum(codesOf(DETAIL_KINDS)),
})
export type NewDetailsOperation = z.infer<typeof NewDetailsOperationSchema>

/** The details themselves: sealed on the laptop to the vault-seal key (JWE of DetailSchema), for the vault only. */
export const SealedDetailsOperationSchema = z.strictObject({
  ...operationParts, kind: z.literal('sealed-details'), detailId: UuidSchema, householdId: HouseholdIdSchema, personId: PersonIdSchema, sealed: CompactJweSchema,
})

/** That a reported detail is wrong: it stays, and says so. `reportedBy` and `detailId` together name it. */
export const DetailsWrongOperationSchema = z.strictObject({
  ...operationParts, kind: z.literal('details-wrong'), detailId: UuidSchema, reportedBy: OfficerIdSchema, householdId: HouseholdIdSchema, personId: PersonIdSchema,
})

/** In the masked record: that details were given, by which team, and never what they are. */
export const GivenDetailSchema = z.strictObject({
  detailId: UuidSchema, at: InstantSchema, by: OfficerIdSchema, team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)), personId: PersonIdSchema, kind: z.enum(codesOf(DETAIL_KINDS)),
})
export type GivenDetail = z.infer<typeof GivenDetailSchema>

/** Under a reveal: what an officer reported, beside what sources say and never instead of it. */
export const ReportedDetailSchema = z.strictObject({
  ...DetailSchema.shape, detailId: UuidSchema, at: InstantSchema, by: OfficerIdSchema, wrong: z.strictObject({ at: InstantSchema, by: OfficerIdSchema }).nullable(),
})
export type ReportedDetail = z.infer<typeof ReportedDetailSchema>
