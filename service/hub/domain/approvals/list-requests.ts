import { CasementError } from '../../../../shared/errors/casement-error'
import type { DecidedRequest, OwnRequest, QueuedRequest } from '../../../../shared/api/approvals-api'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../../shared/model/household'
import { HouseholdIdSchema, PersonIdSchema } from '../../../../shared/model/ids'
import type { Officer } from '../../../../shared/model/officer'
import { relatedPart } from '../../../../shared/model/reveal'
import { toInstant } from '../../../plugins/clock'
import type { HubServices } from '../../hub-services'
import { listDecidedBy, listRequestsOf, listUndecided, type StoredRequest } from '../../repositories/access-request-repository'
import { listAccountsOf } from '../../repositories/review-repository'
import { agreedBy, givenDecision, openUntilOf, requestState, type Moment } from './request-state'

const DAY_MS = 86_400_000
/** Decided requests stay findable this long in the lists; the ledger keeps them for ever. */
const LISTED_FOR_MS = 90 * DAY_MS
const MOST_LISTED = 200

export const momentOf = ({ clock, ledger, approvalTimes }: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>): Moment => ({ now: clock.now(), epoch: ledger.epoch, times: approvalTimes })

/** The officer's own requests, newest first. A household that is gone takes its request out of the list. */
export async function ownRequests(services: HubServices, officer: Officer): Promise<OwnRequest[]> {
  const moment = momentOf(services)
  const rows = await listRequestsOf(services.db, officer.officerId, new Date(moment.now - LISTED_FOR_MS))
  return rows.toReversed().slice(0, MOST_LISTED).flatMap((row) => {
    const household = householdOf(row)
    return household === null ? [] : [toOwn(row, household, moment)]
  })
}

/** What waits for this supervisor, oldest first, and what they decided of late. Throws APPROVAL_FORBIDDEN for who decides nothing. */
export async function requestQueue(services: HubServices, officer: Officer): Promise<{ requests: QueuedRequest[]; decided: DecidedRequest[] }> {
  const { outcome, rule, words } = services.policy.decideQueue(officer)
  if (outcome !== 'allow') throw new CasementError('APPROVAL_FORBIDDEN', { rule, words })
  const moment = momentOf(services)
  const decided = await listDecidedBy(services.db, officer.officerId, new Date(moment.now - LISTED_FOR_MS))
  return {
    requests: (await waitingFor(services, officer, moment)).slice(0, MOST_LISTED).map(({ row, household }) => toQueued(row, household, moment)),
    decided: decided.toReversed().slice(0, 100).flatMap((row) => toDecided(row, officer, moment)),
  }
}

/** Those of the district that policy lets this officer decide. */
export async function waitingFor({ db, policy }: HubServices, officer: Officer, moment: Moment): Promise<{ row: StoredRequest; household: HouseholdRecord }[]> {
  const rows = await listUndecided(db, officer.district, new Date(moment.now))
  const accounts = await listAccountsOf(db, officer.officerId)
  return rows.flatMap((row) => {
    const household = householdOf(row)
    if (household === null || requestState(row, moment) !== 'waiting') return []
    return policy.decideApproval(officer, policyRequest(row, household, officer, accounts), hasDecided(row, accounts)).outcome === 'allow' ? [{ row, household }] : []
  })
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

function toDecided(row: StoredRequest, officer: Officer, moment: Moment): DecidedRequest[] {
  const household = householdOf(row)
  const own = row.decisions.find((decision) => decision.approver_id === officer.officerId)
  if (household === null || own === undefined) return []
  return [{ requestId: row.request_id, reference: household.reference, state: requestState(row, moment), requester: row.requester_name, own: givenDecision(own) }]
}
