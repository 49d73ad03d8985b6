import { randomBytes, randomUUID } from 'node:crypto'
import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { hubApi } from '../../../shared/api/hub-api'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { ContactListRequest, DeputyListDecision, ListDecision } from '../../../shared/model/contact-list'
import { joinPersons, type RelatedRevealRequest, type RevealRequest, type SignedRevealRequest } from '../../../shared/model/reveal'
import { ApprovalsWorld } from './approvals-world'
import type { Answer } from './hub-harness'
import { newSalt, wordingHashOf } from './test-device'
import { makeFacts } from './test-facts'

export const bytes = (salt: string) => Buffer.from(salt, 'base64url')
export type ListBody = ReturnType<ListsWorld['listBody']>

export interface ListWish {
  readonly officerId?: string
  readonly of?: readonly CodedFacts[]
  readonly purpose?: string
  readonly reason?: string
  readonly change?: Partial<ContactListRequest>
}
export interface ListDecisionWish {
  readonly decision?: ListDecision['decision']
  readonly words?: string | null
  /** Decides as the deputy of this supervisor. */
  readonly standsFor?: string
  readonly change?: Partial<ListDecision>
}

/** The approvals' world with four households more, and the acts of contact lists. */
export class ListsWorld {
  private constructor(readonly approvals: ApprovalsWorld, readonly facts: readonly CodedFacts[]) {}

  static async start(): Promise<ListsWorld> {
    const approvals = await ApprovalsWorld.start()
    const facts = Array.from({ length: 4 }, () => makeFacts())
    await approvals.hub.load(facts)
    return new ListsWorld(approvals, facts)
  }

  get hub() {
    return this.approvals.hub
  }

  listBody({ officerId = 'amara.okafor', of = this.facts.slice(0, 3), purpose = 'homelessness-prevention', reason = 'Telling them that the payment plan ends next week', change = {} }: ListWish = {}) {
    const device = this.approvals.device(officerId)
    const salts = { officer: newSalt(), reason: newSalt() }
    const stated = this.hub.purpose(purpose)
    const items = of.map(({ householdId, members }) => ({ householdId, persons: { value: joinPersons([members[0]!.personId]), salt: randomBytes(32).toString('base64url') } }))
    const payload: ContactListRequest = {
      v: 1, type: 'list-request', requestId: randomUUID(), epoch: this.hub.epoch, deviceId: device.deviceId, officer: commit('officer', officerId, bytes(salts.officer)),
      purpose: { code: stated.code, version: stated.version, wordingHash: wordingHashOf(stated) }, reason: commit('reason', reason, bytes(salts.reason)), fieldGroups: ['contact', 'identity'],
      items: items.map(({ persons }) => commit('person', persons.value, bytes(persons.salt))).toSorted(), knownSize: 0, statedAt: new Date().toISOString(), ...change,
    }
    return { signed: device.sign(payload), openings: { officer: { value: officerId, salt: salts.officer }, reason: { value: reason, salt: salts.reason } }, items }
  }

  send = (body: unknown, officerId = 'amara.okafor'): Promise<Answer> => this.hub.asDevice(this.approvals.device(officerId), contactListsApi.requestList, body)

  async ask(wish: ListWish = {}): Promise<ListBody> {
    const body = this.listBody(wish)
    const answer = await this.send(body, wish.officerId)
    if (answer.json['state'] !== 'waiting') throw new Error(`answered ${answer.text}`)
    return body
  }

  decisionBody(asked: ListBody, officerId: string, wish: ListDecisionWish = {}) {
    const { decision = 'approve', words = decision === 'decline' ? 'Write to them instead, please' : null } = wish
    const isNo = decision === 'decline'
    const salts = { officer: newSalt(), words: newSalt() }
    const device = this.approvals.device(officerId)
    const { payload } = asked.signed
    const decided: ListDecision = {
      v: 2, type: 'approval-decision', decisionId: randomUUID(), epoch: this.hub.epoch, deviceId: device.deviceId, officer: commit('officer', officerId, bytes(salts.officer)),
      requestId: payload.requestId, requestLeaf: Buffer.from(leafHash(canonicalBytes(asked.signed as unknown as JsonValue))).toString('hex'), decision,
      fieldGroups: isNo ? [] : payload.fieldGroups, openForMinutes: isNo ? 0 : 15, items: isNo ? [] : payload.items, workForHours: isNo ? 0 : 12,
      words: words === null ? null : commit('reason', words, bytes(salts.words)), knownSize: 0, statedAt: new Date().toISOString(), ...wish.change,
    }
    const standsFor = wish.standsFor === undefined ? null : { value: wish.standsFor, salt: newSalt() }
    const said: ListDecision | DeputyListDecision = standsFor === null ? decided : { ...decided, v: 4, standsFor: commit('officer', standsFor.value, bytes(standsFor.salt)) }
    return { signed: device.sign(said), officer: { value: officerId, salt: salts.officer }, words: words === null ? null : { value: words, salt: salts.words }, standsFor }
  }

  decide(asked: ListBody, officerId = 'priya.nair', wish: ListDecisionWish = {}): Promise<Answer> {
    return this.hub.asDevice(this.approvals.device(officerId), contactListsApi.decideList, this.decisionBody(asked, officerId, wish))
  }

  async own(officerId = 'amara.okafor') {
    return contactListsApi.ownLists.response.parse((await this.hub.asDevice(this.approvals.device(officerId), contactListsApi.ownLists, {})).json).lists
  }

  async one(asked: ListBody, officerId = 'amara.okafor') {
    return (await this.own(officerId)).find(({ requestId }) => requestId === asked.signed.payload.requestId)
  }

  async queue(officerId = 'priya.nair') {
    return contactListsApi.listQueue.response.parse((await this.hub.asDevice(this.approvals.device(officerId), contactListsApi.listQueue, {})).json)
  }

  /** One household of the list opened: a reveal of its own that names the list and its decision. */
  async opening(asked: ListBody, at = 0, change: Partial<RelatedRevealRequest> = {}, officerId = 'amara.okafor') {
    const item = asked.items[at]!
    const device = this.approvals.device(officerId)
    const { payload } = asked.signed
    const decisions = (await this.one(asked))?.approved?.decisions ?? ['0'.repeat(64)]
    const plain = device.revealBody({
      epoch: this.hub.epoch, purpose: this.hub.purpose(payload.purpose.code), householdId: item.householdId, persons: item.persons.value.split(','), fieldGroups: payload.fieldGroups, reason: asked.openings.reason.value,
    })
    if (plain.signed.payload.v !== 3) throw new Error('not a request of today')
    const signed: SignedRevealRequest = device.sign<RevealRequest>({ ...plain.signed.payload, approval: { requestId: payload.requestId, decisions }, ...change })
    return { ...plain, signed }
  }

  reveal = (body: unknown, officerId = 'amara.okafor'): Promise<Answer> => this.hub.asDevice(this.approvals.device(officerId), hubApi.requestReveal, body)
}
