import { randomUUID } from 'node:crypto'
import { hubApi } from '../../../shared/api/hub-api'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { ApprovalDecision, DeputyDecision } from '../../../shared/model/approval'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { Officer } from '../../../shared/model/officer'
import type { RelatedRevealRequest, RevealRequest, SignedRevealRequest } from '../../../shared/model/reveal'
import { run } from '../../support/postgres'
import { HubHarness, type Answer } from './hub-harness'
import { newSalt, type RevealBody as PlainBody, type TestDevice } from './test-device'
import { makeFacts } from './test-facts'

/** A body of POST /reveals, with or without an approval. */
export type RevealBody = Omit<PlainBody, 'signed'> & { readonly signed: SignedRevealRequest }

export const AUTHORITY = { power: 'Data Protection Act 2018 Sch. 2 para. 2', authoriser: 'Detective Inspector, Kent Police' }

const MORE_OFFICERS: readonly Officer[] = [
  { officerId: 'grace.tembo', displayName: 'Grace Tembo', role: 'supervisor', team: 'housing-options', district: 'canterbury' },
  { officerId: 'owen.price', displayName: 'Owen Price', role: 'supervisor', team: 'income-and-debt', district: 'dover' },
  { officerId: 'lena.fox', displayName: 'Lena Fox', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
]

export interface DecisionWish {
  readonly decision?: ApprovalDecision['decision']
  readonly fieldGroups?: ApprovalDecision['fieldGroups']
  readonly openForMinutes?: number
  readonly words?: string | null
  /** Decides as the deputy of this supervisor. */
  readonly standsFor?: string
  readonly change?: Partial<ApprovalDecision>
}

/** A hub with further supervisors, one plain household and one protected, and the acts of officers and supervisors on it. */
export class ApprovalsWorld {
  private constructor(readonly hub: HubHarness, readonly plain: CodedFacts, readonly guarded: CodedFacts, readonly devices: ReadonlyMap<string, TestDevice>) {}

  static async start(): Promise<ApprovalsWorld> {
    const hub = await HubHarness.start({ deviceAllowance: 50 })
    for (const { officerId, displayName, role, team, district } of MORE_OFFICERS) {
      await run(hub.database.ownerUrl, 'insert into officers values ($1, $2, $3, $4, $5)', [officerId, displayName, role, team, district])
    }
    const [plain, guarded] = [makeFacts(), makeFacts({ isProtected: true })]
    await hub.load([plain, guarded])
    const names = ['amara.okafor', 'tom.brennan', 'priya.nair', 'helen.marsh', 'dev.patel', ...MORE_OFFICERS.map(({ officerId }) => officerId)]
    const devices = new Map<string, TestDevice>()
    for (const name of names) devices.set(name, await hub.enrol(name))
    return new ApprovalsWorld(hub, plain, guarded, devices)
  }

  device(officerId: string): TestDevice {
    const device = this.devices.get(officerId)
    if (device === undefined) throw new Error('nobody of that name')
    return device
  }

  /** A need that policy holds back: a disclosure to the police, or any reveal of the protected household. */
  need(of: 'plain' | 'guarded', officerId = 'amara.okafor', fieldGroups: RevealRequest['fieldGroups'] = ['address', 'identity']): RevealBody {
    const facts = of === 'plain' ? this.plain : this.guarded
    const purpose = this.hub.purpose(of === 'plain' ? 'court-or-law-enforcement' : 'homelessness-prevention')
    return this.device(officerId).revealBody({
      epoch: this.hub.epoch, purpose, householdId: facts.householdId, persons: [facts.members[0]!.personId], fieldGroups, reason: 'Answering a written request about a missing person',
      authority: purpose.asksAuthority ? AUTHORITY : null,
    })
  }

  reveal = (body: unknown, officerId = 'amara.okafor'): Promise<Answer> => this.hub.asDevice(this.device(officerId), hubApi.requestReveal, body)

  /** Asks, and answers the body whose request now waits. */
  async ask(of: 'plain' | 'guarded', officerId = 'amara.okafor', fieldGroups?: RevealRequest['fieldGroups']): Promise<RevealBody> {
    const body = this.need(of, officerId, fieldGroups)
    const { json } = await this.reveal(body, officerId)
    if (json['outcome'] !== 'needs-approval') throw new Error(`answered ${JSON.stringify(json)}`)
    return body
  }

  decisionBody(asked: RevealBody, officerId: string, wish: DecisionWish = {}) {
    const { decision = 'approve', words = decision === 'decline' ? 'The police must send the form first' : null } = wish
    const isNo = decision === 'decline'
    const salts = { officer: newSalt(), words: newSalt() }
    const device = this.device(officerId)
    const payload: ApprovalDecision = {
      v: 1, type: 'approval-decision', decisionId: randomUUID(), epoch: this.hub.epoch, deviceId: device.deviceId, officer: commit('officer', officerId, Buffer.from(salts.officer, 'base64url')),
      requestId: asked.signed.payload.requestId, requestLeaf: Buffer.from(leafHash(canonicalBytes(asked.signed as unknown as JsonValue))).toString('hex'), decision,
      fieldGroups: wish.fieldGroups ?? (isNo ? [] : asked.signed.payload.fieldGroups), openForMinutes: wish.openForMinutes ?? (isNo ? 0 : 15),
      words: words === null ? null : commit('reason', words, Buffer.from(salts.words, 'base64url')), knownSize: 0, statedAt: new Date().toISOString(), ...wish.change,
    }
    const standsFor = wish.standsFor === undefined ? null : { value: wish.standsFor, salt: newSalt() }
    const said: ApprovalDecision | DeputyDecision = standsFor === null ? payload : { ...payload, v: 3, standsFor: commit('officer', standsFor.value, Buffer.from(standsFor.salt, 'base64url')) }
    return { signed: device.sign(said), officer: { value: officerId, salt: salts.officer }, words: words === null ? null : { value: words, salt: salts.words }, standsFor }
  }

  decide(asked: RevealBody, officerId: string, wish: DecisionWish = {}): Promise<Answer> {
    return this.hub.asDevice(this.device(officerId), hubApi.decideRequest, this.decisionBody(asked, officerId, wish))
  }

  /** The approved request opened: the same need once more, naming the request and its decisions. */
  async opening(asked: RevealBody, change: Partial<RelatedRevealRequest> = {}, officerId = 'amara.okafor'): Promise<RevealBody> {
    const { payload } = asked.signed
    const decisions = (await this.own(officerId)).find(({ requestId }) => requestId === payload.requestId)?.approved?.decisions ?? ['0'.repeat(64)]
    if (payload.v !== 3) throw new Error('not a request of today')
    const signed = this.device(officerId).sign<RevealRequest>({
      ...payload, requestId: randomUUID(), statedAt: new Date().toISOString(), approval: { requestId: payload.requestId, decisions }, ...change,
    })
    return { ...asked, signed }
  }

  async own(officerId = 'amara.okafor') {
    return hubApi.ownRequests.response.parse((await this.hub.asDevice(this.device(officerId), hubApi.ownRequests, {})).json).requests
  }

  async stateOf(asked: RevealBody, officerId = 'amara.okafor'): Promise<string | undefined> {
    return (await this.own(officerId)).find(({ requestId }) => requestId === asked.signed.payload.requestId)?.state
  }

  async queue(officerId: string) {
    return hubApi.requestQueue.response.parse((await this.hub.asDevice(this.device(officerId), hubApi.requestQueue, {})).json)
  }
}
