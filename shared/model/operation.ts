import { z } from 'zod'
import { codesOf, CONTACT_CHANNELS, CONTACT_OUTCOMES } from './codes'
import { NextActionSchema } from './household'
import { EmergencyOpeningOperationSchema } from './emergency-opening'
import { CaseloadOperationSchema } from './caseload-operation'
import { CompactJweSchema, HouseholdIdSchema, PersonIdSchema, UuidSchema } from './ids'
import { DetailsWrongOperationSchema, NewDetailsOperationSchema, SealedDetailsOperationSchema } from './new-details'
import { operationParts as operation } from './operation-parts'
import { SignedDeviceEventSchema } from './reveal'
import { SafetyOperationSchema } from './safety'
import { signedSchema } from './signed'

/** A coded contact outcome: goes to the hub. */
export const ContactOutcomeOperationSchema = z.strictObject({
  ...operation,
  kind: z.literal('contact-outcome'),
  householdId: HouseholdIdSchema,
  /** Version of the household the officer was looking at. */
  baseVersion: z.int().min(1),
  channel: z.enum(codesOf(CONTACT_CHANNELS)),
  outcome: z.enum(codesOf(CONTACT_OUTCOMES)),
  noteId: UuidSchema.nullable(),
  nextAction: NextActionSchema.nullable(),
})

/** An officer's words: sealed on the device to the vault-seal key (JWE of `{ text }`), goes to the vault only. */
export const NoteOperationSchema = z.strictObject({
  ...operation, kind: z.literal('note'), noteId: UuidSchema, householdId: HouseholdIdSchema, personId: PersonIdSchema.nullable(), sealed: CompactJweSchema,
})

export const HubOperationSchema = z.union([signedSchema(ContactOutcomeOperationSchema), signedSchema(CaseloadOperationSchema), signedSchema(SafetyOperationSchema), signedSchema(NewDetailsOperationSchema), signedSchema(EmergencyOpeningOperationSchema), SignedDeviceEventSchema])
export const VaultOperationSchema = z.union([signedSchema(NoteOperationSchema), signedSchema(SealedDetailsOperationSchema), signedSchema(DetailsWrongOperationSchema)])
export type HubOperation = z.infer<typeof HubOperationSchema>
export type VaultOperation = z.infer<typeof VaultOperationSchema>

/** Answer for one operation. `duplicate` counts as success: pushing twice is safe. */
export const OperationResultSchema = z.strictObject({
  id: UuidSchema, status: z.enum(['applied', 'duplicate', 'refused']), code: z.string().nullable(),
})
export type OperationResult = z.infer<typeof OperationResultSchema>

/** What is inside a sealed note. */
export const NoteTextSchema = z.strictObject({ text: z.string().min(1).max(4_000) })
