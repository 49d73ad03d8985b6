import { CasementError } from '../../shared/errors/casement-error'
import type { Permit } from '../../shared/api/visit-packs-api'
import type { MyPack } from '../../shared/ipc/visit-pack-contract'
import type { Granted } from '../../shared/ipc/reveal-contract'
import type { FieldGroup } from '../../shared/model/codes'
import type { ListMembers } from '../../shared/model/contact-list'
import type { HouseholdId, P256PublicJwk } from '../../shared/model/ids'
import { listStateNow } from '../../shared/model/list-state'
import { LONGEST_APPROVAL_HOURS, LONGEST_OUTING_HOURS, opensFrom, type Outing } from '../../shared/model/visit-pack'
import { toInstant } from '../settings/clock'
import type { ListStatement } from '../store/repositories/contact-list-repository'
import type { StoredPermit } from '../store/repositories/visit-permit-repository'
import { askOnce, type Asked } from './ask-once'
import { buildPackRequest } from './build-pack-request'
import { peopleOf, viewList } from './contact-list-service'
import type { DeviceEventService } from './device-event-service'
import { destroyByHand, destroyedByHandAt } from './destroy-pack'
import { EmergencyOpenings } from './emergency-openings'
import type { HouseholdService } from './household-service'
import type { LedgerService } from './ledger-service'
import { destroyWhatIsOver } from './pack-keeper'
import { PackSealing, wanted, type Sealed } from './pack-sealing'
import { permitView, showableUntil } from './pack-view'
import type { PurposeService } from './purpose-service'
import { needsConnection } from './request-service'
import type { RevealService } from './reveal-service'
import type { Session } from './session'
import { offline } from './state-reveal'
import { requireReason } from './stated-reason'
import { TurnQueue } from './turn-queue'

export interface PackToAsk {
  readonly requestId: string
  readonly visits: ReadonlyArray<Readonly<{ householdId: HouseholdId; reason: string }>>
  readonly whom: ListMembers
  readonly purpose: string
  readonly wordingHash: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly outing: Outing
  readonly pack: string | null
}

export interface VisitPackParts {
  readonly ledger: LedgerService
  readonly purposes: PurposeService
  readonly households: HouseholdService
  readonly reveals: RevealService
  readonly events: DeviceEventService
  readonly queue: TurnQueue
}

const HOUR_MS = 3_600_000
const LOOK_EVERY_MS = 10_000

/** Visit packs (design §5): asked for and approved like contact lists, sealed here beforehand, opened without signal, destroyed when their time is over. */
export class VisitPackService {
  readonly #session: Session
  readonly #parts: VisitPackParts
  /** One opening at a time: its entry, and then its key. */
  readonly #openings = new TurnQueue()
  readonly #sealing: PackSealing
  readonly #emergencies: EmergencyOpenings

  constructor(session: Session, parts: VisitPackParts) {
    this.#session = session
    this.#parts = parts
    this.#emergencies = new EmergencyOpenings(session, parts.events)
    this.#sealing = new PackSealing(session, parts)
    const timer = setInterval(() => void this.#look(), LOOK_EVERY_MS)
    timer.unref()
  }

  /** Signed, in the ledger, and its receipt checked, before anybody is asked. What was signed is kept, so that asking again sends the same. */
  async ask(wish: PackToAsk): Promise<Asked> {
    const { purpose, stated } = await this.#parts.purposes.state(wish.purpose, wish.wordingHash)
    const visits = wish.visits.map((visit) => ({ ...visit, reason: requireReason(visit.reason, purpose) }))
    if (wish.fieldGroups.some((group) => !purpose.fieldGroups.includes(group))) throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
    if (new Set(visits.map(({ householdId }) => householdId)).size !== visits.length) throw new CasementError('REQUEST_INVALID')
    requireOuting(wish.outing, this.#session.clock.now())
    const people = new Map<string, string[]>()
    for (const { householdId } of visits) people.set(householdId, peopleOf(await this.#parts.households.getSeen(householdId), wish.whom))
    return this.#parts.queue.run(async () => {
      const { contactLists, epoch, hub, watch } = this.#session
      const asked = await askOnce(contactLists, {
        requestId: wish.requestId, content: JSON.stringify([epoch(), visits, wish.whom, wish.purpose, wish.wordingHash, wish.fieldGroups.toSorted(), wish.outing, wish.pack]),
        build: () => this.#build({ ...wish, visits }, people, stated), send: (body) => this.#parts.ledger.enter(body.signed, () => hub.requestList(body).catch(needsConnection)),
      })
      watch.kick()
      await watch.pull().catch(() => undefined)
      return asked
    })
  }

  async list({ refresh }: Readonly<{ refresh: boolean }>): Promise<{ packs: MyPack[]; asOf: string | null; isFresh: boolean; now: string; isClockBehind: boolean }> {
    const { contactLists, requests, reveals, keys, sureTime } = this.#session
    const isFresh = refresh && (await this.#hear().then(() => true, () => false))
    const account = isFresh ? await this.#account() : []
    await this.#look()
    const { purposes } = await keys()
    const titles = new Map(purposes.map(({ code, title }) => [code, title]))
    const now = sureTime.now()
    const packs = contactLists.list().flatMap((stored): MyPack[] => {
      const { outing } = stored.list
      if (outing === null) return []
      const permits = this.#session.permits.listOf(stored.list.requestId).map((permit) => permitView({ ...permit, displays: Math.max(permit.displays, reveals.find(permit.revealId)?.displays ?? 0) }, now))
      return [{
        ...viewList(this.#session, stored, titles), state: listStateNow(stored.list, now), outing, permits, permitsWanted: wanted(stored.list).length,
        refused: this.#session.permits.listRefused(stored.list.requestId), destroyedAt: destroyedByHandAt(this.#session, stored.list),
        account: account.filter(({ requestId }) => requestId === stored.list.requestId).map(({ revealId, number, state }) => ({ revealId, number, state })),
      }]
    })
    return { packs, asOf: requests.findMark()?.asOf ?? null, isFresh, now: toInstant(now), isClockBehind: sureTime.isInDoubt() }
  }

  /** The next permit that is missing, through hub and vault, sealed to this pack's own key. Throws APPROVAL_NOT_GIVEN when it is not approved (any more). */
  async seal({ requestId }: Readonly<{ requestId: string }>): Promise<Sealed> {
    const sealed = await this.#sealing.seal(requestId, () => this.#hear().catch(offline))
    if (sealed.isDone) await this.#account()
    return sealed
  }

  /**
   * At the door: every condition first, then the entry in this laptop's chain, durable, and only then the key of the one sealed answer, to
   * the window's own key. Each further showing is an entry too.
   */
  open({ revealId, windowKey }: Readonly<{ revealId: string; windowKey: P256PublicJwk }>): Promise<Granted> {
    return this.#openings.run(async () => {
      const { permits, packKeys, reveals, sureTime } = this.#session
      const { permit, key } = await this.#findOpenable(revealId)
      if (permit.part === 'emergency') throw new CasementError('PACK_NOT_HERE')
      sureTime.keep()
      const at = toInstant(sureTime.now())
      await this.#parts.events.append(
        { event: permit.displays === 0 ? 'shown' : 'displayed-again', requestId: revealId, grantId: permit.grant.grantId, fieldGroup: null },
        () => {
          permits.noteOpened(revealId, at)
          reveals.countDisplay(revealId)
        },
      )
      return this.#pass(permits.find(revealId) ?? permit, permit.sealed, await packKeys.passContentKey(permit.sealed, key, windowKey))
    })
  }

  /** As at the door, for a reason of its own: what is signed then is heard of as emergency access. */
  openEmergency({ revealId, reason, windowKey }: Readonly<{ revealId: string; reason: string; windowKey: P256PublicJwk }>): Promise<Granted> {
    return this.#openings.run(async () => {
      const { permits, packKeys, sureTime } = this.#session
      const { permit, key } = await this.#findOpenable(revealId)
      if (permit.part !== 'emergency') throw new CasementError('PACK_NOT_HERE')
      sureTime.keep()
      const openingId = await this.#emergencies.open(permit, reason, windowKey)
      const opened = permits.find(revealId) ?? permit
      return this.#pass({ ...opened, revealId: openingId, grant: { ...opened.grant, requestId: openingId } }, permit.sealed, await packKeys.passContentKey(permit.sealed, key, windowKey))
    })
  }

  emergencyStanding = () => this.#emergencies.standing()

  /** By the officer's own hand, without a connection too; what was not opened of it is said to be so in the chain. */
  destroy({ requestId }: Readonly<{ requestId: string }>): Promise<Record<string, never>> {
    // Not beside an opening: what has its entry gets its key first, and nothing opens after.
    return this.#openings.run(async () => {
      destroyByHand(this.#session, requestId)
      // It is gone, whether or not that can be written down now: the next unlock says it to the ledger too.
      await this.#endUnopened().catch(() => undefined)
      return {}
    })
  }

  /** Is there an approved visit of this officer to that household now, as far as this laptop knows? */
  hasApprovedVisit(householdId: string): boolean {
    const { contactLists, sureTime } = this.#session
    return contactLists.list().some(({ list }) =>
      list.outing !== null && listStateNow(list, sureTime.now()) === 'approved' && list.items.some((item) => item.householdId === householdId && item.standing !== 'left-out'))
  }

  /** The permit and its pack's key: here, in its window, under a lease that runs, of a hub that has not contradicted itself. */
  async #findOpenable(revealId: string) {
    const { permits, lease } = this.#session
    const permit = permits.find(revealId)
    this.#requireOpenable(permit)
    await lease.requireRunning()
    this.#parts.ledger.requireTrusted()
    const key = permits.findKey(permit.requestId)
    if (key === null) throw new CasementError('PACK_NOT_HERE')
    return { permit, key }
  }

  #requireOpenable(permit: StoredPermit | null): asserts permit is StoredPermit & { readonly sealed: string } {
    const { sureTime } = this.#session
    if (permit === null || permit.sealed === null) throw new CasementError('PACK_NOT_HERE')
    sureTime.requireTrusted()
    const now = sureTime.now()
    if (now >= showableUntil(permit)) {
      void this.#look()
      throw new CasementError('PACK_OVER')
    }
    if (now < opensFrom(permit.part, permit.outing)) throw new CasementError('PACK_TOO_EARLY')
  }

  #pass(permit: StoredPermit, sealed: string, contentKey: string): Granted {
    const { sureTime, reveals, officer } = this.#session
    const { grant } = permit
    const openForMs = Math.max(0, showableUntil(permit) - sureTime.now())
    const stated = reveals.find(permit.revealId)
    if (stated === null) throw new CasementError('PACK_NOT_HERE')
    this.#parts.reveals.noteOpened(grant, openForMs)
    return {
      outcome: 'granted', grantId: grant.grantId, requestId: grant.requestId, sealed, contentKey, fieldGroups: grant.fieldGroups, persons: grant.persons, openForMs,
      showForMs: Math.min(grant.showFor * 1_000, openForMs), entryIndex: grant.entryIndex, purposeTitle: stated.purposeTitle, reason: stated.reason, officerName: officer().displayName,
      grantedAt: toInstant(sureTime.now()), budget: null,
    }
  }

  /** The lists as the hub has them now, and with its lease its signed time. */
  async #hear(): Promise<void> {
    const { hub, contactLists, lease } = this.#session
    const asked = contactLists.noteAsked()
    const { lists } = await hub.ownLists({})
    contactLists.saveAll(lists, asked)
    await lease.renew()
  }

  /** What is over is destroyed, and what was never opened of it is said to be so, in the chain. */
  async #look(): Promise<void> {
    try {
      if (this.#session.permits.packs().length > 0) this.#session.sureTime.keep()
      if (destroyWhatIsOver(this.#session)) await this.#endUnopened()
    } catch {
      // Locked meanwhile, or no room on the disk: the next look, or the next unlock before anything else, does it.
    }
  }

  /** As at each unlock for whatever else was granted and not shown; what still lies sealed is left out. */
  async #endUnopened(): Promise<void> {
    const { permits, reveals } = this.#session
    for (const { requestId, grantId } of reveals.withoutEnd())
      if (permits.find(requestId) !== null) await this.#parts.events.append({ event: 'not-shown', requestId, grantId, fieldGroup: null })
  }

  /** Every permit as the hub accounts for it, with its number; none without an answer: it comes with the next list. */
  async #account(): Promise<Permit[]> {
    const account = await this.#session.hub.ownPermits({}).then(({ permits }) => permits, () => [])
    this.#sealing.noteAccount(account)
    return account
  }

  #build(wish: PackToAsk, people: ReadonlyMap<string, ReadonlyArray<string>>, purpose: Parameters<typeof buildPackRequest>[1]['purpose']): ListStatement {
    const { officer, deviceId, epoch, clock, signer } = this.#session
    const context = { officerId: officer().officerId, deviceId, epoch: epoch(), knownSize: this.#parts.ledger.knownSize(), statedAt: toInstant(clock.now()), purpose }
    return buildPackRequest({ ...wish, visits: wish.visits.map((visit) => ({ ...visit, persons: people.get(visit.householdId) ?? [] })) }, context, signer)
  }
}

/** Said before anything is signed; the hub says it too. Throws PACK_TIMES. */
function requireOuting({ from, until }: Outing, now: number): void {
  const [begins, ends] = [Date.parse(from), Date.parse(until)]
  if (ends <= begins || ends <= now || ends - begins > LONGEST_OUTING_HOURS * HOUR_MS || ends - now > LONGEST_APPROVAL_HOURS * HOUR_MS) throw new CasementError('PACK_TIMES')
}
