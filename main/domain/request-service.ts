import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { MyRequest, RequestCounts } from '../../shared/ipc/request-contract'
import type { Granted } from '../../shared/ipc/reveal-contract'
import type { P256PublicJwk } from '../../shared/model/ids'
import { approvalOf } from '../../shared/model/reveal'
import type { StoredRequest } from '../store/repositories/request-repository'
import { isNews, stateNow } from '../../shared/model/request-state'
import type { RevealService } from './reveal-service'
import type { Session } from './session'

/** The officer's own access requests: what waits and with whom, what was decided, and opening what was approved. */
export class RequestService {
  readonly #session: Session
  readonly #reveals: RevealService

  constructor(session: Session, reveals: RevealService) {
    this.#session = session
    this.#reveals = reveals
  }

  getCounts(): RequestCounts {
    return this.#session.watch.counts()
  }

  /** As the watch last heard, or as the hub says now; without a connection as last known. The time that has passed since counts. */
  async list({ refresh }: Readonly<{ refresh: boolean }>): Promise<{
    requests: MyRequest[]
    asOf: string | null
    isFresh: boolean
  }> {
    const { watch, requests, keys } = this.#session
    const isFresh =
      refresh &&
      (await watch.pull().then(
        () => true,
        () => false,
      ))
    const { purposes } = await keys()
    const titles = new Map(purposes.map(({ code, title }) => [code, title]))
    return {
      requests: requests.list().map((stored) => this.#view(stored, titles)),
      asOf: requests.findMark()?.asOf ?? null,
      isFresh,
    }
  }

  async cancel({ requestId }: Readonly<{ requestId: string }>): Promise<Record<string, never>> {
    await this.#session.hub.cancelRequest({ requestId }).catch(needsConnection)
    await this.#session.watch.pull().catch(() => undefined)
    return {}
  }

  /** With the decisions as they stand now. Throws APPROVAL_NOT_GIVEN when it is not approved (any more). */
  async open({
    requestId,
    revealId,
    windowKey,
  }: Readonly<{ requestId: string; revealId: string; windowKey: P256PublicJwk }>): Promise<Granted> {
    const { requests } = await this.#session.hub.ownRequests({}).catch((error: unknown) => {
      throw isOffline(error) ? new CasementError('REVEAL_OFFLINE') : error
    })
    const own = requests.find((request) => request.requestId === requestId)
    if (own === undefined) throw new CasementError('APPROVAL_NOT_GIVEN')
    try {
      return await this.#reveals.openApproved(this.#sameOpening(own, revealId), { revealId, windowKey })
    } finally {
      await this.#session.watch.pull().catch(() => undefined)
    }
  }

  noteSeen({ requestId }: Readonly<{ requestId: string }>): Record<string, never> {
    const { requests, clock, watch } = this.#session
    const stored = requests.list().find(({ request }) => request.requestId === requestId)
    if (stored !== undefined) requests.setSeen(requestId, stateNow(stored.request, clock.now()))
    watch.tell()
    return {}
  }

  /** Asked again after a lost answer it is *opened* already: what was signed then says under which decisions. */
  #sameOpening(own: StoredRequest['request'], revealId: string): StoredRequest['request'] {
    const payload = this.#session.reveals.find(revealId)?.signed.payload
    const named = payload === undefined ? null : approvalOf(payload)
    if (own.approved !== null || payload === undefined || named === null) return own
    const { decisions } = named
    return {
      ...own,
      approved: { fieldGroups: payload.fieldGroups, openForMinutes: 0, openUntil: own.expiresAt, decisions },
    }
  }

  #view({ request, seenState }: StoredRequest, titles: ReadonlyMap<string, string>): MyRequest {
    const { purpose, ...rest } = request
    const state = stateNow(request, this.#session.clock.now())
    return { ...rest, state, purposeTitle: titles.get(purpose.code) ?? purpose.code, isNews: isNews({ state, seenState }) }
  }
}

const isOffline = (error: unknown): boolean =>
  isCasementError(error) && (error.code === 'HUB_UNREACHABLE' || error.code === 'HUB_SLOW')

/** Requests and decisions are online only: nobody could decide in time what waits on a laptop. */
export function needsConnection(error: unknown): never {
  throw isOffline(error) ? new CasementError('APPROVAL_OFFLINE') : error
}
