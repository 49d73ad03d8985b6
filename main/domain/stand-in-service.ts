import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { standInsApi } from '../../shared/api/stand-ins-api'
import type { Deputyship, DeputyWish, Shift } from '../../shared/model/stand-in'
import { newId } from './new-id'
import { onlineOnly } from './online-only'
import type { Session } from './session'

type Api = typeof standInsApi

export interface Standing {
  readonly deputyships: Deputyship[]
  readonly shifts: Shift[]
  /** At the duty desk of the officer's district at this moment. */
  readonly isAtDesk: boolean
  /** Said by the hub just now. */
  readonly isNow: boolean
}

/** Who stands in for whom and who is on duty, as the hub knows it. Kept in memory alone: details open with a connection only, and so does what rests on this. */
export class StandInService {
  readonly #session: Session
  #heard: Pick<Standing, 'deputyships' | 'shifts'> = { deputyships: [], shifts: [] }
  /** So that asking again after a lost answer is the very same wish. */
  readonly #ids = new Map<string, string>()

  constructor(session: Session) {
    this.#session = session
  }

  async getStanding(): Promise<Standing> {
    const heard = await this.#session.hub.ownStanding({}).catch(() => null)
    if (heard !== null) this.#heard = { deputyships: heard.deputyships, shifts: heard.shifts }
    const now = this.#session.clock.now()
    const holds = ({ from, until }: Pick<Shift, 'from' | 'until'>): boolean => Date.parse(from) <= now && now < Date.parse(until)
    const deputyships = this.#heard.deputyships.filter(holds)
    const { district } = this.#session.officer()
    const isAtDesk = this.#heard.shifts.some((shift) => shift.cover === 'desk' && shift.district === district && holds(shift))
    return { deputyships, shifts: this.#heard.shifts, isAtDesk, isNow: heard !== null }
  }

  list(): Promise<ResponseOf<Api['listStandIns']>> {
    return onlineOnly(() => this.#session.hub.listStandIns({}))
  }

  async nameDeputy(wish: DeputyWish): Promise<ResponseOf<Api['nameDeputy']>> {
    return this.#once(wish, (deputyshipId) => this.#session.hub.nameDeputy({ deputyshipId, ...wish }))
  }

  endDeputyship(request: RequestOf<Api['endDeputyship']>): Promise<Record<string, never>> {
    return onlineOnly(() => this.#session.hub.endDeputyship(request))
  }

  async enterShift(wish: Omit<RequestOf<Api['enterShift']>, 'shiftId'>): Promise<ResponseOf<Api['enterShift']>> {
    return this.#once(wish, (shiftId) => this.#session.hub.enterShift({ shiftId, ...wish }))
  }

  endShift(request: RequestOf<Api['endShift']>): Promise<Record<string, never>> {
    return onlineOnly(() => this.#session.hub.endShift(request))
  }

  approvalPairs(request: RequestOf<Api['approvalPairs']>): Promise<ResponseOf<Api['approvalPairs']>> {
    return onlineOnly(() => this.#session.hub.approvalPairs(request))
  }

  listAccounts(): Promise<ResponseOf<Api['listAccounts']>> {
    return onlineOnly(() => this.#session.hub.listAccounts({}))
  }

  linkAccounts(request: RequestOf<Api['linkAccounts']>): Promise<Record<string, never>> {
    return onlineOnly(() => this.#session.hub.linkAccounts(request))
  }

  /** Under one id until it has come through. */
  async #once<Answer>(wish: object, send: (id: string) => Promise<Answer>): Promise<Answer> {
    const content = JSON.stringify(wish)
    const id = this.#ids.get(content) ?? newId(this.#session.clock)
    this.#ids.set(content, id)
    const answer = await onlineOnly(() => send(id))
    this.#ids.delete(content)
    return answer
  }
}
