import type { DecidedList, OwnList, QueuedList } from '../../../../shared/api/contact-lists-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { RequestState } from '../../../../shared/model/approval'
import { emergencyPackOf, outingOf } from '../../../../shared/model/contact-list'
import { HouseholdIdSchema, PersonIdSchema } from '../../../../shared/model/ids'
import type { Officer } from '../../../../shared/model/officer'
import { toInstant } from '../../../plugins/clock'
import type { HubServices } from '../../hub-services'
import { listListsDecidedBy, listListsOf, listUndecidedLists, type StoredList } from '../../repositories/list-repository'
import { getOfficer, type HubOfficer } from '../../repositories/officer-repository'
import { heldBy, readCover, type Cover } from '../stand-ins/cover'
import { createDeciders } from '../stand-ins/deciders'
import { escalatesAt } from '../stand-ins/escalation'
import { standingOf as inWhosePlace } from '../approvals/list-requests'
import { readWaiting } from '../approvals/read-waiting'
import { decidesOn } from './decide-list'
import { reachOf } from './list-reach'
import { agreedOn, givenListDecision, limitsOf, listState, standingOf, workUntilOf } from './list-state'

const DAY_MS = 86_400_000
/** Lists stay findable this long; the ledger keeps them for ever. */
const LISTED_FOR_MS = 30 * DAY_MS
const MOST_LISTED = 100
const isLive = (state: RequestState): boolean => state === 'waiting' || state === 'approved'

const shared = (services: HubServices, list: StoredList) => ({
  requestId: list.request_id, state: listState(services, list), requestedAt: toInstant(list.requested_at.getTime()), expiresAt: toInstant(list.expires_at.getTime()),
  decisions: list.decisions.map(givenListDecision), ...limitsOf(services, list), outing: outingOf(list.leaf.payload), pack: emergencyPackOf(list.leaf.payload),
})

/** The officer's own lists, newest first. */
export async function ownLists(services: HubServices, officer: Officer): Promise<OwnList[]> {
  const lists = (await listListsOf(services.db, officer.officerId, new Date(services.clock.now() - LISTED_FOR_MS))).toReversed().slice(0, MOST_LISTED)
  const live = lists.filter((list) => isLive(listState(services, list)))
  const reach = await reachOf(services, officer, [...new Set(live.flatMap(({ items }) => items.map((item) => item.household_id)))])
  const cover = await readCover(services, services.db)
  const decidersIn = createDeciders(services, cover)
  const own: OwnList[] = []
  for (const list of lists) {
    const view = toOwn(services, list, reach)
    own.push(view.state === 'waiting' && view.waitingWith !== null ? { ...view, waitingWith: { ...view.waitingWith, ...waitsWith(services, cover, await decidersIn(view.waitingWith.district), list) } } : view)
  }
  return own
}

/** As for a single request (list-requests): those whom policy would let decide it now, and since when whoever is on duty is among them. */
function waitsWith(services: HubServices, cover: Cover, deciders: readonly HubOfficer[], list: StoredList): Pick<NonNullable<OwnList['waitingWith']>, 'people' | 'escalatedAt'> {
  const people = deciders.flatMap((officer) => {
    const answer = decidesOn(services, cover, officer, list)
    return answer.outcome === 'allow' ? [{ name: officer.displayName, capacity: answer.under.capacity, standsFor: answer.under.deputyship?.supervisor_name ?? null }] : []
  })
  const at = escalatesAt(list.requested_at.getTime(), services.standInRules)
  return { people: people.slice(0, 20), escalatedAt: cover.now >= at ? toInstant(at) : null }
}

function toOwn(services: HubServices, list: StoredList, reach: ReadonlySet<string>): OwnList {
  const { payload } = list.leaf
  const given = shared(services, list)
  const first = list.items.find(({ household }) => household !== null)?.household ?? null
  return {
    ...given, purpose: payload.purpose, reason: list.reason, fieldGroups: payload.fieldGroups,
    // Whoever may decide on every household, whichever teams those are with.
    waitingWith: first === null ? null : { district: first.district, teams: [list.requester_team], isProtected: false },
    items: list.items.map((item) => ({
      householdId: HouseholdIdSchema.parse(item.household_id), reference: item.household?.reference ?? null, persons: item.persons.split(',').map((person) => PersonIdSchema.parse(person)),
      opened: item.opened, standing: isLive(given.state) ? standingOf(item, list, reach, limitsOf(services, list).opensEach) : item.household === null ? 'gone' : 'ready', reason: item.reason,
    })),
    approved: given.state !== 'approved' ? null : {
      fieldGroups: agreedOn(list).fieldGroups, openForMinutes: agreedOn(list).openForMinutes, workUntil: toInstant(workUntilOf(services, list)),
      decisions: list.decisions.map(({ leaf_hash: hash }) => Buffer.from(hash).toString('hex')).toSorted(),
    },
  }
}

/** The oldest that policy lets this officer decide. */
export async function listsWaitingFor(services: HubServices, officer: HubOfficer, cover: Cover): Promise<StoredList[]> {
  if (services.policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0).outcome !== 'allow') return []
  const now = new Date(services.clock.now())
  const isTheirs = (list: StoredList): boolean => listState(services, list) === 'waiting' && decidesOn(services, cover, officer, list).outcome === 'allow'
  return readWaiting((place, size) => listUndecidedLists(services.db, now, place, size), (list: StoredList) => (isTheirs(list) ? list : null), MOST_LISTED)
}

/** What waits for this supervisor, and what they decided of late. Throws APPROVAL_FORBIDDEN for who decides nothing. */
export async function listQueue(services: HubServices, officer: HubOfficer): Promise<{ lists: QueuedList[]; decided: DecidedList[] }> {
  const cover = await readCover(services, services.db)
  const { outcome, rule, words } = services.policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0)
  if (outcome !== 'allow') throw new CasementError('APPROVAL_FORBIDDEN', { rule, words })
  const lists: QueuedList[] = []
  for (const list of await listsWaitingFor(services, officer, cover)) {
    const { under } = decidesOn(services, cover, officer, list)
    lists.push({ ...(await toQueued(services, list)), capacity: under.capacity, ...inWhosePlace(under.deputyship) })
  }
  const decided = await listListsDecidedBy(services.db, officer.officerId, new Date(services.clock.now() - LISTED_FOR_MS))
  return { lists, decided: decided.toReversed().slice(0, MOST_LISTED).flatMap((list) => toDecided(services, list, officer)) }
}

async function toQueued(services: HubServices, list: StoredList): Promise<QueuedList> {
  const requester = await getOfficer(services.db, list.requester_id)
  const reach = await reachOf(services, requester, list.items.map((item) => item.household_id))
  return {
    ...shared(services, list), signed: list.leaf,
    openings: { officer: { value: list.requester_id, salt: list.officer_salt }, reason: { value: list.reason, salt: list.reason_salt } },
    requester: { name: list.requester_name, role: list.requester_role, team: list.requester_team },
    items: list.items.map((item) => ({
      item: item.item, persons: { value: item.persons, salt: item.persons_salt }, reference: item.household?.reference ?? null, relationship: item.relationship,
      reason: item.reason === null || item.reason_salt === null ? null : { value: item.reason, salt: item.reason_salt }, memberCount: item.household?.members.length ?? 0, standing: standingOf(item, list, reach, limitsOf(services, list).opensEach),
    })),
  }
}

function toDecided(services: HubServices, list: StoredList, officer: Officer): DecidedList[] {
  const own = list.decisions.find((decision) => decision.approver_id === officer.officerId)
  return own === undefined ? [] : [{ requestId: list.request_id, households: list.items.length, state: listState(services, list), requester: list.requester_name, own: givenListDecision(own) }]
}
