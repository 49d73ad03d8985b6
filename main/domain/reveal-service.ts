import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import type { OwnRequest } from '../../shared/api/approvals-api'
import type { Granted } from '../../shared/ipc/reveal-contract'
import { splitAuthority } from '../../shared/model/authority'
import type { FieldGroup } from '../../shared/model/codes'
import { isLinkedCase } from '../../shared/model/linked-case'
import type { HouseholdId, P256PublicJwk } from '../../shared/model/ids'
import { approvalOf, type ApprovalNamed, type DeviceEvent, type RevealGrant } from '../../shared/model/reveal'
import type { Purpose } from '../../shared/purposes/purpose'
import { toInstant } from '../settings/clock'
import type { StatedReveal } from '../store/repositories/reveal-repository'
import type { DeviceEventService } from './device-event-service'
import type { HouseholdService } from './household-service'
import type { LedgerService } from './ledger-service'
import { LiveGrants } from './live-grants'
import { newId } from './new-id'
import type { PurposeService } from './purpose-service'
import { RevealProof } from './reveal-proof'
import type { Session } from './session'
import { offline, stateReveal, type Need, type RevealToRequest, type ShownPurpose } from './state-reveal'
import { requireReasonFor } from './stated-reason'
import type { TurnQueue } from './turn-queue'

/** What hub and vault gave, every check passed; sealed to whichever key was named. */
interface Obtained {
  readonly outcome: 'obtained'
  readonly grant: RevealGrant
  readonly sealed: string
  readonly askedAt: number
  readonly budget: Granted['budget']
}

export interface RevealParts {
  readonly ledger: LedgerService
  readonly purposes: PurposeService
  readonly households: HouseholdService
  readonly events: DeviceEventService
  readonly queue: TurnQueue
}

/** Hub refusals that are an answer, and stay in *my reveals* as one. */
const REFUSALS: ReadonlyArray<ErrorCode> = [
  'REVEAL_FORBIDDEN',
  'REVEAL_CAP_REACHED',
  'REVEAL_TOO_MANY_REFUSED',
  'APPROVAL_TOO_MANY_WAITING',
  'REVEAL_SIGN_IN_NEEDED',
  'CIRCLE_OWN',
  'REVEAL_FIELDS_NOT_COVERED',
  'REVEAL_PURPOSE_UNKNOWN',
  'REVEAL_PURPOSE_OUTDATED',
  'APPROVAL_NOT_GIVEN',
  'APPROVAL_USED',
  'EMERGENCY_QUOTA_USED',
]

/** The reveal on this side (design §4 steps 2-8): every check comes before the vault is asked, and what it answers passes through unopened. */
export class RevealService {
  readonly #session: Session
  readonly #parts: RevealParts
  readonly #proof: RevealProof
  readonly #live = new LiveGrants()

  constructor(session: Session, parts: RevealParts) {
    this.#session = session
    this.#parts = parts
    this.#proof = new RevealProof(session, parts.ledger)
  }

  async request(need: RevealToRequest): Promise<Granted | { outcome: 'needs-approval'; words: string }> {
    const { purpose, stated } = await this.#parts.purposes.state(need.purpose, need.wordingHash)
    const reason = requireReasonFor(need.reason, purpose, need.relationship)
    if (purpose.asksAuthority !== (need.authority !== null)) throw new CasementError('REVEAL_AUTHORITY_REQUIRED')
    if (need.fieldGroups.some((group) => !purpose.fieldGroups.includes(group)))
      throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
    if (need.linked !== null && !isLinkedCase(need.linked)) throw new CasementError('REQUEST_INVALID')
    // One at a time: each receipt must continue the checkpoint that the one before left.
    return this.#parts.queue.run(async () =>
      this.#ask(await this.#state({ ...need, reason, approval: null }, purpose, stated), need, purpose),
    )
  }

  /** Opens what was approved: a new request and a fresh window key, for exactly what everybody agreed to. Its clock starts now. */
  async openApproved(
    own: OwnRequest,
    { revealId, windowKey }: Readonly<{ revealId: string; windowKey: P256PublicJwk }>,
  ): Promise<Granted> {
    if (own.approved === null) throw new CasementError('APPROVAL_NOT_GIVEN')
    const { fieldGroups, decisions } = own.approved
    const { purpose, stated } = await this.#parts.purposes.state(own.purpose.code, own.purpose.wordingHash)
    const need: Need = {
      requestId: revealId,
      householdId: own.householdId,
      persons: own.persons,
      purpose: purpose.code,
      wordingHash: stated.wordingHash,
      reason: own.reason,
      fieldGroups,
      windowKey,
      approval: { requestId: own.requestId, decisions: [...decisions] },
      emergency: false,
      relationship: own.relationship ?? 'none',
      linked: own.linked,
      authority: own.authority === null ? null : splitAuthority(own.authority),
    }
    return this.#parts.queue.run(async () => {
      const answer = await this.#ask(await this.#state(need, purpose, stated), need, purpose)
      if (answer.outcome !== 'granted') throw new CasementError('APPROVAL_NOT_GIVEN')
      return answer
    })
  }

  /** Opens one household of an approved contact list: purpose and reason are those approved, stated once more for this household. */
  async openListed(need: Omit<RevealToRequest, 'emergency' | 'authority'>, approval: ApprovalNamed): Promise<Granted> {
    if (need.linked !== null && !isLinkedCase(need.linked)) throw new CasementError('REQUEST_INVALID')
    const { purpose, stated } = await this.#parts.purposes.state(need.purpose, need.wordingHash)
    const whole: Need = { ...need, emergency: false, authority: null, approval }
    return this.#parts.queue.run(async () => {
      const answer = await this.#ask(await this.#state(whole, purpose, stated), whole, purpose)
      if (answer.outcome !== 'granted') throw new CasementError('APPROVAL_NOT_GIVEN')
      return answer
    })
  }

  /** The same for a permit of a visit pack: sealed to the pack's key, and not opened now. @param isToBeAsked what went wrong does not end it: the same will be asked for again */
  async sealListed(need: Omit<RevealToRequest, 'emergency' | 'authority'>, approval: ApprovalNamed, isToBeAsked: (error: unknown) => boolean): Promise<Pick<Obtained, 'grant' | 'sealed'>> {
    const { stated, purpose } = await this.#parts.purposes.state(need.purpose, need.wordingHash)
    const whole: Need = { ...need, emergency: false, authority: null, approval }
    return this.#parts.queue.run(async () => {
      const answer = await this.#obtain(await this.#state(whole, purpose, stated), whole, isToBeAsked)
      if (answer.outcome !== 'obtained') throw new CasementError('APPROVAL_NOT_GIVEN')
      return answer
    })
  }

  /** A permit that was opened may be shown again in this window for so long, each time with an entry. */
  noteOpened(grant: RevealGrant, openForMs: number): void {
    this.#live.addFor(grant, this.#session.clock.elapsed() + openForMs)
  }

  /** Durable before it is acknowledged; for `displayed-again` and `copied` that is before it happens. */
  async record({
    requestId,
    event,
    fieldGroup,
  }: Readonly<{ requestId: string; event: DeviceEvent['event']; fieldGroup: FieldGroup | null }>): Promise<
    Record<string, never>
  > {
    const needsOpen = event === 'shown' || event === 'displayed-again' || event === 'copied'
    const live = needsOpen ? this.#live.getOpen(requestId, this.#session.clock.elapsed()) : this.#live.find(requestId)
    if (live === null) throw new CasementError('REVEAL_GRANT_INVALID')
    // The window may still hold what was destroyed here: of a pack that was cancelled or is not approved any more nothing is shown again.
    if (needsOpen && this.#session.permits.isDestroyed(requestId)) throw new CasementError('REVEAL_GRANT_EXPIRED')
    if (event === 'copied' ? fieldGroup === null || !live.fieldGroups.includes(fieldGroup) : fieldGroup !== null)
      throw new CasementError('REVEAL_GRANT_INVALID')
    const { reveals } = this.#session
    await this.#parts.events.append({ event, requestId, grantId: live.grantId, fieldGroup }, () => {
      if (event === 'shown' || event === 'displayed-again') reveals.countDisplay(requestId)
      if (event === 'copied') reveals.countCopy(requestId)
    })
    return {}
  }

  /** The officer did without: an event like any other, that names no household; which one it was stays on this laptop. */
  async decideNot({ householdId }: Readonly<{ householdId: HouseholdId }>): Promise<Record<string, never>> {
    const { reference } = await this.#parts.households.getSeen(householdId).catch(offline)
    const { reveals, clock } = this.#session
    const requestId = newId(clock)
    await this.#parts.events.append({ event: 'decided-not-to', requestId, grantId: null, fieldGroup: null }, () =>
      reveals.createDecidedNot({ requestId, at: toInstant(clock.now()), householdId, reference }),
    )
    return {}
  }

  /** Not to a hub that has contradicted itself. */
  async #state(need: Need, purpose: Purpose, stated: ShownPurpose): Promise<StatedReveal> {
    this.#parts.ledger.requireTrusted()
    return stateReveal(this.#session, this.#parts, need, purpose, stated)
  }

  async #ask(
    reveal: StatedReveal,
    need: RevealToRequest,
    purpose: Purpose,
  ): Promise<Granted | { outcome: 'needs-approval'; words: string }> {
    const answer = await this.#obtain(reveal, need)
    if (answer.outcome !== 'obtained') return answer
    const { grant, sealed, askedAt, budget } = answer
    try {
      return { ...this.#granted(grant, sealed, askedAt, reveal, purpose), budget }
    } catch (error) {
      await this.#noteNotShown(reveal.requestId, grant.grantId)
      throw error
    }
  }

  /** The entry stands, and nothing was shown: that is said in the ledger too. */
  #noteNotShown(requestId: string, grantId: string | null): Promise<void> {
    return this.#parts.events.append({ event: 'not-shown', requestId, grantId, fieldGroup: null }).catch(() => undefined)
  }

  /** Grant, receipt and the vault's sealed answer, every check on the way. */
  async #obtain(reveal: StatedReveal, need: RevealToRequest, isToBeAsked: (error: unknown) => boolean = () => false): Promise<Obtained | { outcome: 'needs-approval'; words: string }> {
    const { hub, reveals, clock } = this.#session
    const { requestId } = reveal
    const askedAt = this.#live.noteAsked(requestId, clock.elapsed())
    const vaultKnownSize = this.#parts.ledger.vaultKnownSize()
    const answer = await this.#parts.ledger
      .askHub(() =>
        hub.requestReveal({
          signed: reveal.signed,
          householdId: need.householdId,
          openings: reveal.openings,
          vaultKnownSize,
        }),
      )
      .catch((error: unknown) => {
        if (isCasementError(error) && REFUSALS.includes(error.code)) reveals.setOutcome(requestId, 'refused')
        return offline(error)
      })
    if (answer.outcome === 'needs-approval') {
      reveals.setOutcome(requestId, 'needs-approval')
      // It waits from now on: this laptop hears of it at once, and of its decision within seconds.
      this.#session.watch.kick()
      return { outcome: 'needs-approval', words: answer.words }
    }
    let grantId: string | null = null
    try {
      const grant = await this.#proof.openGrant(answer.grant, reveal)
      grantId = grant.grantId
      const receipt = await this.#proof.acceptReceipt(answer.receipt, reveal, grant)
      const proof = receipt === answer.receipt ? answer.vaultConsistencyProof : []
      const plain = {
        receipt,
        vaultKnownSize: receipt === answer.receipt ? vaultKnownSize : 0,
        vaultConsistencyProof: proof,
      }
      const approved = approvalOf(reveal.signed.payload) !== null ? await this.#proof.proveApproval(reveal) : null
      const { sealed } = await this.#parts.ledger.withEvidence(
        approved?.evidence ?? plain,
        (evidence) =>
          this.#session.vault.releaseDetails({
            grant: answer.grant,
            signed: reveal.signed,
            evidence,
            openings: { officer: reveal.openings.officer, persons: reveal.openings.persons },
            windowKey: need.windowKey,
            approval: approved?.approval ?? null,
            list: approved?.list ?? null,
          }),
      )
      return { outcome: 'obtained', grant, sealed, askedAt, budget: answer.budget }
    } catch (error) {
      if (!isToBeAsked(error)) await this.#noteNotShown(requestId, grantId)
      if (isCasementError(error) && error.code === 'VAULT_SLOW') throw new CasementError('VAULT_UNREACHABLE')
      throw error
    }
  }

  #granted(grant: RevealGrant, sealed: string, askedAt: number, reveal: StatedReveal, purpose: Purpose): Omit<Granted, 'budget'> {
    const live = this.#live.add(grant, askedAt)
    const openForMs = Math.max(0, Math.floor(live.until - this.#session.clock.elapsed()))
    if (openForMs === 0) throw new CasementError('REVEAL_GRANT_EXPIRED')
    return {
      outcome: 'granted',
      grantId: grant.grantId,
      requestId: grant.requestId,
      sealed,
      fieldGroups: grant.fieldGroups,
      persons: grant.persons,
      openForMs,
      showForMs: Math.min(grant.showFor * 1_000, openForMs),
      entryIndex: grant.entryIndex,
      purposeTitle: purpose.title,
      reason: reveal.reason,
      officerName: this.#session.officer().displayName,
      grantedAt: grant.issuedAt,
    }
  }
}
