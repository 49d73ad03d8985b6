import { z } from 'zod'
import { codesOf } from './codes'
import { CompactJweSchema, DateSchema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, typedTextSchema, UuidSchema } from './ids'
import { signedSchema } from './signed'

/** How an officer knows somebody: all that anybody but the vault is told. */
export const CIRCLE_KINDS = {
  'own-household': 'My own household', family: 'Family', friend: 'A friend', neighbour: 'A neighbour', colleague: 'A colleague', other: 'Somebody else I know',
} as const
export const CircleKindSchema = z.enum(codesOf(CIRCLE_KINDS))
export type CircleKind = z.infer<typeof CircleKindSchema>

/** Whom an officer knows, in their own words: sealed on the laptop, opened by the vault alone, never given back. */
export const CircleWordsSchema = z.strictObject({
  name: typedTextSchema(2, 120).nullable(),
  dateOfBirth: DateSchema.nullable(),
  /** First line of the address. */
  addressLine: typedTextSchema(1, 120).nullable(),
  postcode: typedTextSchema(5, 9).nullable(),
})
export type CircleWords = z.infer<typeof CircleWordsSchema>

/** A name with a date of birth or a postcode, or an address: with less the vault could match nobody, or too many. */
export const hasEnoughCircleWords = ({ name, dateOfBirth, addressLine, postcode }: CircleWords): boolean =>
  (name !== null && (dateOfBirth !== null || postcode !== null)) || (addressLine !== null && postcode !== null)

/** Signed by the laptop of the officer whom it is about: nobody declares for another. */
export const CircleDeclarationSchema = z.strictObject({
  v: z.literal(1), type: z.literal('circle-declaration'), declarationId: UuidSchema, deviceId: UuidSchema, at: InstantSchema, kind: CircleKindSchema,
  /** CircleWords, to the vault-seal key. */
  sealed: CompactJweSchema,
})
export type CircleDeclaration = z.infer<typeof CircleDeclarationSchema>
export const SignedCircleDeclarationSchema = signedSchema(CircleDeclarationSchema)

/** standing · withdrawal-asked: stands until somebody else agrees · withdrawal-declined: stands · withdrawn */
export const CIRCLE_STATES = { standing: 'Stands', 'withdrawal-asked': 'Withdrawal waits for somebody else', 'withdrawal-declined': 'Withdrawal declined, stands', withdrawn: 'Withdrawn' } as const
export const CircleStateSchema = z.enum(codesOf(CIRCLE_STATES))
export type CircleState = z.infer<typeof CircleStateSchema>

/** That there is a declaration; never about whom. */
export const DeclaredSchema = z.strictObject({ declarationId: UuidSchema, kind: CircleKindSchema, declaredAt: InstantSchema, state: CircleStateSchema, changedAt: InstantSchema.nullable() })
export type Declared = z.infer<typeof DeclaredSchema>

/** A household that is not for this officer, by pseudonyms only. */
export const ExclusionSchema = z.strictObject({ officerId: OfficerIdSchema, householdId: HouseholdIdSchema })
export type Exclusion = z.infer<typeof ExclusionSchema>

/** Somebody of their own circle was tried at the vault. */
export const CircleAttemptSchema = ExclusionSchema.extend({ attemptId: UuidSchema, at: InstantSchema })
export type CircleAttempt = z.infer<typeof CircleAttemptSchema>
