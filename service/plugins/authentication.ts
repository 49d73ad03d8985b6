import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { DEVICE_PROOF_HEADER, SignedDeviceProofSchema } from '../../shared/api/device-proof'
import { CasementError } from '../../shared/errors/casement-error'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import type { Clock } from './clock'
import { createNonceGuard, type NonceGuard } from './nonce-guard'
import { notingPersons } from './note-persons'
import { createTokenVerifier, type TokenClaims } from './token-verifier'
import { verifySigned } from './verify-signed'

/** What a service knows of an enrolled device. */
export interface KnownDevice {
  readonly officerId: string
  readonly signingKey: Ed25519PublicJwk
  /** Null while it is in use. */
  readonly revokedAt: Date | string | null
}

export interface OfficerCaller {
  readonly officerId: string
}
export interface DeviceCaller extends OfficerCaller {
  readonly deviceId: string
  /** Unix milliseconds, from the officer's own token; null when it does not say. Not known is never *just now*. */
  readonly signedInAt?: number | null
  readonly signingKey: Ed25519PublicJwk
}
export interface IntakeCaller {
  readonly clientId: string
}

export interface AuthenticationOptions {
  readonly issuer: string
  readonly audience: 'urn:casement:hub' | 'urn:casement:vault'
  readonly clock: Clock
  /** The claim of an access token that says whose account it is (an employee number); null where the provider has none. */
  readonly personClaim: string | null
  findDevice(deviceId: string): Promise<KnownDevice | null>
  /** Keeps whose account it is; false for an account that the service does not know yet. */
  notePerson(officerId: string, personKey: string): Promise<boolean>
}

/** Says who calls, or throws: nothing of a body is parsed before. */
export interface Authentication {
  officer(request: FastifyRequest): Promise<OfficerCaller>
  device(request: FastifyRequest, path: string): Promise<DeviceCaller>
  intake(request: FastifyRequest): Promise<IntakeCaller>
}

const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
const LONGEST_PROOF = 4_096

/** Bearer tokens checked with the provider's keys, device proofs with the enrolled key (shared/api/device-proof). */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const tokens = createTokenVerifier(options)
  const nonces = createNonceGuard()
  const note = notingPersons(options.notePerson)
  const officerOf = async (token: string): Promise<TokenClaims> => {
    const claims = await tokens.verify(token)
    if (claims.isIntake) throw new CasementError('ACCESS_TOKEN_INVALID')
    await note(claims)
    return claims
  }
  return {
    officer: async (request) => ({ officerId: (await officerOf(bearerToken(request))).subject }),
    device: async (request, path) => {
      const token = bearerToken(request)
      const { subject: officerId, signedInAt } = await officerOf(token)
      return proveDevice(request, path, { token, officerId, signedInAt, nonces, findDevice: options.findDevice })
    },
    intake: async (request) => {
      const claims = await tokens.verify(bearerToken(request))
      if (!claims.isIntake) throw new CasementError('ACCESS_TOKEN_INVALID')
      return { clientId: claims.subject }
    },
  }
}

function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new CasementError('ACCESS_TOKEN_INVALID')
  return token
}

interface ProofContext {
  readonly token: string
  readonly officerId: string
  readonly signedInAt: number | null
  readonly nonces: NonceGuard
  findDevice(deviceId: string): Promise<KnownDevice | null>
}

async function proveDevice(request: FastifyRequest, path: string, context: ProofContext): Promise<DeviceCaller> {
  const signed = readProof(request.headers[DEVICE_PROOF_HEADER])
  const device = await context.findDevice(signed.deviceId)
  if (device === null) throw new CasementError('ACCESS_DEVICE_UNKNOWN')
  if (!verifySigned(signed, device.signingKey)) throw proofInvalid()
  // A laptop that is enrolled for somebody else is unknown for this officer, whoever holds the token.
  if (device.officerId !== context.officerId) throw new CasementError('ACCESS_DEVICE_UNKNOWN')
  if (device.revokedAt !== null) throw new CasementError('ACCESS_DEVICE_REVOKED')
  const { method, path: provenPath, bodyHash, tokenHash, nonce } = signed.payload
  const ownTokenHash = sha256Hex(context.token)
  const isThisCall =
    method === request.method && provenPath === path && tokenHash === ownTokenHash && bodyHash === sha256Hex(request.rawBody ?? Buffer.alloc(0))
  if (!isThisCall || !context.nonces.accept(ownTokenHash, nonce)) throw proofInvalid()
  return { officerId: device.officerId, deviceId: signed.deviceId, signingKey: device.signingKey, signedInAt: context.signedInAt }
}

function readProof(header: string | string[] | undefined) {
  if (typeof header !== 'string' || header.length > LONGEST_PROOF) throw proofInvalid()
  try {
    return SignedDeviceProofSchema.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')))
  } catch {
    throw proofInvalid()
  }
}

const proofInvalid = (): CasementError => new CasementError('ACCESS_DEVICE_PROOF_INVALID')
