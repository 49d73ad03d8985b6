import { z } from 'zod'
import { codesOf } from '../model/codes'
import { ERROR_CODES } from '../errors/error-code'

/** Body of every answer that is not 2xx. `detail` holds codes, counts and field names only, never a value. */
export const ProblemSchema = z.strictObject({
  code: z.enum(codesOf(ERROR_CODES)),
  detail: z.record(z.string(), z.union([z.string().max(400), z.number(), z.boolean()])),
})
export type Problem = z.infer<typeof ProblemSchema>
