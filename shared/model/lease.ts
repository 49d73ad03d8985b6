import { z } from 'zod'
import { InstantSchema, OfficerIdSchema, UuidSchema } from './ids'

/** What a laptop sends to be answered by a lease of now, and by no older one: 32 random bytes, base64url. */
export const LeaseNonceSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/**
 * The hub's word (a compact JWS by the grant key) that this laptop of this officer may show sealed details without a connection until
 * `expiresAt`, and keep its cache until `cacheUntil`. `issuedAt` is the hub's time, signed: it replaces the mark of the laptop's clock.
 */
export const LeaseSchema = z
  .strictObject({
    v: z.literal(1), type: z.literal('lease'), officerId: OfficerIdSchema, deviceId: UuidSchema, nonce: LeaseNonceSchema,
    issuedAt: InstantSchema, expiresAt: InstantSchema, cacheUntil: InstantSchema,
    /** How long this laptop's own chain of events is, as the hub has it. A laptop that knows of less was put back to an older copy. */
    chainLength: z.int().min(0),
  })
  .refine(({ issuedAt, expiresAt, cacheUntil }) => issuedAt < expiresAt && expiresAt <= cacheUntil)
export type Lease = z.infer<typeof LeaseSchema>

/** So long before its end the officer is warned: a working day away from signal still fits. */
export const LEASE_SOON_MS = 12 * 3_600_000

/** none: the hub has given none yet · over: no details without a connection · cache-gone: the households were removed from this laptop too. */
export const LEASE_STATES = ['none', 'runs', 'ends-soon', 'over', 'cache-gone'] as const
export type LeaseState = (typeof LEASE_STATES)[number]

/** @param now the time that is certain, Unix ms */
export function leaseState(lease: Pick<Lease, 'expiresAt' | 'cacheUntil'> | null, now: number): LeaseState {
  if (lease === null) return 'none'
  if (now >= Date.parse(lease.cacheUntil)) return 'cache-gone'
  const left = Date.parse(lease.expiresAt) - now
  return left <= 0 ? 'over' : left <= LEASE_SOON_MS ? 'ends-soon' : 'runs'
}
