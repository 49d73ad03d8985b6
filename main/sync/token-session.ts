import { isCasementError, CasementError } from '../../shared/errors/casement-error'
import type { Clock } from '../settings/clock'
import type { AccessToken, Audience } from './oidc-client'

export interface TokenSessionOptions {
  readonly refresh: (refreshToken: string, audience: Audience) => Promise<AccessToken>
  readonly clock: Clock
  /** Kept before the new access token is used: a rotated token that is lost would sign the officer out. */
  readonly keep: (refreshToken: string | null) => void
  readonly onSignedOut: () => void
}

const EARLY_MS = 30_000

/** Access tokens, one per audience, in memory only; the refresh token is kept in kept.db. Times are monotonic: a wrong wall clock does not matter. */
export class TokenSession {
  readonly #options: TokenSessionOptions
  readonly #tokens = new Map<Audience, { token: string; until: number }>()
  #refreshToken: string | null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(refreshToken: string | null, options: TokenSessionOptions) {
    this.#refreshToken = refreshToken
    this.#options = options
  }

  isSignedIn(): boolean {
    return this.#refreshToken !== null
  }

  /** After a new sign-in of the same officer. */
  signIn(refreshToken: string): void {
    this.#refreshToken = refreshToken
    this.#tokens.clear()
    this.#options.keep(refreshToken)
  }

  /** @param isFresh the last token was refused: get another. Throws ACCESS_SIGNED_OUT or HUB_UNREACHABLE. */
  token(audience: Audience, isFresh: boolean): Promise<string> {
    // One refresh at a time: with rotation the second would come with a token that is used up.
    const next = this.#turn.then(() => this.#get(audience, isFresh))
    this.#turn = next.catch(() => undefined)
    return next
  }

  async #get(audience: Audience, isFresh: boolean): Promise<string> {
    const have = this.#tokens.get(audience)
    if (!isFresh && have !== undefined && this.#options.clock.elapsed() < have.until) return have.token
    const used = this.#refreshToken
    if (used === null) throw new CasementError('ACCESS_SIGNED_OUT')
    try {
      const { token, lastsMs, refreshToken } = await this.#options.refresh(used, audience)
      if (refreshToken !== null && refreshToken !== used) {
        // First: the one before is used up, also where there is no room on the disk for the next one.
        this.#refreshToken = refreshToken
        this.#options.keep(refreshToken)
      }
      this.#tokens.set(audience, { token, until: this.#options.clock.elapsed() + Math.max(0, lastsMs - EARLY_MS) })
      return token
    } catch (error) {
      if (isCasementError(error) && error.code === 'ACCESS_SIGNED_OUT' && this.#refreshToken === used) this.#signOut()
      throw error
    }
  }

  #signOut(): void {
    this.#refreshToken = null
    this.#tokens.clear()
    this.#options.onSignedOut()
    this.#options.keep(null)
  }
}
