import type { z } from 'zod'
import type { contactListsApi } from '../../../../shared/api/contact-lists-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { RequestState } from '../../../../shared/model/approval'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import { RELATIONSHIPS, relationshipOf, type Relationship } from '../../../../shared/model/relationship'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { insertAccessRequest, lockRequest } from '../../repositories/access-request-repository'
import { findHousehold } from '../../repositories/household-repository'
import type { HubTransaction } from '../../repositories/hub-tables'
import { findList, findRequestLeaf, insertListItems } from '../../repositories/list-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { listAccountsOf } from '../../repositories/person-repository'
import { isAtDesk, readCover, type Cover } from '../stand-ins/cover'
import type { Check } from '../checks/check'
import { LIST_CHECKS } from '../checks/list-checks'
import { itemOf, type ListCall, type ListedHousehold } from '../checks/list-item'
import { requireRoomToWait, turnOf } from '../require-room'
import { requireEmergencyPermits } from './emergency-permits'
import { reachOf } from './list-reach'
import { listState } from './list-state'

export type ListBody = z.output<typeof contactListsApi.requestList.request>

const HOUR_MS = 3_600_000
const CLOSEST_FIRST = Object.keys(RELATIONSHIPS) as Relationship[]

/**
 * A contact list becomes one access request: checks ▸ policy for each household ▸ entry committed ▸ request and households kept. A list
 * that is refused is not entered: an entry of this kind is one that somebody may approve. Asked again with the same id, it is answered again.
 */
export async function requestContactList(services: HubServices, caller: DeviceCaller, body: ListBody, checks: readonly Check<ListCall>[] = LIST_CHECKS): Promise<{ state: RequestState; receipt: Receipt }> {
  const { payload } = body.signed
  services.ledger.requireSizeOf(payload)
  const accounts = await listAccountsOf(services.db, caller.officerId)
  const index = await services.turns.run(turnOf(accounts), () => services.db.transaction().execute(async (trx) => {
    await lockRequest(trx, payload.requestId)
    const before = await findEarlier(services, trx, body)
    if (before !== null) return before
    await requireRoomToWait(services, trx, accounts)
    return enterList(services, trx, caller, body, checks)
  }))
  const [receipt] = await services.ledger.receipts([index], payload.knownSize)
  const list = await findList(services.db, payload.requestId)
  if (receipt === undefined || list === null || list.requester_id !== caller.officerId) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  return { state: listState(services, list), receipt }
}

async function findEarlier({ ledger }: Pick<HubServices, 'ledger'>, trx: HubTransaction, { signed }: ListBody): Promise<number | null> {
  const before = await findRequestLeaf(trx, signed.payload.requestId)
  if (before === null) return null
  if (!equalBytes(before.leafHash, leafHash(canonicalBytes(signed)))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.requestId' })
  ledger.requireEpoch(before.epoch)
  return before.index
}

async function enterList(services: HubServices, trx: HubTransaction, caller: DeviceCaller, body: ListBody, checks: readonly Check<ListCall>[]): Promise<number> {
  const { signed, openings } = body
  const { payload } = signed
  const officer = await getOfficer(trx, caller.officerId)
  const purpose = services.purposes.find(payload.purpose.code)
  const items = await readHouseholds(trx, body.items)
  const now = services.clock.now()
  const call: ListCall = { signed, caller, officer: openings.officer, reason: openings.reason, items, purpose, epoch: services.ledger.epoch, now }
  for (const { check } of checks) check(call)
  if (purpose === null) throw new CasementError('REVEAL_PURPOSE_UNKNOWN')
  const held = items.map(({ household }) => household).filter((household) => household !== null)
  const reach = await reachOf({ db: trx, clock: services.clock }, officer, held.map(({ householdId }) => householdId))
  for (const [at, household] of held.entries()) {
    const { outcome, rule, words } = services.policy.decideListed(officer, household, purpose, payload.fieldGroups, reach.has(household.householdId))
    // Which one is said by its place in the list: ids stand in no error.
    if (outcome !== 'allow') throw new CasementError('LIST_FORBIDDEN', { rule, words, item: at })
  }

  await requireEmergencyPermits(services, trx, call, officer, purpose)
  const cover = await readCover(services, trx)
  const leaf = canonicalBytes(signed)
  const entered = await services.ledger.append({
    key: `list:${payload.requestId}`, kind: 'list', leaf,
    opening: {
      officer_id: openings.officer.value, officer_salt: openings.officer.salt, household_id: null, persons: null, persons_salt: null, reason: openings.reason.value, reason_salt: openings.reason.salt,
    },
  })
  if (!equalBytes(entered.leafHash, leafHash(leaf))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.requestId' })
  await insertAccessRequest(trx, {
    request_id: payload.requestId, kind: 'list', epoch: services.ledger.epoch, entry_index: entered.index, requester_id: officer.officerId, requester_team: officer.team, household_id: null,
    purpose_code: purpose.code, field_groups: [...payload.fieldGroups], open_for_minutes: purpose.openForMinutes, approvals_needed: 1, relationship: farthest(officer, held, cover),
    requested_at: new Date(now), expires_at: new Date(now + services.approvalTimes.waitsForHours * HOUR_MS),
  })
  await insertListItems(trx, items.map(({ householdId, persons, reason, household }, position) => ({
    request_id: payload.requestId, requester_id: officer.officerId, item: itemOf(persons), position, household_id: householdId, persons: persons.value, persons_salt: persons.salt,
    relationship: household === null ? 'none' : relationshipOf(officer, household, isAtDesk(cover, officer.officerId, household.district)),
    reason: reason?.value ?? null, reason_salt: reason?.salt ?? null,
  })))
  return entered.index
}

async function readHouseholds(trx: HubTransaction, items: ListBody['items']): Promise<ListedHousehold[]> {
  const read: ListedHousehold[] = []
  for (const { householdId, persons, reason } of items) {
    const row = await findHousehold(trx, { householdId })
    read.push({ householdId, persons, reason, household: row === undefined ? null : (JSON.parse(row.document) as HouseholdRecord) })
  }
  return read
}

/** What the officer has least to do with decides how the list as a whole is described. */
const farthest = (officer: Officer, households: readonly HouseholdRecord[], cover: Cover): Relationship =>
  households.map((household) => relationshipOf(officer, household, isAtDesk(cover, officer.officerId, household.district))).toSorted((a, b) => CLOSEST_FIRST.indexOf(b) - CLOSEST_FIRST.indexOf(a))[0] ?? 'none'
