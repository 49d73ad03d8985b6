import { CasementError } from '../../shared/errors/casement-error'
import type { DecidedRequest, QueuedRequest } from '../../shared/api/approvals-api'
import type { ToDecide } from '../../shared/ipc/request-contract'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { commit, type CommitmentKind } from '../../shared/ledger/commitment'
import { leafHash } from '../../shared/ledger/merkle-hash'
import { ApprovalDecisionSchema, DeputyDecisionSchema, type Decision, type RequestState, type SignedApprovalDecision } from '../../shared/model/approval'
import type { FieldGroup } from '../../shared/model/codes'
import { relatedPart } from '../../shared/model/reveal'
import type { Purpose } from '../../shared/purposes/purpose'
import { toInstant } from '../settings/clock'
import type { LedgerService } from './ledger-service'
import { newId, newSalt } from './new-id'
import { wordingHashOf } from './purpose-service'
import { needsConnection } from './request-service'
import { openingOf, opens } from './openings'
import type { Session } from './session'
import { requireReason } from './stated-reason'
import type { TurnQueue } from './turn-queue'

export interface DecisionToMake {
  readonly requestId: string
  readonly decision: Decision
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly openForMinutes: number
  readonly words: string | null
}
interface Prepared {
  readonly content: string
  readonly signed: SignedApprovalDecision
  readonly officer: { value: string; salt: string }
  readonly words: { value: string; salt: string } | null
  readonly standsFor: { value: string; salt: string } | null
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A supervisor's side of access requests: what waits, held against what was signed, and decisions signed by this laptop. */
export class ApprovalService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #queue: TurnQueue
  /** As last listed: a decision is about exactly what was shown. */
  #shown = new Map<string, QueuedRequest>()
  /** The last decision on each request, so that asking again after a lost answer sends the very same. */
  readonly #prepared = new Map<string, Prepared>()

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#queue = queue
  }

  async listQueue(): Promise<{ requests: ToDecide[]; decided: DecidedRequest[] }> {
    const { hub, keys, watch } = this.#session
    const { requests, decided } = await hub.requestQueue({}).catch(needsConnection)
    const { purposes } = await keys()
    watch.kick()
    const views = requests.flatMap((request) => toView(request, purposes))
    this.#shown = new Map(requests.map((request) => [request.requestId, request]))
    return { requests: views, decided }
  }

  /** Signed here, in the ledger before it takes effect, and its receipt checked like any other. Throws NOT_FOUND for what was not shown. */
  async decide(wish: DecisionToMake): Promise<{ state: RequestState }> {
    const request = this.#shown.get(wish.requestId)
    if (request === undefined) throw new CasementError('NOT_FOUND')
    const words = wish.words === null || wish.words.trim() === '' ? null : requireReason(wish.words)
    if (wish.decision === 'decline' && words === null) throw new CasementError('REVEAL_REASON_REQUIRED')
    return this.#queue.run(async () => {
      const { signed, officer, words: opening, standsFor } = this.#prepare(request, { ...wish, words })
      const { state } = await this.#ledger.enter(signed, () =>
        this.#session.hub.decideRequest({ signed, officer, words: opening, standsFor }).catch(needsConnection),
      )
      this.#prepared.delete(wish.requestId)
      this.#session.watch.kick()
      return { state }
    })
  }

  #prepare(request: QueuedRequest, wish: DecisionToMake): Prepared {
    const { officer, deviceId, epoch, clock, signer } = this.#session
    const supervisorId = request.capacity === 'deputy' ? (request.standsForId ?? null) : null
    const content = JSON.stringify([wish.decision, [...wish.fieldGroups].toSorted(), wish.openForMinutes, wish.words, supervisorId])
    const before = this.#prepared.get(wish.requestId)
    if (before?.content === content && before.signed.payload.epoch === epoch()) return before
    const { officerId } = officer()
    const salts = { officer: newSalt(), words: newSalt(), standsFor: newSalt() }
    const payload = {
      type: 'approval-decision',
      decisionId: newId(clock),
      epoch: epoch(),
      deviceId,
      officer: commit('officer', officerId, salts.officer),
      requestId: wish.requestId,
      requestLeaf: hex(leafHash(canonicalBytes(request.signed))),
      decision: wish.decision,
      fieldGroups: [...new Set(wish.fieldGroups)].toSorted(),
      openForMinutes: wish.openForMinutes,
      words: wish.words === null ? null : commit('reason', wish.words, salts.words),
      knownSize: this.#ledger.knownSize(),
      statedAt: toInstant(clock.now()),
    }
    const prepared: Prepared = {
      content,
      signed: signer(
        supervisorId === null
          ? ApprovalDecisionSchema.parse({ ...payload, v: 1 })
          : DeputyDecisionSchema.parse({ ...payload, v: 3, standsFor: commit('officer', supervisorId, salts.standsFor) }),
      ),
      officer: openingOf(officerId, salts.officer),
      words: wish.words === null ? null : openingOf(wish.words, salts.words),
      standsFor: supervisorId === null ? null : openingOf(supervisorId, salts.standsFor),
    }
    this.#prepared.set(wish.requestId, prepared)
    return prepared
  }
}

/** In words, and only if every word is what the requester's laptop signed: throws HUB_RUBBISH. Under a wording that is not signed any more nothing could be opened, so there is nothing to decide. */
function toView(request: QueuedRequest, purposes: ReadonlyArray<Purpose>): ToDecide[] {
  const { signed, openings, state: _state, ...rest } = request
  const { payload } = signed
  const related = relatedPart(payload)
  const purpose = purposes.find(
    (candidate) => candidate.code === payload.purpose.code && wordingHashOf(candidate) === payload.purpose.wordingHash,
  )
  const isTrue =
    payload.requestId === request.requestId &&
    opens(payload.officer, 'officer', openings.officer) &&
    opens(payload.persons, 'person', openings.persons) &&
    opens(payload.reason, 'reason', openings.reason) &&
    opensOptional(related.linked, 'case', openings.linked) &&
    opensOptional(related.authority, 'authority', openings.authority)
  if (!isTrue) throw new CasementError('HUB_RUBBISH')
  if (purpose === undefined) return []
  return [{
    ...rest,
    people: openings.persons.value.split(',').length,
    reason: openings.reason.value,
    linked: openings.linked?.value ?? null,
    authority: openings.authority?.value ?? null,
    statedRelationship: related.relationship,
    fieldGroups: payload.fieldGroups,
    openForMinutes: purpose.openForMinutes,
    purpose: { title: purpose.title, wording: purpose.wording, lawfulTask: purpose.lawfulTask },
  }]
}

/** Committed to and opened, or neither. */
const opensOptional = (
  commitment: string | null,
  kind: CommitmentKind,
  opening: Readonly<{ value: string; salt: string }> | null,
): boolean => (commitment === null || opening === null ? commitment === opening : opens(commitment, kind, opening))
