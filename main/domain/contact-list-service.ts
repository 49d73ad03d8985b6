import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { ListedHousehold, MyList, UnreadHousehold } from '../../shared/ipc/contact-list-contract'
import type { Granted } from '../../shared/ipc/reveal-contract'
import type { FieldGroup } from '../../shared/model/codes'
import { membersOf, type ListMembers, type SkipReason } from '../../shared/model/contact-list'
import type { HouseholdRecord } from '../../shared/model/household'
import type { HouseholdId, P256PublicJwk } from '../../shared/model/ids'
import type { Relationship } from '../../shared/model/relationship'
import { listStateNow } from '../../shared/model/list-state'
import { isNews } from '../../shared/model/request-state'
import { toInstant } from '../settings/clock'
import type { ListStatement, StoredList } from '../store/repositories/contact-list-repository'
import { askOnce, type Asked } from './ask-once'
import { buildListRequest } from './build-list-request'
import type { HouseholdService } from './household-service'
import type { LedgerService } from './ledger-service'
import type { PurposeService } from './purpose-service'
import { needsConnection } from './request-service'
import type { RevealService } from './reveal-service'
import type { Session } from './session'
import { requireReason } from './stated-reason'
import type { TurnQueue } from './turn-queue'

export interface ListToAsk {
  readonly requestId: string
  readonly householdIds: ReadonlyArray<HouseholdId>
  readonly whom: ListMembers
  readonly purpose: string
  readonly wordingHash: string
  readonly reason: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
}

export interface ContactListParts {
  readonly ledger: LedgerService
  readonly purposes: PurposeService
  readonly households: HouseholdService
  readonly reveals: RevealService
  readonly queue: TurnQueue
}

/** A grant names at most so many people. */
const MOST_PEOPLE = 12

/** The officer's own contact lists: asking for one, working through it, and showing one household after the other. */
export class ContactListService {
  readonly #session: Session
  readonly #parts: ContactListParts

  constructor(session: Session, parts: ContactListParts) {
    this.#session = session
    this.#parts = parts
  }

  /** Each by itself: one that was withdrawn since, or that no signal can tell of, takes no other out of sight. */
  async describe({ householdIds, whom }: Readonly<{ householdIds: ReadonlyArray<HouseholdId>; whom: ListMembers }>): Promise<{ households: ListedHousehold[]; unread: UnreadHousehold[] }> {
    const [households, unread]: [ListedHousehold[], UnreadHousehold[]] = [[], []]
    for (const householdId of householdIds) {
      // Once is enough to know that there is no connection.
      const isOff = unread.some(({ code }) => code === 'HUB_UNREACHABLE')
      const household = isOff ? this.#parts.households.findSeen(householdId) : await this.#parts.households.getSeen(householdId).catch((error: unknown) => whyUnread(error))
      if (household === null || typeof household === 'string') unread.push({ householdId, code: household ?? 'HUB_UNREACHABLE' })
      else households.push({
        householdId: household.householdId, reference: household.reference, ward: household.ward.name, district: household.district, people: peopleOf(household, whom).length, memberCount: household.members.length,
        isProtected: household.isProtected,
      })
    }
    return { households, unread }
  }

  /** Signed, in the ledger, and its receipt checked, before anybody is asked. What was signed is kept, so that asking again sends the same. */
  async ask(wish: ListToAsk): Promise<Asked> {
    const reason = requireReason(wish.reason)
    const { purpose, stated } = await this.#parts.purposes.state(wish.purpose, wish.wordingHash)
    if (wish.fieldGroups.some((group) => !purpose.fieldGroups.includes(group)))
      throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
    const households = await this.#read(wish.householdIds)
    return this.#parts.queue.run(async () => {
      const { contactLists, epoch, hub, watch } = this.#session
      const asked = await askOnce(contactLists, {
        requestId: wish.requestId, content: JSON.stringify([epoch(), wish.householdIds, wish.whom, wish.purpose, wish.wordingHash, reason, wish.fieldGroups.toSorted()]),
        build: () => this.#build({ ...wish, reason }, households, stated), send: (body) => this.#parts.ledger.enter(body.signed, () => hub.requestList(body).catch(needsConnection)),
      })
      watch.kick()
      await watch.pull().catch(() => undefined)
      return asked
    })
  }

  async list({ refresh }: Readonly<{ refresh: boolean }>): Promise<{
    lists: MyList[]
    asOf: string | null
    isFresh: boolean
  }> {
    const { watch, requests, contactLists, keys } = this.#session
    const isFresh =
      refresh &&
      (await watch.pull().then(
        () => true,
        () => false,
      ))
    const { purposes } = await keys()
    const titles = new Map(purposes.map(({ code, title }) => [code, title]))
    return {
      lists: contactLists.list().filter(({ list }) => list.outing === null).map((stored) => viewList(this.#session, stored, titles)),
      asOf: requests.findMark()?.asOf ?? null,
      isFresh,
    }
  }

  async cancel({ requestId }: Readonly<{ requestId: string }>): Promise<Record<string, never>> {
    await this.#session.hub.cancelList({ requestId }).catch(needsConnection)
    // Not left to the lists that come: the signal may go before they do, and what is sealed of a pack would still open.
    this.#session.contactLists.noteCancelled(requestId)
    await this.#session.watch.pull().catch(() => undefined)
    return {}
  }

  /** The decisions as they stand now decide, not as they were last known here. Throws APPROVAL_NOT_GIVEN when it is not approved (any more), or not for this household. */
  async open({
    requestId,
    householdId,
    revealId,
    windowKey,
    relationship,
    linked,
  }: Readonly<{
    requestId: string
    householdId: HouseholdId
    revealId: string
    windowKey: P256PublicJwk
    relationship: Relationship
    linked: string | null
  }>): Promise<Granted> {
    const { hub, contactLists, watch } = this.#session
    const asked = contactLists.noteAsked()
    const { lists } = await hub.ownLists({}).catch((error: unknown) => {
      throw isOffline(error) ? new CasementError('REVEAL_OFFLINE') : error
    })
    contactLists.saveAll(lists, asked)
    const list = lists.find((each) => each.requestId === requestId)
    const item = list?.items.find((each) => each.householdId === householdId)
    if (list === undefined || item === undefined || list.approved === null || list.outing !== null) throw new CasementError('APPROVAL_NOT_GIVEN')
    const { fieldGroups, decisions } = list.approved
    const need = {
      requestId: revealId,
      householdId,
      persons: item.persons,
      purpose: list.purpose.code,
      wordingHash: list.purpose.wordingHash,
      reason: list.reason,
      fieldGroups,
      windowKey,
      relationship,
      linked,
    }
    try {
      return await this.#parts.reveals.openListed(need, { requestId, decisions: [...decisions] })
    } finally {
      await watch.pull().catch(() => undefined)
    }
  }

  setStep({
    requestId,
    householdId,
    step,
    skipReason,
  }: Readonly<{
    requestId: string
    householdId: HouseholdId
    step: 'done' | 'skipped' | null
    skipReason: SkipReason | null
  }>): Record<string, never> {
    const { contactLists, clock } = this.#session
    const isOfList = contactLists.find(requestId)?.items.some((item) => item.householdId === householdId) ?? false
    if (!isOfList) throw new CasementError('NOT_FOUND')
    if ((step === 'skipped') !== (skipReason !== null)) throw new CasementError('REQUEST_INVALID')
    contactLists.setStep(
      requestId,
      householdId,
      step === null ? null : { step, skipReason, at: toInstant(clock.now()) },
    )
    return {}
  }

  noteSeen({ requestId }: Readonly<{ requestId: string }>): Record<string, never> {
    const { contactLists, clock, watch } = this.#session
    const list = contactLists.find(requestId)
    if (list !== null) contactLists.setSeen(requestId, listStateNow(list, clock.now()))
    watch.tell()
    return {}
  }

  async #read(householdIds: ReadonlyArray<HouseholdId>): Promise<HouseholdRecord[]> {
    const households: HouseholdRecord[] = []
    for (const householdId of householdIds) households.push(await this.#parts.households.getSeen(householdId))
    return households
  }

  #build(wish: ListToAsk, households: ReadonlyArray<HouseholdRecord>, purpose: Parameters<typeof buildListRequest>[1]['purpose']): ListStatement {
    const { officer, deviceId, epoch, clock, signer } = this.#session
    const context = { officerId: officer().officerId, deviceId, epoch: epoch(), knownSize: this.#parts.ledger.knownSize(), statedAt: toInstant(clock.now()), purpose }
    return buildListRequest({ ...wish, households: households.map((household) => ({ householdId: household.householdId, persons: peopleOf(household, wish.whom) })) }, context, signer)
  }
}

/** A list or pack as kept here, in words and with how far the officer has come. */
export function viewList(
  { contactLists, clock }: Pick<Session, 'contactLists' | 'clock'>,
  { list, seenState }: StoredList,
  titles: ReadonlyMap<string, string>,
): MyList {
  const state = listStateNow(list, clock.now())
  const steps = contactLists.steps(list.requestId)
  return {
    ...list,
    state,
    purposeTitle: titles.get(list.purpose.code) ?? list.purpose.code,
    isNews: isNews({ state, seenState }),
    items: list.items.map((item) => ({ ...item, step: steps.get(item.householdId) ?? null })),
  }
}

/** The people of a household whom a list or pack is about. */
export const peopleOf = ({ members }: HouseholdRecord, whom: ListMembers): string[] => membersOf(members, whom).slice(0, MOST_PEOPLE)

function whyUnread(error: unknown): UnreadHousehold['code'] {
  if (isOffline(error)) return 'HUB_UNREACHABLE'
  if (isCasementError(error) && (error.code === 'NOT_FOUND' || error.code === 'CIRCLE_OWN')) return error.code
  throw error
}

const isOffline = (error: unknown): boolean =>
  isCasementError(error) && (error.code === 'HUB_UNREACHABLE' || error.code === 'HUB_SLOW')
