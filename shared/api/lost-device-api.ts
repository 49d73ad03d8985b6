import { z } from 'zod'
import type { ErrorCode } from '../errors/error-code'
import { InstantSchema, UuidSchema } from '../model/ids'
import { ReferenceSchema } from '../model/reference'
import { FieldGroupSchema } from '../model/reveal'
import { SignedWipeQuestionSchema, SignedWipeReceiptSchema } from '../model/wipe'
import { defineEndpoint } from './define-endpoint'
import { EnrolledDeviceSchema } from './oversight-api'

const device = [
  'ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID',
] as const satisfies readonly ErrorCode[]
const count = z.int().min(0)
const nothing = z.strictObject({})

/** References that one answer holds at most; the count is of all. */
export const MOST_REFERENCES = 2_000

/** Details that this laptop was given, and until when at most they could be on its screen. */
export const OpenedOnDeviceSchema = z.strictObject({
  requestId: UuidSchema, reference: ReferenceSchema.nullable(), people: count.nullable(), fieldGroups: z.array(FieldGroupSchema), at: InstantSchema, until: InstantSchema,
})
export type OpenedOnDevice = z.infer<typeof OpenedOnDeviceSchema>

/** What a lost laptop means for residents, as far as the hub can know it. */
export const LostDeviceSchema = z.strictObject({
  device: EnrolledDeviceSchema,
  asOf: InstantSchema,
  /** In its cache, masked: the officer's scope now, and what left it since the laptop last fetched changes. References only for whoever may review. */
  households: z.strictObject({ total: count, references: z.array(ReferenceSchema).max(MOST_REFERENCES).nullable() }),
  /** Given in the 72 hours before it was last seen, or since, newest first. */
  opened: z.array(OpenedOnDeviceSchema).max(500),
  /** As the laptop said last; null when it never said. */
  unsent: z.strictObject({ count, at: InstantSchema }).nullable(),
  /** Its own signed receipt. */
  wiped: z.strictObject({ at: InstantSchema, unsent: count, receivedAt: InstantSchema }).nullable(),
})
export type LostDevice = z.infer<typeof LostDeviceSchema>

/** From losing a laptop to its receipt. */
export const lostDeviceApi = {
  lostDevice: defineEndpoint({ method: 'POST', path: '/devices/lost', caller: 'device', errors: [...device, 'NOT_FOUND'],
    request: z.strictObject({ deviceId: UuidSchema }), response: LostDeviceSchema }),
  /** How many things on the calling laptop wait to be sent. */
  reportWaiting: defineEndpoint({ method: 'POST', path: '/devices/waiting', caller: 'device', errors: device,
    request: z.strictObject({ waiting: z.int().min(0).max(1_000_000) }), response: nothing }),
  /** The laptop can prove itself by its key alone: its officer may have no account any more. NOT_FOUND for one in use. */
  wipeOrder: defineEndpoint({ method: 'POST', path: '/devices/wipe-order', caller: 'anybody', errors: ['REQUEST_INVALID', 'ACCESS_DEVICE_PROOF_INVALID', 'NOT_FOUND'],
    request: SignedWipeQuestionSchema, response: z.strictObject({ order: z.string().max(2_000) }) }),
  /** Twice is fine; the first stands. */
  reportWiped: defineEndpoint({ method: 'POST', path: '/devices/wiped', caller: 'anybody', errors: ['REQUEST_INVALID', 'ACCESS_DEVICE_PROOF_INVALID', 'NOT_FOUND'],
    request: SignedWipeReceiptSchema, response: nothing }),
} as const
