import { CasementError } from '../../shared/errors/casement-error'
import type { DecidedList, QueuedList } from '../../shared/api/contact-lists-api'
import type { ListToDecide } from '../../shared/ipc/contact-list-contract'
import { canonicalBytes, canonicalise } from '../../shared/ledger/canonical-json'
import { commit } from '../../shared/ledger/commitment'
import { leafHash } from '../../shared/ledger/merkle-hash'
import type { Decision, RequestState } from '../../shared/model/approval'
import type { FieldGroup } from '../../shared/model/codes'
import { DeputyListDecisionSchema, emergencyPackOf, ListDecisionSchema, outingOf, type ListRequest, type SignedListDecision } from '../../shared/model/contact-list'
import type { Purpose } from '../../shared/purposes/purpose'
import { toInstant } from '../settings/clock'
import type { LedgerService } from './ledger-service'
import { newId, newSalt } from './new-id'
import { wordingHashOf } from './purpose-service'
import { needsConnection } from './request-service'
import { openingOf, opens, type Opening } from './openings'
import type { Session } from './session'
import { requireReason } from './stated-reason'
import type { TurnQueue } from './turn-queue'

export interface ListDecisionToMake {
  readonly requestId: string
  readonly decision: Decision
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly openForMinutes: number
  readonly items: ReadonlyArray<string>
  readonly workForHours: number
  readonly words: string | null
}
interface Prepared {
  readonly content: string
  readonly signed: SignedListDecision
  readonly officer: { value: string; salt: string }
  readonly words: { value: string; salt: string } | null
  readonly standsFor: { value: string; salt: string } | null
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A supervisor's side of contact lists, as `ApprovalService` for single requests: shown only as far as it opens what was signed, and decided with this laptop's signature. */
export class ListApprovalService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #queue: TurnQueue
  #shown = new Map<string, QueuedList>()
  readonly #prepared = new Map<string, Prepared>()

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#queue = queue
  }

  async listQueue(): Promise<{ lists: ListToDecide[]; decided: DecidedList[] }> {
    const { hub, keys } = this.#session
    const { lists, decided } = await hub.listQueue({}).catch(needsConnection)
    const { purposes } = await keys()
    const views = lists.flatMap((list) => toView(list, purposes))
    this.#shown = new Map(lists.map((list) => [list.requestId, list]))
    return { lists: views, decided }
  }

  /** Throws NOT_FOUND for what was not shown. */
  async decide(wish: ListDecisionToMake): Promise<{ state: RequestState }> {
    const list = this.#shown.get(wish.requestId)
    if (list === undefined) throw new CasementError('NOT_FOUND')
    const words = wish.words === null || wish.words.trim() === '' ? null : requireReason(wish.words)
    if (wish.decision === 'decline' && words === null) throw new CasementError('REVEAL_REASON_REQUIRED')
    return this.#queue.run(async () => {
      const { signed, officer, words: opening, standsFor } = this.#prepare(list, { ...wish, words })
      const { state } = await this.#ledger.enter(signed, () =>
        this.#session.hub.decideList({ signed, officer, words: opening, standsFor }).catch(needsConnection),
      )
      this.#prepared.delete(wish.requestId)
      this.#session.watch.kick()
      return { state }
    })
  }

  #prepare(list: QueuedList, wish: ListDecisionToMake): Prepared {
    const { officer, deviceId, epoch, clock, signer } = this.#session
    const [fieldGroups, items] = [[...new Set(wish.fieldGroups)].toSorted(), [...new Set(wish.items)].toSorted()]
    const supervisorId = list.capacity === 'deputy' ? (list.standsForId ?? null) : null
    const content = JSON.stringify([wish.decision, fieldGroups, wish.openForMinutes, items, wish.workForHours, wish.words, supervisorId])
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
      requestLeaf: hex(leafHash(canonicalBytes(list.signed))),
      decision: wish.decision,
      fieldGroups,
      openForMinutes: wish.openForMinutes,
      items,
      workForHours: wish.workForHours,
      words: wish.words === null ? null : commit('reason', wish.words, salts.words),
      knownSize: this.#ledger.knownSize(),
      statedAt: toInstant(clock.now()),
    }
    const prepared: Prepared = {
      content,
      signed: signer(
        supervisorId === null
          ? ListDecisionSchema.parse({ ...payload, v: 2 })
          : DeputyListDecisionSchema.parse({ ...payload, v: 4, standsFor: commit('officer', supervisorId, salts.standsFor) }),
      ),
      officer: openingOf(officerId, salts.officer),
      words: wish.words === null ? null : openingOf(wish.words, salts.words),
      standsFor: supervisorId === null ? null : openingOf(supervisorId, salts.standsFor),
    }
    this.#prepared.set(wish.requestId, prepared)
    return prepared
  }
}

/** In words, and only if every word and each household's people are what the requester's laptop signed: throws HUB_RUBBISH. */
function toView(list: QueuedList, purposes: ReadonlyArray<Purpose>): ListToDecide[] {
  const { signed, openings, items, state: _state, ...rest } = list
  const { payload } = signed
  const purpose = purposes.find(
    (candidate) => candidate.code === payload.purpose.code && wordingHashOf(candidate) === payload.purpose.wordingHash,
  )
  const isTrue =
    payload.requestId === list.requestId &&
    opens(payload.officer, 'officer', openings.officer) &&
    opens(payload.reason, 'reason', openings.reason) &&
    items.map(({ item }) => item).toSorted().join() === payload.items.join() &&
    items.every(({ item, persons }) => opens(item, 'person', persons)) &&
    items.every(({ item, reason }) => isReasonOf(payload, item, reason)) &&
    canonicalise(list.outing) === canonicalise(outingOf(payload)) &&
    list.pack === emergencyPackOf(payload)
  if (!isTrue) throw new CasementError('HUB_RUBBISH')
  if (purpose === undefined) return []
  return [{
    ...rest,
    items: items.map(({ persons, reason, ...item }) => ({ ...item, reason: reason?.value ?? null, people: persons.value.split(',').length })),
    reason: openings.reason.value,
    fieldGroups: payload.fieldGroups,
    openForMinutes: purpose.openForMinutes,
    purpose: { title: purpose.title, wording: purpose.wording, lawfulTask: purpose.lawfulTask },
  }]
}

/** The reason shown for a visit is the one that was signed for exactly this household; a contact list has none but its own. */
function isReasonOf(payload: ListRequest, item: string, reason: Opening | null): boolean {
  if (payload.v === 1) return reason === null
  const commitment = payload.reasons[payload.items.indexOf(item)]
  return commitment !== undefined && reason !== null && opens(commitment, 'reason', reason)
}
