import type { Evidence } from '../../shared/api/oversight-api'
import type { Proof } from '../../shared/ipc/oversight-contract'
import { type CommitmentKind } from '../../shared/ledger/commitment'
import type { EntryPlace, Look } from '../../shared/model/oversight'
import { relatedPart } from '../../shared/model/reveal'
import { onlineOnly } from './online-only'
import type { LedgerService } from './ledger-service'
import { opens, type Opening } from './openings'
import type { Session } from './session'
import type { TurnQueue } from './turn-queue'

/** What was found of one entry, and the evidence that came for it. */
export interface Examined {
  readonly proof: Proof
  readonly evidence: Evidence | null
}

const PER_CALL = 200
const UNPROVED: Examined = { proof: 'unproved', evidence: null }
const EARLIER: Examined = { proof: 'earlier-epoch', evidence: null }
const keyOf = ({ epoch, index }: EntryPlace): string => `${epoch}.${index}`

/** Proves other people's entries on this laptop: the hub's list is believed only where the ledger says the same. */
export class EntryProver {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #queue: TurnQueue

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#queue = queue
  }

  /** A verdict on each look, by `epoch.index`. */
  async prove(looks: readonly Look[]): Promise<(look: Look) => Proof> {
    const examine = await this.examine(looks)
    return (look) => examine(look).proof
  }

  /** The same with what it rests on, for whoever hands the proof on. */
  examine(looks: readonly Look[]): Promise<(look: Look) => Examined> {
    return this.#queue.run(async () => {
      const epoch = this.#session.epoch()
      const proofs = new Map<string, Examined>()
      const own = looks.filter(({ entry }) => entry.epoch === epoch)
      for (let from = 0; from < own.length; from += PER_CALL)
        await this.#proveSome(own.slice(from, from + PER_CALL), proofs)
      return ({ entry }) => (entry.epoch === epoch ? (proofs.get(keyOf(entry)) ?? UNPROVED) : EARLIER)
    })
  }

  async #proveSome(looks: readonly Look[], proofs: Map<string, Examined>): Promise<void> {
    const entries = [...new Map(looks.map(({ entry }) => [keyOf(entry), entry])).values()]
    const { evidence } = await onlineOnly(() =>
      this.#session.hub.evidence({ entries, knownSize: this.#ledger.knownSize() }),
    )
    for (const item of evidence) {
      const shown = looks.filter(({ entry }) => entry.index === item.receipt.entryIndex)
      const [first] = shown
      if (first === undefined) continue
      const proof = await this.#proofOf(item, first.entry.epoch)
      for (const look of shown)
        proofs.set(keyOf(look.entry), {
          proof: proof === 'proved' && !saysTheSame(look, item) ? 'unproved' : proof,
          evidence: item,
        })
    }
  }

  async #proofOf({ receipt, leaf }: Evidence, epoch: string): Promise<Proof> {
    const known = this.#ledger.knownSize()
    // All receipts of a call prove from the same size; after the first has moved ours on, the rest are of exactly that checkpoint.
    const isOfKnown = receipt.knownSize !== known && receipt.treeSize === known
    const verdict = await this.#ledger.check(
      isOfKnown ? { ...receipt, knownSize: known, consistencyProof: [] } : receipt,
      leaf,
      epoch,
    )
    if (!verdict.ok) return verdict.code === 'LEDGER_INCONSISTENT' ? 'inconsistent' : 'unproved'
    this.#ledger.remember(verdict.checkpoint, receipt.checkpoint, epoch)
    return 'proved'
  }
}

/** Is what is shown of an entry what its signed leaf says: what was asked, for which purpose, by whom, in which words? */
export function saysTheSame(look: Look, { leaf, officer, reason, linked, authority, standsFor }: Evidence): boolean {
  if (!('payload' in leaf)) return false
  const { payload } = leaf
  // The controller's own: no officer looked at anybody by it, and nothing is shown of it that it could say otherwise.
  if (payload.type === 'erasure') return false
  if (payload.type === 'device-event')
    return (
      look.kind === 'device-event' &&
      look.event === payload.event &&
      look.requestId === payload.requestId &&
      look.fieldGroup === payload.fieldGroup
    )
  if (officer === null || officer.value !== look.actor.officerId || !opens(payload.officer, 'officer', officer))
    return false
  if (payload.type === 'review-outcome')
    return (
      look.kind === 'review' &&
      look.requestId === payload.requestId &&
      look.outcome === payload.outcome &&
      look.step === payload.step &&
      areOwnWords(look.reason, payload.words, 'reason', reason)
    )
  if (payload.type === 'approval-decision')
    return (
      look.kind === 'decision' &&
      look.requestId === payload.requestId &&
      look.outcome === payload.decision &&
      isSameList(look.fieldGroups, payload.fieldGroups) &&
      (look.households ?? null) === (payload.v === 2 || payload.v === 4 ? payload.items.length : null) &&
      isSameName(look.standsFor?.officerId ?? null, 'standsFor' in payload ? payload.standsFor : null, standsFor) &&
      areOwnWords(look.reason, payload.words, 'reason', reason)
    )
  if (look.purpose?.code !== payload.purpose.code || look.purpose.version !== payload.purpose.version) return false
  if (payload.type === 'lookup-request')
    return look.kind === 'lookup' && look.requestId === payload.lookupId && isSameList(look.criteria, payload.criteria)
  if (look.requestId !== payload.requestId || !isSameList(look.fieldGroups, payload.fieldGroups)) return false
  if (payload.type === 'list-request')
    return (
      look.kind === 'list' &&
      look.households === payload.items.length &&
      areOwnWords(look.reason, payload.reason, 'reason', reason)
    )
  if (look.kind !== 'reveal') return false
  const related = relatedPart(payload)
  if (look.relationship !== related.relationship || look.isEmergency !== related.emergency) return false
  return (
    areOwnWords(look.reason, payload.reason, 'reason', reason) &&
    areOwnWords(look.linked, related.linked, 'case', linked) &&
    areOwnWords(look.authority, related.authority, 'authority', authority)
  )
}

/** Words that were erased prove nothing and are not shown; words that are shown must be the ones committed to. */
const areOwnWords = (shown: string | null, commitment: string | null, kind: CommitmentKind, opening: Opening | null): boolean =>
  shown === null ||
  (commitment !== null && opening !== null && opening.value === shown && opens(commitment, kind, opening))

/** As whose deputy: said exactly where the decision commits to somebody, and then to nobody else. Not words of anybody, so never left out. */
const isSameName = (shown: string | null, commitment: string | null, opening: Opening | null): boolean =>
  commitment === null
    ? shown === null
    : shown !== null && opening !== null && opening.value === shown && opens(commitment, 'officer', opening)

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])
