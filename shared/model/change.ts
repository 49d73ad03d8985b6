import { z } from 'zod'
import { HouseholdRecordSchema } from './household'
import { HexSha256Schema, HouseholdIdSchema } from './ids'

/** Place reached in the change feed: `<epoch>.<xid8>.<seq>`; opaque to the device. */
export const CursorSchema = z.string().regex(/^[0-9a-z]{8,32}\.\d{1,20}\.\d{1,19}(?:\.[0-9a-f]{8})?$/)

/** One line of a feed page (NDJSON). */
export const UpsertLineSchema = z.strictObject({ type: z.literal('upsert'), household: HouseholdRecordSchema })
export const EvictLineSchema = z.strictObject({
  type: z.literal('evict'), householdId: HouseholdIdSchema, because: z.enum(['scope', 'restriction', 'erasure', 'retention']),
})
/**
 * Last line of every page. `hash` is SHA-256 (hex) over all preceding bytes of the page, newlines included, and then `endRecord`; `count`
 * the lines before this one. A page without it, or which does not match, is discarded whole: `fetch` accepts a truncated gzip body silently.
 */
export const EndLineSchema = z.strictObject({
  type: z.literal('end'), count: z.int().min(0), hash: HexSha256Schema,
  /** The cursor or resume token that this page answers: another page, however whole, is none. */
  after: z.string().max(120).nullable(),
  /** Cursor or resume token to send next; `more` false: caught up. */
  next: z.string().max(120).nullable(), more: z.boolean(),
})
export const FeedLineSchema = z.discriminatedUnion('type', [UpsertLineSchema, EvictLineSchema, EndLineSchema])
/** What an end line says beside its hash, as the hash covers it: a `next` that was changed would leave households out without a word. */
export const endRecord = ({ count, after, next, more }: Omit<EndLine, 'type' | 'hash'>): string => JSON.stringify({ count, after, next, more })
export type FeedLine = z.infer<typeof FeedLineSchema>
export type EndLine = z.infer<typeof EndLineSchema>
