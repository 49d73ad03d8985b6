import { z } from 'zod'
import { CasementError } from '../../../shared/errors/casement-error'

export type Audience = 'hub' | 'vault'

/** Gives a bearer token for a service; a fresh one when the last is about to end. */
export type TokenSource = (audience: Audience) => Promise<string>

const DiscoverySchema = z.object({ issuer: z.string(), token_endpoint: z.url() })
const TokenSchema = z.object({ access_token: z.string().min(1).max(16_384), expires_in: z.number().positive() })

/** A token is asked for anew this long (ms) before its end, so that a batch under way does not lose it. */
const RENEW_BEFORE_MS = 60_000
const TIMEOUT_MS = 15_000

export interface ClientCredentials { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }

/** Tokens by client credentials (RFC 6749 §4.4) with resource indicators (RFC 8707), one per audience. Secrets go in the header only. */
export function clientCredentialsTokens(client: ClientCredentials, clock: { now(): number }): TokenSource {
  const kept = new Map<Audience, { token: string; endsAt: number }>()
  let endpoint: string | null = null
  return async (audience) => {
    const known = kept.get(audience)
    if (known !== undefined && known.endsAt - RENEW_BEFORE_MS > clock.now()) return known.token
    endpoint ??= await discover(client.issuer)
    const answer = await ask(endpoint, client, audience)
    kept.set(audience, { token: answer.access_token, endsAt: clock.now() + answer.expires_in * 1_000 })
    return answer.access_token
  }
}

async function discover(issuer: string): Promise<string> {
  const body = await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {})
  const found = DiscoverySchema.safeParse(body)
  // OpenID Connect Discovery §4.3: the document must speak of the issuer that was asked.
  if (!found.success || found.data.issuer !== issuer) throw new CasementError('ACCESS_TOKEN_INVALID', { problem: 'provider discovery' })
  return found.data.token_endpoint
}

async function ask(endpoint: string, client: ClientCredentials, audience: Audience): Promise<z.infer<typeof TokenSchema>> {
  const secret = `${encodeURIComponent(client.clientId)}:${encodeURIComponent(client.clientSecret)}`
  const body = await json(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: `urn:casement:${audience}` }).toString(),
  })
  const token = TokenSchema.safeParse(body)
  if (!token.success) throw new CasementError('ACCESS_TOKEN_INVALID', { problem: 'token request refused', audience })
  return token.data
}

async function json(url: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
    return response.ok ? await response.json() : null
  } catch {
    throw new CasementError('HUB_UNREACHABLE', { problem: 'identity provider' })
  }
}
