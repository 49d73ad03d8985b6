import { isCasementError } from '../../shared/errors/casement-error'
import type { RequestCounts } from '../../shared/ipc/request-contract'
import { listStateNow } from '../../shared/model/list-state'
import { isNews, stateNow } from '../../shared/model/request-state'
import { toInstant, type Clock } from '../settings/clock'
import { systemTimers, type Cancel, type Timers } from '../settings/timers'
import type { ContactListRepository } from '../store/repositories/contact-list-repository'
import type { RequestRepository } from '../store/repositories/request-repository'
import type { HubClient } from './hub-client'

export interface RequestWatchOptions {
  readonly hub: Pick<HubClient, 'requestPulse' | 'ownRequests' | 'ownLists'>
  readonly requests: RequestRepository
  readonly contactLists: ContactListRepository
  readonly clock: Clock
  readonly timers?: Timers
  readonly isSignedIn: () => boolean
  readonly isSupervisor: () => boolean
  readonly onChanged: (counts: RequestCounts) => void
  /** The hub refused this laptop as revoked or replaced. */
  readonly onRevoked: () => void
}

const FIRST_MS = 400
/** While something of mine waits: told within 10 s of the decision. */
const WAITING_MS = 4_000
const SUPERVISOR_MS = 8_000
/** Otherwise at the pace of the ordinary sync; after a failure too. */
const QUIET_MS = 20_000

/** Asks the hub for its pulse, and fetches the officer's requests when that has changed. Quick only while something waits. */
export class RequestWatch {
  readonly #options: RequestWatchOptions
  #cancelTimer: Cancel = () => undefined
  #isStopped = false
  #isAsking = false
  #again = false
  #toDecide = 0
  #told = ''

  constructor(options: RequestWatchOptions) {
    this.#options = options
  }

  start(): void {
    this.#schedule(FIRST_MS)
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelTimer()
  }

  /** Something was asked or decided on this laptop: look now, or right after the look under way, which may have been too early. */
  kick(): void {
    if (this.#isAsking) this.#again = true
    else this.#schedule(0)
  }

  counts(): RequestCounts {
    const views = this.#options.requests.list().map(({ request, seenState }) => ({
      state: stateNow(request, this.#options.clock.now()),
      seenState,
    }))
    const lists = this.#options.contactLists.list().map(({ list, seenState }) => ({
      state: listStateNow(list, this.#options.clock.now()),
      outing: list.outing,
      seenState,
    }))
    return {
      waiting: [...views, ...lists].filter(({ state }) => state === 'waiting').length,
      news: views.filter(isNews).length,
      listNews: lists.filter((view) => view.outing === null && isNews(view)).length,
      packNews: lists.filter((view) => view.outing !== null && isNews(view)).length,
      toDecide: this.#toDecide,
    }
  }

  /** The officer's requests, fetched. Throws what the hub call throws. */
  async pull(): Promise<void> {
    const { mark, toDecide } = await this.#options.hub.requestPulse({})
    this.#toDecide = toDecide
    await this.#fetch(mark)
    this.tell()
  }

  /** Tells the window, if there is anything new to tell. */
  tell(): void {
    if (this.#isStopped) return
    const counts = this.counts()
    const words = JSON.stringify([counts, this.#options.requests.findMark()?.mark])
    if (words === this.#told) return
    this.#told = words
    this.#options.onChanged(counts)
  }

  async #fetch(mark: string): Promise<void> {
    const asked = this.#options.contactLists.noteAsked()
    const { lists } = await this.#options.hub.ownLists({})
    const { requests } = await this.#options.hub.ownRequests({})
    if (this.#isStopped) return
    this.#options.contactLists.saveAll(lists, asked)
    // Last, since it keeps the mark: what was half fetched is fetched again.
    this.#options.requests.saveAll(requests, mark, toInstant(this.#options.clock.now()))
  }

  async #tick(): Promise<void> {
    const { hub, requests, isSignedIn } = this.#options
    if (!isSignedIn()) return this.#schedule(QUIET_MS)
    this.#isAsking = true
    const next = await this.#look(hub, requests).catch((error: unknown) => {
      if (isCasementError(error) && error.code === 'ACCESS_DEVICE_REVOKED' && !this.#isStopped) this.#options.onRevoked()
      return QUIET_MS // said by the sync already; what is known stays known
    })
    this.#isAsking = false
    this.#schedule(this.#again ? 0 : next)
    this.#again = false
  }

  /** Answers how long to wait before the next look. */
  async #look(hub: RequestWatchOptions['hub'], requests: RequestRepository): Promise<number> {
    const { mark, toDecide } = await hub.requestPulse({})
    if (this.#isStopped) return QUIET_MS
    this.#toDecide = toDecide
    if (requests.findMark()?.mark !== mark) await this.#fetch(mark)
    this.tell()
    return this.#pace()
  }

  #pace(): number {
    if (this.counts().waiting > 0) return WAITING_MS
    return this.#options.isSupervisor() ? SUPERVISOR_MS : QUIET_MS
  }

  #schedule(ms: number): void {
    this.#cancelTimer()
    const { timers = systemTimers } = this.#options
    if (!this.#isStopped) this.#cancelTimer = timers.after(ms, () => void this.#tick())
  }
}
