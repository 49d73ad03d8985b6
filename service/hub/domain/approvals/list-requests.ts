import { CasementError } from '../../../../shared/errors/casement-error'
import type { DecidedRequest, OwnRequest, QueuedRequest } from '../../../../shared/api/approvals-api'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../../shared/model/household'
import { HouseholdIdSchema, OfficerIdSchema, PersonIdSchema } from '../../../../shared/model/ids'
import type { Officer } from '../../../../shared/model/officer'
import { relatedPart } from '../../../../shared/model/reveal'
import { toInstant } from '../../../plugins/clock'
import type { HubServices } from '../../hub-services'
import type { HubOfficer } from '../../repositories/officer-repository'
import { listDecidedBy, listRequestsOf, listUndecided, type StoredRequest } from '../../repositories/access-request-repository'
import { listAccountsOf } from '../../repositories/person-repository'
import type { HeldDeputyship } from '../../repositories/stand-in-repository'
import { decidedUnder, heldBy, readCover, standingFor, type Cover } from '../stand-ins/cover'
import { createDeciders, type DecidersIn } from '../stand-ins/deciders'
import { escalatesAt } from '../stand-ins/escalation'
import { readWaiting } from './read-waiting'
import { agreedBy, givenDecision, openUntilOf, requestState, type Moment } from './request-state'

const DAY_MS = 86_400_000
/** Decided requests stay findable this long in the lists; the ledger keeps them for ever. */
const LISTED_FOR_MS = 90 * DAY_MS
const MOST_LISTED = 200
const MOST_NAMED = 20

export const momentOf = ({ clock, ledger, approvalTimes }: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>): Moment => ({ now: clock.now(), epoch: ledger.epoch, times: approvalTimes })

/** The officer's own requests, newest first. A household that is gone takes its request out of the list. */
export async function ownRequests(services: HubServices, officer: Officer): Promise<OwnRequest[]> {
  const moment = momentOf(services)
  const rows = await listRequestsOf(services.db, officer.officerId, new Date(moment.now - LISTED_FOR_MS))
  const cover = await readCover(services, services.db)
  const decidersIn = createDeciders(services, cover)
  const own: OwnRequest[] = []
  for (const row of rows.toReversed().slice(0, MOST_LISTED)) {
    const household = householdOf(row)
    if (household === null) continue
    const request = toOwn(row, household, moment)
    own.push(request.state === 'waiting' ? { ...request, waitingWith: { ...request.waitingWith, ...(await waitsWith(services, cover, decidersIn, row, household)) } } : request)
  }
  return own
}

/** Those whom policy would let decide it now, by name; and since when it has been with whoever is on duty. */
async function waitsWith(services: HubServices, cover: Cover, decidersIn: DecidersIn, row: StoredRequest, household: HouseholdRecord): Promise<Pick<OwnRequest['waitingWith'], 'people' | 'escalatedAt'>> {
  const people: NonNullable<OwnRequest['waitingWith']['people']> = []
  for (const officer of await decidersIn(household.district)) {
    const answer = decideNow(services, cover, officer, row, household, accountsIn(cover, officer.officerId, [row.requester_id, ...row.decisions.map((decision) => decision.approver_id)]))
    if (answer.outcome === 'allow' && people.length < MOST_NAMED) people.push({ name: officer.displayName, capacity: answer.under.capacity, standsFor: answer.under.deputyship?.supervisor_name ?? null })
  }
  const at = escalatesAt(row.requested_at.getTime(), services.standInRules)
  return { people, escalatedAt: cover.now >= at ? toInstant(at) : null }
}

/** In whose place a queue is read; ids are parsed on their way out. */
export const standingOf = (deputyship: HeldDeputyship | null) => ({
  standsFor: deputyship?.supervisor_name ?? null, standsForId: deputyship === null ? null : OfficerIdSchema.parse(deputyship.supervisor_id),
})

/** Of these accounts those that are the officer's own. */
const accountsIn = (cover: Cover, officerId: string, accounts: readonly string[]): ReadonlySet<string> => new Set([officerId, ...accounts.filter((account) => cover.isSamePerson(officerId, account))])

/** What policy says to a decision by this officer now, and under what it would be kept. */
export function decideNow(services: Pick<HubServices, 'policy' | 'standInRules'>, cover: Cover, officer: HubOfficer, row: StoredRequest, household: HouseholdRecord, accounts: ReadonlySet<string>) {
  const asked = policyRequest(row, household, officer, accounts)
  const where = { district: household.district, households: [household.householdId] }
  const answer = services.policy.decideApproval(officer, asked, hasDecided(row, accounts), standingFor(services, cover, officer.officerId, row, where))
  return { ...answer, under: decidedUnder(cover, officer.officerId, answer, { ...row, teams: [asked.team, asked.requesterTeam] }, where) }
}

/** What waits for this supervisor, oldest first, and what they decided of late. Throws APPROVAL_FORBIDDEN for who decides nothing. */
export async function requestQueue(services: HubServices, officer: HubOfficer): Promise<{ requests: QueuedRequest[]; decided: DecidedRequest[] }> {
  const cover = await readCover(services, services.db)
  const { outcome, rule, words } = services.policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0)
  if (outcome !== 'allow') throw new CasementError('APPROVAL_FORBIDDEN', { rule, words })
  const moment = momentOf(services)
  const decided = await listDecidedBy(services.db, officer.officerId, new Date(moment.now - LISTED_FOR_MS))
  return {
    requests: (await waitingFor(services, officer, moment, cover)).map(({ row, household, under }) => {
      const at = escalatesAt(row.requested_at.getTime(), services.standInRules)
      return { ...toQueued(row, household, moment), capacity: under.capacity, ...standingOf(under.deputyship), escalatedAt: moment.now >= at ? toInstant(at) : null }
    }),
    decided: decided.toReversed().slice(0, 100).flatMap((row) => toDecided(row, officer, moment)),
  }
}

/** The oldest of the district that policy lets this officer decide. */
export async function waitingFor(services: HubServices, officer: HubOfficer, moment: Moment, cover: Cover) {
  const { db } = services
  const accounts = await listAccountsOf(db, officer.officerId)
  return readWaiting((place, size) => listUndecided(db, officer.district, new Date(moment.now), place, size), (row: StoredRequest) => {
    const household = householdOf(row)
    if (household === null || requestState(row, moment) !== 'waiting') return null
    const answer = decideNow(services, cover, officer, row, household, accounts)
    return answer.outcome === 'allow' ? { row, household, under: answer.under } : null
  }, MOST_LISTED)
}

/** `accounts`: those of whoever decides. What one of them did, that person did. */
export const hasDecided = ({ decisions }: StoredRequest, accounts: ReadonlySet<string>): boolean => decisions.some((decision) => accounts.has(decision.approver_id))

/** As policy sees it: a request by another account of whoever decides is their own. */
export const policyRequest = (row: StoredRequest, household: HouseholdRecord, { officerId }: Officer, accounts: ReadonlySet<string>) => ({
  requestId: row.request_id, requesterId: accounts.has(row.requester_id) ? officerId : row.requester_id, requesterTeam: row.requester_team, district: household.district, team: household.allocatedTeam,
  isProtected: household.isProtected || row.approvals_needed === 2, householdId: household.householdId,
})

export const householdOf = ({ household }: StoredRequest): HouseholdRecord | null => (household === null ? null : HouseholdRecordSchema.parse(JSON.parse(household)))

const shared = (row: StoredRequest, household: HouseholdRecord, moment: Moment) => ({
  requestId: row.request_id, householdId: HouseholdIdSchema.parse(row.household_id), reference: household.reference, state: requestState(row, moment),
  requestedAt: toInstant(row.requested_at.getTime()), expiresAt: toInstant(row.expires_at.getTime()), approvalsNeeded: row.approvals_needed, decisions: row.decisions.map(givenDecision),
})

function toOwn(row: StoredRequest, household: HouseholdRecord, moment: Moment): OwnRequest {
  const { payload } = row.leaf
  const given = shared(row, household, moment)
  const isProtected = household.isProtected || row.approvals_needed === 2
  const teams = [...new Set([household.allocatedTeam, row.requester_team])].filter((team) => team !== null)
  return {
    ...given, purpose: payload.purpose, reason: row.reason, persons: row.persons.split(',').map((person) => PersonIdSchema.parse(person)), fieldGroups: payload.fieldGroups, relationship: relatedPart(payload).relationship,
    linked: row.linked, authority: row.authority, waitingWith: { district: household.district, teams: isProtected ? [] : teams, isProtected },
    approved: given.state !== 'approved' ? null : {
      ...agreedBy(row.decisions), openUntil: toInstant(openUntilOf(row.decisions, moment)), decisions: row.decisions.map(({ leaf_hash: hash }) => Buffer.from(hash).toString('hex')).toSorted(),
    },
  }
}

const toQueued = (row: StoredRequest, household: HouseholdRecord, moment: Moment): QueuedRequest => ({
  ...shared(row, household, moment), signed: row.leaf,
  openings: {
    officer: { value: row.requester_id, salt: row.officer_salt }, persons: { value: row.persons, salt: row.persons_salt }, reason: { value: row.reason, salt: row.reason_salt },
    linked: openingOf(row.linked, row.linked_salt), authority: openingOf(row.authority, row.authority_salt),
  },
  requester: { name: row.requester_name, role: row.requester_role, team: row.requester_team }, relationship: row.relationship,
  isProtected: household.isProtected || row.approvals_needed === 2, memberCount: household.members.length,
})

const openingOf = (value: string | null, salt: string | null) => (value === null || salt === null ? null : { value, salt })

function toDecided(row: StoredRequest, officer: HubOfficer, moment: Moment): DecidedRequest[] {
  const household = householdOf(row)
  const own = row.decisions.find((decision) => decision.approver_id === officer.officerId)
  if (household === null || own === undefined) return []
  return [{ requestId: row.request_id, reference: household.reference, state: requestState(row, moment), requester: row.requester_name, own: givenDecision(own) }]
}
