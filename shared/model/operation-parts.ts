import { z } from 'zod'
import { InstantSchema, UuidSchema } from './ids'

/** What every operation of a device carries. */
export const operationParts = { v: z.literal(1), type: z.literal('operation'), operationId: UuidSchema, deviceId: UuidSchema, at: InstantSchema }
