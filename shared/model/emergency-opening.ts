import { z } from 'zod'
import { RequestOpeningsSchema } from './approval'
import { HouseholdIdSchema } from './ids'
import { operationParts } from './operation-parts'
import { OpenedPermitRequestSchema } from './reveal'
import { signedSchema } from './signed'

/** That an emergency permit was opened without signal: the entry as it was signed at the door, with everything that it commits to. */
export const EmergencyOpeningOperationSchema = z.strictObject({
  ...operationParts, kind: z.literal('emergency-opening'), householdId: HouseholdIdSchema, reveal: signedSchema(OpenedPermitRequestSchema), openings: RequestOpeningsSchema,
})
export type EmergencyOpeningOperation = z.infer<typeof EmergencyOpeningOperationSchema>
