import { z } from 'zod'

const pseudonym = z.string().regex(/^[0-9a-f]{32}$/)

/** A random 128-bit pseudonym minted by the vault, as 32 lower-case hex digits. Derived from nothing. */
export const PersonIdSchema = pseudonym.brand('PersonId')
export type PersonId = z.infer<typeof PersonIdSchema>

export const HouseholdIdSchema = pseudonym.brand('HouseholdId')
export type HouseholdId = z.infer<typeof HouseholdIdSchema>

/** Pseudonym of one row of a source system (an account, a tenancy): the account number itself stays in the vault. */
export const RecordIdSchema = pseudonym.brand('RecordId')
export type RecordId = z.infer<typeof RecordIdSchema>

/** The subject claim of the identity provider: a name of ours, or what Entra ID makes (base64url, in both cases). */
export const OfficerIdSchema = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{1,127}$/)

/** UUIDv7: requests, grants, operations, notes, devices. One spelling: PostgreSQL takes capitals for the same id, keys of entries and locks would not. */
export const UuidSchema = z.uuid().lowercase()

/** Words that somebody typed. No control characters but line ends and tabs: PostgreSQL takes no NUL, and one refused text would take a whole batch of entries with it. */
export const typedTextSchema = (least: number, most: number) => z.string().min(least).max(most).regex(/^(?:\P{Cc}|[\n\r\t])*$/u)

/** UTC instant, RFC 3339 with milliseconds, e.g. 2026-11-23T09:30:00.000Z. */
export const InstantSchema = z.iso.datetime({ precision: 3 })

/** Calendar date, YYYY-MM-DD. */
export const DateSchema = z.iso.date()

export const Base64UrlSchema = z.string().regex(/^[A-Za-z0-9_-]*$/)
export const HexSha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** A compact JWS or JWE. */
export const CompactJwsSchema = z.string().max(65_536).regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
export const CompactJweSchema = z.string().max(1_048_576).regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/)

/** Public half of a key that a device, window or service holds. */
export const P256PublicJwkSchema = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Base64UrlSchema, y: Base64UrlSchema })
export const Ed25519PublicJwkSchema = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Base64UrlSchema })
export type P256PublicJwk = z.infer<typeof P256PublicJwkSchema>
export type Ed25519PublicJwk = z.infer<typeof Ed25519PublicJwkSchema>
