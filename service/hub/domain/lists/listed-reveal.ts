import { CasementError } from '../../../../shared/errors/casement-error'
import { outingOf } from '../../../../shared/model/contact-list'
import type { HubServices } from '../../hub-services'
import { lockRequest } from '../../repositories/access-request-repository'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { findList, insertListUse, type StoredItem, type StoredList } from '../../repositories/list-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { insertVisitPermit } from '../../repositories/visit-permit-repository'
import type { GivenApproval } from '../approvals/given-approval'
import type { Check, RevealCall } from '../checks/check'
import { LISTED_CHECKS, type ListedCall } from '../checks/listed-checks'
import { reachOf } from './list-reach'
import { agreedOn, limitsOf, listState, workUntilOf } from './list-state'

/** The approved list that this reveal rests on; null when the id is no list's. Throws APPROVAL_NOT_GIVEN or APPROVAL_USED. */
export async function findListed(services: HubServices, call: RevealCall, approval: ListedCall['approval'], checks: readonly Check<ListedCall>[] = LISTED_CHECKS): Promise<GivenApproval | null> {
  const list = await findList(services.db, approval.requestId)
  if (list === null) return null
  const item = list.items.find(({ household_id: id }) => id === call.household?.householdId) ?? null
  for (const { check } of checks) check({ ...call, approval, list, item, state: listState(services, list), opensEach: limitsOf(services, list).opensEach })
  if (item === null) throw new CasementError('APPROVAL_NOT_GIVEN', { check: 'listed-household' })
  await requirePacked(services, list, item.household_id)
  const isInReach = (await reachOf(services, await getOfficer(services.db, call.caller.officerId), [item.household_id])).has(item.household_id)
  const approvers = new Set(list.decisions.map(({ approver_id: id }) => id)).size
  return {
    openForMinutes: agreedOn(list).openForMinutes,
    sealedUntil: outingOf(list.leaf.payload) === null ? null : workUntilOf(services, list),
    decide: (officer, household, purpose, fieldGroups) => services.policy.decideListedReveal(officer, household, purpose, fieldGroups, isInReach, approvers),
    use: (trx, row) => useListed(services, trx, row, list, item),
  }
}

/** An emergency permit is sealed only for somebody whose visit is approved and stands. Throws APPROVAL_NOT_GIVEN. */
async function requirePacked(services: HubServices, { leaf: { payload } }: StoredList, householdId: string): Promise<void> {
  if (payload.v !== 3) return
  const pack = await findList(services.db, payload.pack)
  const visit = pack?.items.find((one) => one.household_id === householdId)
  if (pack === null || visit === undefined || listState(services, pack) !== 'approved' || !agreedOn(pack).items.has(visit.item)) throw new CasementError('APPROVAL_NOT_GIVEN', { check: 'listed-packed' })
}

/** Counts this display of the household, in the transaction that keeps the grant: beyond the number allowed nothing is granted. */
async function useListed(services: HubServices, trx: HubTransaction, row: DecisionRow, { request_id: requestId }: StoredList, { item }: StoredItem): Promise<void> {
  await lockRequest(trx, requestId)
  const list = await findList(trx, requestId)
  if (list === null || listState(services, list) !== 'approved') throw new CasementError('APPROVAL_NOT_GIVEN')
  const opened = list.items.find((one) => one.item === item)?.opened ?? 0
  if (opened >= limitsOf(services, list).opensEach) throw new CasementError('APPROVAL_USED')
  await insertListUse(trx, { request_id: requestId, item, nth: opened + 1, reveal_id: row.request_id, used_at: row.decided_at })
  if (outingOf(list.leaf.payload) !== null) await insertVisitPermit(trx, { requestId, item, revealId: row.request_id, at: row.decided_at })
}
