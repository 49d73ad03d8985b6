import { z } from 'zod'
import { ProblemSchema } from '../api/problem'

/** What every call answers: never `undefined`, never a thrown string. */
export const envelopeSchema = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), error: ProblemSchema })])
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: z.infer<typeof ProblemSchema> }
