import { createHash } from 'node:crypto'
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import { OfficerIdSchema } from '../../shared/model/ids'
import type { Clock } from './clock'

export interface TokenClaims {
  readonly subject: string
  readonly isIntake: boolean
  /** When the person signed in (`auth_time`, RFC 9068), Unix milliseconds; null when the provider does not say. */
  readonly signedInAt: number | null
  /** Whose account it is, as the provider says: the same in all accounts of one person, and nothing that anybody could read. Null where no claim is named. */
  readonly personKey: string | null
}

export interface TokenVerifier {
  /** Throws ACCESS_TOKEN_INVALID or ACCESS_TOKEN_EXPIRED; INTERNAL when the provider's keys cannot be had (fail closed). */
  verify(token: string): Promise<TokenClaims>
}

const DiscoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() })
const ClaimsSchema = z.object({ sub: OfficerIdSchema, casement_role: z.string().optional(), auth_time: z.int().min(0).optional() })
const PersonSchema = z.union([z.string().trim().min(1).max(256), z.int()]).transform(String)
const ALGORITHMS = ['RS256', 'EdDSA']
const DISCOVERY_TIMEOUT_MS = 5_000

/**
 * Checks access tokens (JWT) with the provider's own keys: signature, issuer, audience, expiry. Discovers the provider at first use. Where
 * `personClaim` is named, an officer's token without it is invalid: an account that says not whose it is would count as nobody else's.
 */
export function createTokenVerifier(options: Readonly<{ issuer: string; audience: string; clock: Clock; personClaim: string | null }>): TokenVerifier {
  const { issuer, audience, clock, personClaim } = options
  let keys: Promise<JWTVerifyGetKey> | null = null
  const providerKeys = (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(issuer).catch((error: unknown) => {
      keys = null // the next call asks again
      throw error
    })
    return keys
  }
  return {
    async verify(token) {
      const getKey = await providerKeys()
      try {
        const { payload } = await jwtVerify(token, getKey, {
          issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['sub', 'exp'], currentDate: new Date(clock.now()),
        })
        const claims = ClaimsSchema.parse(payload)
        const isIntake = claims.casement_role === 'intake'
        return {
          subject: claims.sub, isIntake, signedInAt: claims.auth_time === undefined ? null : claims.auth_time * 1_000,
          personKey: personClaim === null || isIntake ? null : personKeyOf(issuer, PersonSchema.parse(payload[personClaim])),
        }
      } catch (error) {
        throw tokenError(error)
      }
    },
  }
}

/** 32 lower-case hex digits. The number itself is in no table. */
const personKeyOf = (issuer: string, person: string): string => createHash('sha256').update(JSON.stringify(['casement/person/v1', issuer, person])).digest('hex').slice(0, 32)

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) })
    const discovered = DiscoverySchema.parse(await response.json())
    if (discovered.issuer !== issuer) throw new Error('the provider names another issuer')
    return createRemoteJWKSet(new URL(discovered.jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS })
  } catch (cause) {
    throw new CasementError('INTERNAL', {}, { cause })
  }
}

function tokenError(error: unknown): CasementError {
  if (error instanceof errors.JWTExpired) return new CasementError('ACCESS_TOKEN_EXPIRED')
  const isProviderTrouble = error instanceof errors.JWKSTimeout || error instanceof TypeError || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')
  return isProviderTrouble ? new CasementError('INTERNAL', {}, { cause: error }) : new CasementError('ACCESS_TOKEN_INVALID')
}
