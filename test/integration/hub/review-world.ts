import { randomUUID } from 'node:crypto'
import { reviewApi } from '../../../shared/api/review-api'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { ReviewOutcome } from '../../../shared/model/review'
import type { RevealRequest } from '../../../shared/model/reveal'
import { run } from '../../support/postgres'
import { ApprovalsWorld, type RevealBody } from './approvals-world'
import type { Answer } from './hub-harness'
import { newSalt } from './test-device'

export interface OutcomeWish {
  readonly outcome?: ReviewOutcome['outcome']
  readonly step?: ReviewOutcome['step']
  readonly words?: string
  readonly change?: Partial<ReviewOutcome>
}

/** The world of approvals, with reveals that have to be reviewed and the outcomes of reviewers. */
export class ReviewWorld {
  private constructor(readonly base: ApprovalsWorld) {}

  static async start(): Promise<ReviewWorld> {
    return new ReviewWorld(await ApprovalsWorld.start())
  }

  get hub() {
    return this.base.hub
  }

  /** Says that two accounts belong to one person. */
  async samePerson(...officers: readonly string[]): Promise<void> {
    const ref = randomUUID().replaceAll('-', '')
    for (const officer of officers) await run(this.hub.database.ownerUrl, 'insert into officer_persons values ($1, $2, $3, now())', [officer, ref, 'dev.patel'])
  }

  /** A reveal that no approval holds back; somebody of another team has no relationship with the household. */
  body(officerId: string, change: Readonly<{ reason?: string; fieldGroups?: RevealRequest['fieldGroups'] }> = {}): RevealBody {
    const { plain } = this.base
    return this.base.device(officerId).revealBody({
      epoch: this.hub.epoch, purpose: this.hub.purpose('homelessness-prevention'), householdId: plain.householdId, persons: [plain.members[0]!.personId], ...change,
    })
  }

  async reveal(officerId = 'tom.brennan'): Promise<RevealBody> {
    const body = this.body(officerId)
    const { json } = await this.base.reveal(body, officerId)
    if (json['outcome'] !== 'allow') throw new Error(`answered ${JSON.stringify(json)}`)
    return body
  }

  outcomeBody(revealed: RevealBody, reviewerId: string, wish: OutcomeWish = {}) {
    const { outcome = 'justified', step = 'review', words = 'The resident had called about the notice that morning' } = wish
    const salts = { officer: newSalt(), words: newSalt() }
    const device = this.base.device(reviewerId)
    const payload: ReviewOutcome = {
      v: 1, type: 'review-outcome', outcomeId: randomUUID(), epoch: this.hub.epoch, deviceId: device.deviceId, officer: commit('officer', reviewerId, Buffer.from(salts.officer, 'base64url')),
      requestId: revealed.signed.payload.requestId, requestLeaf: Buffer.from(leafHash(canonicalBytes(revealed.signed as unknown as JsonValue))).toString('hex'), step, outcome,
      words: commit('reason', words, Buffer.from(salts.words, 'base64url')), knownSize: 0, statedAt: new Date().toISOString(), ...wish.change,
    }
    return { signed: device.sign(payload), officer: { value: reviewerId, salt: salts.officer }, words: { value: words, salt: salts.words } }
  }

  send = (body: unknown, reviewerId: string): Promise<Answer> => this.hub.asDevice(this.base.device(reviewerId), reviewApi.recordOutcome, body)

  record(revealed: RevealBody, reviewerId: string, wish: OutcomeWish = {}): Promise<Answer> {
    return this.send(this.outcomeBody(revealed, reviewerId, wish), reviewerId)
  }

  async queue(reviewerId: string) {
    return reviewApi.reviewQueue.response.parse((await this.hub.asDevice(this.base.device(reviewerId), reviewApi.reviewQueue, {})).json)
  }

  async own(officerId: string) {
    return reviewApi.ownReviews.response.parse((await this.hub.asDevice(this.base.device(officerId), reviewApi.ownReviews, {})).json)
  }
}
