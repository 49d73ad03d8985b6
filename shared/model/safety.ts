import { z } from 'zod'
import { codesOf, MORATORIUM_KINDS, SAFE_CONTACT } from './codes'
import { HouseholdIdSchema, InstantSchema, OfficerIdSchema, UuidSchema } from './ids'
import { operationParts } from './operation-parts'

/** What keeps staff safe: instructions for whoever goes there, never an allegation against anybody. */
export const RISK_TO_STAFF = {
  'no-lone-visits': 'No visits alone', 'office-only': 'Meet at the office only', 'supervisor-first': 'Ask a supervisor before any visit', 'dog-at-property': 'Dog at the property',
} as const

/** The fields that harm somebody when they are lost. Officers add to what sources say; the more cautious value stands until two different ones are settled. */
export const SAFETY_FIELDS = {
  safeContact: { words: 'Safe contact', codes: SAFE_CONTACT }, riskToStaff: { words: 'Risk to staff', codes: RISK_TO_STAFF }, moratorium: { words: 'Moratorium (recovery paused)', codes: MORATORIUM_KINDS },
} as const
export type SafetyField = keyof typeof SAFETY_FIELDS

const VOCABULARY = { ...SAFE_CONTACT, ...RISK_TO_STAFF, ...MORATORIUM_KINDS }
const FieldSchema = z.enum(codesOf(SAFETY_FIELDS))
export const SafetyCodesSchema = z.array(z.enum(codesOf(VOCABULARY))).max(20)
export type SafetyCode = z.infer<typeof SafetyCodesSchema>[number]

export const safetyWords = (codes: readonly SafetyCode[]): string => (codes.length === 0 ? 'None' : codes.map((code) => VOCABULARY[code]).join('. '))
export const isOfField = (field: SafetyField, codes: readonly SafetyCode[]): boolean => codes.every((code) => Object.hasOwn(SAFETY_FIELDS[field].codes, code))

/** Those of the masked record's own safe-contact warnings. */
export const safeContactIn = (codes: readonly SafetyCode[]): (keyof typeof SAFE_CONTACT)[] => codes.filter((code) => Object.hasOwn(SAFE_CONTACT, code)) as (keyof typeof SAFE_CONTACT)[]

/** What one of two wanted, who they were and when they did it. */
const SideSchema = z.strictObject({ codes: SafetyCodesSchema, by: OfficerIdSchema.nullable(), at: InstantSchema.nullable() })
export type SafetySide = z.infer<typeof SideSchema>

/** Two that were made without knowing of each other. `conflictId`: the operation that came second. */
export const SafetyConflictSchema = z.strictObject({ conflictId: UuidSchema, base: SafetyCodesSchema, mine: SideSchema, theirs: SideSchema })
export type SafetyConflict = z.infer<typeof SafetyConflictSchema>

/** What officers recorded of one field: what stands, by whom and since when, and what is not settled. */
export const SafetyStateSchema = SideSchema.extend({ conflicts: z.array(SafetyConflictSchema) })
export type SafetyState = z.infer<typeof SafetyStateSchema>

const NOTHING: SafetyState = { codes: [], by: null, at: null, conflicts: [] }

/** `moratorium`: what somebody told an officer, beside what creditors say of it; what was kept before officers could report one has none. */
export const HouseholdSafetySchema = z.strictObject({ safeContact: SafetyStateSchema, riskToStaff: SafetyStateSchema, moratorium: SafetyStateSchema.default(NOTHING) })
export type HouseholdSafety = z.infer<typeof HouseholdSafetySchema>

export const NO_SAFETY: HouseholdSafety = { safeContact: NOTHING, riskToStaff: NOTHING, moratorium: NOTHING }
export const hasSafetyConflicts = (safety: HouseholdSafety): boolean => Object.values(safety).some(({ conflicts }) => conflicts.length > 0)

/**
 * Sets one safety field, or settles a conflict about it. `base`: what the officer saw recorded when they decided, so that what somebody else
 * recorded meanwhile is merged and not overwritten. Codes only.
 */
export const SafetyOperationSchema = z.strictObject({
  ...operationParts, kind: z.literal('safety'), householdId: HouseholdIdSchema, baseVersion: z.int().min(1),
  field: FieldSchema, base: SafetyCodesSchema, value: SafetyCodesSchema, settles: UuidSchema.nullable(),
}).refine(({ field, base, value }) => isOfField(field, base) && isOfField(field, value), { error: 'codes of another field' })
export type SafetyOperation = z.infer<typeof SafetyOperationSchema>
