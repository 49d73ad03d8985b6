import { CasementError } from '../../../../shared/errors/casement-error'
import type { MyRequest, ToDecide } from '../../../../shared/ipc/request-contract'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { FakeBridge } from './fake-bridge'

/** The access requests that a FakeBridge knows: own ones, and those that wait for a supervisor. */
export class FakeApprovals {
  requests: MyRequest[] = []
  queue: ToDecide[] = []
  isFresh = true
  readonly #bridge: FakeBridge
  constructor(bridge: FakeBridge) {
    this.#bridge = bridge
  }

  async answer(name: string, request: Record<string, unknown>): Promise<unknown> {
    switch (name) {
      case 'request.getCounts': return { waiting: this.#count('waiting'), news: this.requests.filter(({ isNews }) => isNews).length, toDecide: this.queue.length }
      case 'request.list': return { requests: this.requests, asOf: new Date().toISOString(), isFresh: this.isFresh }
      case 'request.listQueue': return { requests: this.queue, decided: [] }
      case 'request.decide': {
        const found = this.queue.find(({ requestId }) => requestId === request['requestId'])
        this.queue = this.queue.filter((each) => each !== found)
        return { state: request['decision'] === 'decline' ? 'declined' : found?.approvalsNeeded === 2 ? 'waiting' : 'approved' }
      }
      case 'request.cancel': this.requests = this.requests.map((each) => (each.requestId === request['requestId'] ? { ...each, state: 'cancelled' } : each)); return {}
      case 'request.open': {
        const own = this.requests.find(({ requestId }) => requestId === request['requestId'])
        if (own?.approved === null || own === undefined) throw new CasementError('APPROVAL_NOT_GIVEN')
        return this.#bridge.grant({ persons: own.persons, fieldGroups: own.approved.fieldGroups, requestId: request['revealId'], windowKey: request['windowKey'], purpose: 'disclosure-to-police', reason: own.reason })
      }
      default: return {}
    }
  }

  #count(state: MyRequest['state']): number {
    return this.requests.filter((request) => request.state === state).length
  }
}

const ID = (n: number): string => `0192f000-0000-7000-8000-0000000d${String(n).padStart(4, '0')}`
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()

/** One of my requests about that household. */
export const makeRequest = (n: number, household: HouseholdRecord, wish: Partial<MyRequest> = {}): MyRequest => ({
  requestId: ID(n), householdId: household.householdId, reference: household.reference, state: 'waiting', requestedAt: hours(-2), expiresAt: hours(22), approvalsNeeded: 1, decisions: [],
  reason: 'Answering a written request of the police', persons: household.members.slice(0, 1).map(({ personId }) => personId), fieldGroups: ['address', 'identity'],
  waitingWith: { district: 'canterbury', teams: ['income-and-debt'], isProtected: false }, approved: null, purposeTitle: 'Disclosure to the police', isNews: false, relationship: 'none', linked: null, authority: null, ...wish,
})

/** The same, approved for its identity only. */
export const makeApproved = (n: number, household: HouseholdRecord): MyRequest => makeRequest(n, household, {
  state: 'approved', isNews: true, approved: { fieldGroups: ['identity'], openForMinutes: 10, openUntil: hours(11), decisions: ['a'.repeat(64)] },
  decisions: [{ decision: 'narrow', by: 'Priya Nair', at: hours(-1), fieldGroups: ['identity'], openForMinutes: 10, words: 'The name is enough for the form' }],
})

/** One that waits for a supervisor. */
export const makeToDecide = (n: number, household: HouseholdRecord, wish: Partial<ToDecide> = {}): ToDecide => ({
  requestId: ID(n), householdId: household.householdId, reference: household.reference, requestedAt: hours(-n), expiresAt: hours(24 - n), approvalsNeeded: 1, decisions: [],
  requester: { name: 'Amara Okafor', role: 'officer', team: 'income-and-debt' }, relationship: 'own-team', statedRelationship: 'own-team', linked: null, authority: null, isProtected: false, memberCount: household.members.length, people: 1,
  reason: 'Answering a written request of the police', fieldGroups: ['address', 'contact', 'identity'], openForMinutes: 15,
  purpose: { title: 'Disclosure to the police', wording: 'The police have asked for these details in writing.', lawfulTask: 'Data Protection Act 2018 Sch. 2 para. 2' }, ...wish,
})
