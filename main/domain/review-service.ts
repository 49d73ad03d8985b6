import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { EmergencyStanding, OwnReview, QueuedReview, reviewApi } from '../../shared/api/review-api'
import { CasementError } from '../../shared/errors/casement-error'
import type { ReviewQueue, ToReview } from '../../shared/ipc/review-contract'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { commit } from '../../shared/ledger/commitment'
import { leafHash } from '../../shared/ledger/merkle-hash'
import { ReviewOutcomeSchema, type ReviewOutcomeCode, type ReviewStep, type SignedReviewOutcome } from '../../shared/model/review'
import { relatedPart } from '../../shared/model/reveal'
import { toInstant } from '../settings/clock'
import type { LedgerService } from './ledger-service'
import { newId, newSalt } from './new-id'
import { onlineOnly } from './online-only'
import { openingOf, opens } from './openings'
import type { Session } from './session'
import { requireReason } from './stated-reason'
import type { TurnQueue } from './turn-queue'

export interface OutcomeToRecord {
  readonly requestId: string
  readonly step: ReviewStep
  readonly outcome: ReviewOutcomeCode
  readonly words: string
}
interface Prepared {
  readonly content: string
  readonly signed: SignedReviewOutcome
  readonly officer: { value: string; salt: string }
  readonly words: { value: string; salt: string }
}

const keyOf = ({ requestId, step }: Pick<OutcomeToRecord, 'requestId' | 'step'>): string => `${step}:${requestId}`

/** Reviews of reveals: an officer's own, and a reviewer's side: what waits, held against what was signed, and outcomes signed by this laptop. */
export class ReviewService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #queue: TurnQueue
  /** As last listed: an outcome is about exactly what was shown. */
  #shown = new Map<string, QueuedReview>()
  /** The last outcome of each, so that asking again after a lost answer sends the very same. */
  readonly #prepared = new Map<string, Prepared>()

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#queue = queue
  }

  async listMine(): Promise<{ reviews: OwnReview[]; emergency: EmergencyStanding }> {
    const { reviews, emergency } = await onlineOnly(() => this.#session.hub.ownReviews({}))
    return { reviews, emergency }
  }

  async listQueue(): Promise<ReviewQueue> {
    const { tasks, concerns, hubTime: _hubTime, ...rest } = await onlineOnly(() => this.#session.hub.reviewQueue({}))
    const { purposes } = await onlineOnly(() => this.#session.keys())
    const titles = new Map(purposes.map(({ code, title }) => [code, title]))
    const views = [tasks, concerns].map((list) => list.map((task) => toView(task, titles)))
    this.#shown = new Map([...tasks, ...concerns].map((task) => [keyOf(task), task]))
    return { ...rest, tasks: views[0] ?? [], concerns: views[1] ?? [] }
  }

  /** Signed here, in the ledger before it takes effect, and its receipt checked like any other. Throws NOT_FOUND for what was not shown. */
  async record(wish: OutcomeToRecord): Promise<Record<string, never>> {
    const task = this.#shown.get(keyOf(wish))
    if (task === undefined) throw new CasementError('NOT_FOUND')
    const words = requireReason(wish.words)
    return this.#queue.run(async () => {
      const { signed, officer, words: opening } = this.#prepare(task, { ...wish, words })
      await this.#ledger.enter(signed, () =>
        onlineOnly(() => this.#session.hub.recordOutcome({ signed, officer, words: opening })),
      )
      this.#prepared.delete(keyOf(wish))
      return {}
    })
  }

  listAlerts(): Promise<ResponseOf<typeof reviewApi.listAlerts>> {
    return onlineOnly(() => this.#session.hub.listAlerts({}))
  }

  closeAlert(request: RequestOf<typeof reviewApi.closeAlert>): Promise<Record<string, never>> {
    return onlineOnly(() => this.#session.hub.closeAlert(request))
  }

  #prepare(task: QueuedReview, wish: OutcomeToRecord): Prepared {
    const { officer, deviceId, epoch, clock, signer } = this.#session
    const content = JSON.stringify([wish.outcome, wish.words])
    const before = this.#prepared.get(keyOf(wish))
    if (before?.content === content && before.signed.payload.epoch === epoch()) return before
    const { officerId } = officer()
    const salts = { officer: newSalt(), words: newSalt() }
    const payload = ReviewOutcomeSchema.parse({
      v: 1,
      type: 'review-outcome',
      outcomeId: newId(clock),
      epoch: epoch(),
      deviceId,
      officer: commit('officer', officerId, salts.officer),
      requestId: wish.requestId,
      requestLeaf: Buffer.from(leafHash(canonicalBytes(task.signed))).toString('hex'),
      step: wish.step,
      outcome: wish.outcome,
      words: commit('reason', wish.words, salts.words),
      knownSize: this.#ledger.knownSize(),
      statedAt: toInstant(clock.now()),
    })
    const prepared: Prepared = {
      content,
      signed: signer(payload),
      officer: openingOf(officerId, salts.officer),
      words: openingOf(wish.words, salts.words),
    }
    this.#prepared.set(keyOf(wish), prepared)
    return prepared
  }
}

/** In words, and only if officer, purpose, groups and reason are what the officer's laptop signed: throws HUB_RUBBISH. */
function toView(task: QueuedReview, titles: ReadonlyMap<string, string>): ToReview {
  const { signed, openings, ...shown } = task
  const { payload } = signed
  const { look } = shown
  const isTrue =
    payload.requestId === task.requestId &&
    look.requestId === task.requestId &&
    look.actor.officerId === openings.officer.value &&
    opens(payload.officer, 'officer', openings.officer) &&
    look.purpose?.code === payload.purpose.code &&
    look.fieldGroups.join() === payload.fieldGroups.join() &&
    look.reason === (openings.reason?.value ?? null) &&
    (openings.reason === null || opens(payload.reason, 'reason', openings.reason)) &&
    look.relationship === relatedPart(payload).relationship &&
    look.isEmergency === relatedPart(payload).emergency &&
    shown.factors.includes('emergency') === look.isEmergency
  if (!isTrue) throw new CasementError('HUB_RUBBISH')
  return { ...shown, purposeTitle: titles.get(payload.purpose.code) ?? null }
}

