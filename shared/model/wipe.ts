import { z } from 'zod'
import { InstantSchema, UuidSchema } from './ids'
import { signedSchema } from './signed'

const NonceSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** What a laptop that was refused as revoked asks, signed by its key: is that the hub's word? `nonce` is 32 random bytes, base64url. */
export const WipeQuestionSchema = z.strictObject({ v: z.literal(1), type: z.literal('wipe-question'), deviceId: UuidSchema, nonce: NonceSchema })
export const SignedWipeQuestionSchema = signedSchema(WipeQuestionSchema)

/** The hub's word (a compact JWS by the grant key): this laptop was revoked or replaced then, and is to be wiped. An answer to one question only. */
export const WipeOrderSchema = z.strictObject({ v: z.literal(1), type: z.literal('wipe-order'), deviceId: UuidSchema, nonce: NonceSchema, endedAt: InstantSchema })
export type WipeOrder = z.infer<typeof WipeOrderSchema>

/** What a laptop signs before its keys go. `unsent`: things written on it that no service had acknowledged; they stay on it, sealed to the services. */
export const WipeReceiptSchema = z.strictObject({ v: z.literal(1), type: z.literal('wipe-receipt'), deviceId: UuidSchema, at: InstantSchema, unsent: z.int().min(0) })
export type WipeReceipt = z.infer<typeof WipeReceiptSchema>
export const SignedWipeReceiptSchema = signedSchema(WipeReceiptSchema)
