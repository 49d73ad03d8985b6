import { z } from 'zod'
import { Base64UrlSchema, UuidSchema } from './ids'

/**
 * Something a device signed: Ed25519 over the canonical bytes (RFC 8785) of `payload`. The `type` inside the payload
 * separates the uses, so that one signed thing can never be taken for another.
 */
export const signedSchema = <T extends z.ZodType>(payload: T) =>
  z.strictObject({ payload, deviceId: UuidSchema, signature: Base64UrlSchema.length(86) })
export interface Signed<T> { payload: T; deviceId: string; signature: string }

/** A salted commitment's opening: 32 random bytes as base64url, and the value it hides. */
export const openingSchema = <T extends z.ZodType<string>>(value: T) => z.strictObject({ value, salt: Base64UrlSchema.length(43) })
