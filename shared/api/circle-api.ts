import { z } from 'zod'
import { CircleAttemptSchema, DeclaredSchema, ExclusionSchema, SignedCircleDeclarationSchema } from '../model/circle'
import { InstantSchema, OfficerIdSchema, UuidSchema } from '../model/ids'
import { defineEndpoint } from './define-endpoint'

const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'] as const
const intake = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID'] as const
const nothing = z.strictObject({})

/** What the vault answers about officers' own circles. */
export const circleVaultApi = {
  /** The caller's own, signed by their laptop. Twice is fine. */
  declareCircle: defineEndpoint({ method: 'POST', path: '/circle/declarations', caller: 'device', errors: [...device, 'CIRCLE_WORDS_INVALID', 'CIRCLE_TOO_MANY'],
    request: z.strictObject({ signed: SignedCircleDeclarationSchema }), response: z.strictObject({ declared: DeclaredSchema }) }),
  ownCircle: defineEndpoint({ method: 'POST', path: '/circle/own', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ declarations: z.array(DeclaredSchema), isKeeper: z.boolean() }) }),
  /** Asks for it; it stands until somebody else agrees. */
  askCircleWithdrawal: defineEndpoint({ method: 'POST', path: '/circle/withdrawals', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_NOT_STANDING'],
    request: z.strictObject({ declarationId: UuidSchema }), response: z.strictObject({ declared: DeclaredSchema }) }),
  /** That there are declarations, for those whom the vault lists (supervisors, the IG lead): never about whom, and never their own. */
  keptCircle: defineEndpoint({ method: 'POST', path: '/circle/kept', caller: 'device', errors: [...device, 'ACCESS_ROLE_FORBIDDEN'], request: nothing,
    response: z.strictObject({ declarations: z.array(DeclaredSchema.extend({ officerId: OfficerIdSchema })) }) }),
  decideCircleWithdrawal: defineEndpoint({ method: 'POST', path: '/circle/decisions', caller: 'device', errors: [...device, 'ACCESS_ROLE_FORBIDDEN', 'NOT_FOUND', 'CIRCLE_NOT_STANDING', 'CIRCLE_OWN_DECLARATION'],
    request: z.strictObject({ declarationId: UuidSchema, agrees: z.boolean() }), response: z.strictObject({ declared: DeclaredSchema }) }),
  /** All that follows from the declarations, in pseudonyms: what the controller's courier carries to the hub. */
  listCircle: defineEndpoint({ method: 'POST', path: '/intake/circle', caller: 'intake', errors: intake, request: nothing,
    response: z.strictObject({ asOf: InstantSchema, exclusions: z.array(ExclusionSchema).max(20_000), attempts: z.array(CircleAttemptSchema).max(500) }) }),
} as const

/** What the hub is told of them. */
export const circleHubApi = {
  /** The whole of it each time; an older one than the last changes nothing. */
  noteCircle: defineEndpoint({ method: 'POST', path: '/intake/circle', caller: 'intake', errors: intake, request: circleVaultApi.listCircle.response,
    response: z.strictObject({ excluded: z.int().min(0), lifted: z.int().min(0), isNewer: z.boolean() }) }),
} as const
