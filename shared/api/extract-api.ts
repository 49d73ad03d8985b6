import { z } from 'zod'
import { codesOf, SOURCES } from '../model/codes'
import { DateSchema } from '../model/ids'
import { defineEndpoint } from './define-endpoint'

/** Why a dated extract is refused whole; batches of it are refused for the same. */
export const EXTRACT_ERRORS = ['INTAKE_EXTRACT_OLDER', 'INTAKE_EXTRACT_FUTURE'] as const

/**
 * May an extract of this date be loaded? Asked of vault and hub before the first row of a run, so that a refused one leaves nothing behind. Changes
 * nothing: a service takes the date with the first batch that it keeps, and asks again with each.
 */
export const checkExtract = defineEndpoint({ method: 'POST', path: '/intake/extracts', caller: 'intake', errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID', ...EXTRACT_ERRORS],
  request: z.strictObject({ source: z.enum(codesOf(SOURCES)), extractDate: DateSchema }), response: z.strictObject({ lastLoaded: DateSchema.nullable() }) })
