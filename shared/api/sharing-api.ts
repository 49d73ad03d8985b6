import { z } from 'zod'
import { CompactJwsSchema, InstantSchema } from '../model/ids'
import { defineEndpoint } from './define-endpoint'

/** Earlier versions that are told, besides the one in force. */
export const SHARING_VERSIONS = 20

/** The sharing agreement as the controller signed it: it is about roles, nobody's data, and whoever works under it may read it. */
export const sharingApi = {
  /** The version in force first; each with the moment since which this hub works with it. */
  sharingAgreement: defineEndpoint({ method: 'POST', path: '/sharing-agreement', caller: 'device',
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'],
    request: z.strictObject({}), response: z.strictObject({ versions: z.array(z.strictObject({ signed: CompactJwsSchema, since: InstantSchema })).min(1).max(SHARING_VERSIONS + 1) }) }),
} as const
