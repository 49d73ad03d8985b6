import { z } from 'zod'
import { CompactJwsSchema } from '../model/ids'
import { LeaseNonceSchema } from '../model/lease'
import { defineEndpoint } from './define-endpoint'

/** The signed lease of the calling laptop. Anew each time; nothing is kept of it at the hub. */
export const leaseApi = {
  lease: defineEndpoint({ method: 'POST', path: '/devices/lease', caller: 'device',
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'],
    request: z.strictObject({ nonce: LeaseNonceSchema }), response: z.strictObject({ lease: CompactJwsSchema }) }),
} as const
