import { CasementError } from '../../shared/errors/casement-error'
import type { RevealGrant } from '../../shared/model/reveal'

export interface LiveGrant {
  readonly grantId: string
  readonly requestId: string
  readonly fieldGroups: RevealGrant['fieldGroups']
  readonly until: number
}

/** Grants of this process, by request. Their time is monotonic: a clock set back stretches none of them. */
export class LiveGrants {
  readonly #grants = new Map<string, LiveGrant>()
  readonly #firstAsked = new Map<string, number>()

  /** The moment from which a grant's life is counted: the first time its request was sent. Answers it. @param elapsed monotonic ms */
  noteAsked(requestId: string, elapsed: number): number {
    const first = this.#firstAsked.get(requestId) ?? elapsed
    this.#firstAsked.set(requestId, first)
    return first
  }

  add(grant: RevealGrant, askedAt: number): LiveGrant {
    const life = Date.parse(grant.openBy) - Date.parse(grant.issuedAt)
    const live = {
      grantId: grant.grantId,
      requestId: grant.requestId,
      fieldGroups: grant.fieldGroups,
      until: askedAt + life,
    }
    this.#grants.set(grant.requestId, live)
    return live
  }

  /** Until a time of its own, for what was sealed long before. @param until monotonic ms */
  addFor({ grantId, requestId, fieldGroups }: RevealGrant, until: number): void {
    this.#grants.set(requestId, { grantId, requestId, fieldGroups, until })
  }

  find(requestId: string): LiveGrant | null {
    return this.#grants.get(requestId) ?? null
  }

  /** Throws REVEAL_GRANT_INVALID when this process knows no such grant, REVEAL_GRANT_EXPIRED when its time is over. */
  getOpen(requestId: string, elapsed: number): LiveGrant {
    const live = this.#grants.get(requestId)
    if (live === undefined) throw new CasementError('REVEAL_GRANT_INVALID')
    if (elapsed >= live.until) throw new CasementError('REVEAL_GRANT_EXPIRED')
    return live
  }
}
