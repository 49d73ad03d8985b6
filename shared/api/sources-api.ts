import { z } from 'zod'
import { codesOf, SOURCES } from '../model/codes'
import { DateSchema, InstantSchema, UuidSchema } from '../model/ids'
import { WardContextSchema } from '../model/service-facts'
import { defineEndpoint } from './define-endpoint'
import { EXTRACT_ERRORS } from './extract-api'

/** What intake says about one ward. */
export const WardFactsSchema = z.strictObject({ wardCode: z.string().regex(/^[A-Z]{3}\d{2}$/), context: WardContextSchema })
export type WardFacts = z.infer<typeof WardFactsSchema>

/** Calls of the hub for sources that speak of places, not of people. */
export const sourcesApi = {
  /** Of every source the day that its last extract is of, and when it was taken; null before the first. For whoever administers, and for the lead. */
  listSources: defineEndpoint({ method: 'POST', path: '/sources', caller: 'device',
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'],
    request: z.strictObject({}), response: z.strictObject({ sources: z.array(z.strictObject({ source: z.enum(codesOf(SOURCES)), extractOn: DateSchema.nullable(), takenAt: InstantSchema.nullable() })) }) }),
  /** Open data by ward. The same wards twice change nothing. */
  loadWards: defineEndpoint({ method: 'POST', path: '/intake/wards', caller: 'intake', errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID', ...EXTRACT_ERRORS],
    request: z.strictObject({ runId: UuidSchema, wards: z.array(WardFactsSchema).min(1).max(500) }),
    response: z.strictObject({ created: z.int(), changed: z.int(), unchanged: z.int() }) }),
} as const
