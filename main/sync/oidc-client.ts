import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  ResponseBodyError,
  type Configuration,
} from 'openid-client'
import { CasementError } from '../../shared/errors/casement-error'
import { OfficerIdSchema } from '../../shared/model/ids'
import { listenForRedirect } from './loopback-listener'

export const AUDIENCES = { hub: 'urn:casement:hub', vault: 'urn:casement:vault' } as const
export type Audience = keyof typeof AUDIENCES
export interface SignedIn {
  readonly officerId: string
  readonly refreshToken: string
}
export interface AccessToken {
  readonly token: string
  readonly lastsMs: number
  readonly refreshToken: string | null
}

const SIGN_IN_MS = 5 * 60_000
const SCOPE = 'openid offline_access'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly fetch: typeof fetch
  readonly openBrowser: (url: string) => void
  readonly signInMs?: number
}

/** Signs in through the system browser (RFC 8252: code, PKCE, loopback redirect) and refreshes tokens, one audience at a time (RFC 8707). */
export class OidcClient {
  readonly #options: OidcOptions
  #configuration: Promise<Configuration> | null = null
  /** The sign-in that waits for the browser. */
  #attempt: { isStopped: boolean; stop(): void } | null = null

  constructor(options: OidcOptions) {
    this.#options = options
  }

  /**
   * `isAgain`: the person shows once more who they are (OpenID Connect §3.1.2.1: `prompt=login`, `max_age=0`), whatever session the
   * browser has. Throws ACCESS_SIGN_IN_TIMED_OUT, ACCESS_SIGN_IN_STOPPED, ACCESS_SIGN_IN_FAILED or HUB_UNREACHABLE (no provider).
   */
  async signIn({ isAgain = false }: Readonly<{ isAgain?: boolean }> = {}): Promise<SignedIn> {
    const attempt = (this.#attempt = { isStopped: false, stop: (): void => undefined })
    const configuration = await this.#discover()
    const state = randomState()
    const verifier = randomPKCECodeVerifier()
    const listener = await listenForRedirect(state, this.#options.signInMs ?? SIGN_IN_MS)
    attempt.stop = listener.close
    try {
      if (attempt.isStopped) throw new CasementError('ACCESS_SIGN_IN_STOPPED')
      const parameters = new URLSearchParams({
        redirect_uri: listener.redirectUri,
        scope: SCOPE,
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(isAgain ? { prompt: 'login consent', max_age: '0' } : { prompt: 'consent' }),
      })
      for (const audience of Object.values(AUDIENCES)) parameters.append('resource', audience)
      this.#options.openBrowser(buildAuthorizationUrl(configuration, parameters).href)
      const redirect = await listener.redirect
      if (redirect === null) throw new CasementError(attempt.isStopped ? 'ACCESS_SIGN_IN_STOPPED' : 'ACCESS_SIGN_IN_TIMED_OUT')
      const current = new URL(listener.redirectUri)
      current.search = redirect.search
      const tokens = await authorizationCodeGrant(
        configuration,
        current,
        { pkceCodeVerifier: verifier, expectedState: state, idTokenExpected: true },
        { resource: AUDIENCES.hub },
      )
      const officerId = OfficerIdSchema.safeParse(tokens.claims()?.sub)
      if (!officerId.success || tokens.refresh_token === undefined) throw new CasementError('ACCESS_SIGN_IN_FAILED')
      return { officerId: officerId.data, refreshToken: tokens.refresh_token }
    } catch (error) {
      throw error instanceof CasementError ? error : new CasementError('ACCESS_SIGN_IN_FAILED')
    } finally {
      listener.close()
    }
  }

  /** The page in the browser was closed: whoever waits for it waits no longer, and what comes from it yet is not listened to. */
  stopSignIn(): void {
    if (this.#attempt === null) return
    this.#attempt.isStopped = true
    this.#attempt.stop()
  }

  /**
   * Throws ACCESS_SIGNED_OUT when the provider says that the refresh token is no good (RFC 6749 §5.2 `invalid_grant`), HUB_UNREACHABLE
   * for everything else: too many requests or a mistake of the provider's must not cost the officer the sign-in.
   */
  async refresh(refreshToken: string, audience: Audience): Promise<AccessToken> {
    const configuration = await this.#discover()
    try {
      const tokens = await refreshTokenGrant(configuration, refreshToken, { resource: AUDIENCES[audience] })
      return {
        token: tokens.access_token,
        lastsMs: (tokens.expires_in ?? 60) * 1_000,
        refreshToken: tokens.refresh_token ?? null,
      }
    } catch (error) {
      if (error instanceof ResponseBodyError && error.error === 'invalid_grant')
        throw new CasementError('ACCESS_SIGNED_OUT')
      throw new CasementError('HUB_UNREACHABLE')
    }
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId } = this.#options
    this.#configuration ??= discovery(
      new URL(issuer),
      clientId,
      undefined,
      None(),
      issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {},
    ).catch(() => {
      this.#configuration = null
      throw new CasementError('HUB_UNREACHABLE')
    })
    return this.#configuration
  }
}
