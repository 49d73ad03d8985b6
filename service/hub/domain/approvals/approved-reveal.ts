import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import { approvalOf } from '../../../../shared/model/reveal'
import { findAccessRequest, insertUse, lockRequest } from '../../repositories/access-request-repository'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { APPROVED_CHECKS, type ApprovedCall } from '../checks/approval-checks'
import type { Check, RevealCall } from '../checks/check'
import { findListed } from '../lists/listed-reveal'
import type { GivenApproval } from './given-approval'
import { momentOf } from './list-requests'
import { agreedBy, requestState } from './request-state'

/** The approval that this reveal opens; null for one under none. Throws APPROVAL_NOT_GIVEN or APPROVAL_USED. */
export async function findApproval(services: HubServices, call: RevealCall, checks: readonly Check<ApprovedCall>[] = APPROVED_CHECKS): Promise<GivenApproval | null> {
  const named = approvalOf(call.signed.payload)
  if (named === null) return null
  const request = await findAccessRequest(services.db, named.requestId)
  if (request === null) {
    const listed = await findListed(services, call, named)
    if (listed === null) throw new CasementError('APPROVAL_NOT_GIVEN')
    return listed
  }
  for (const { check } of checks) check({ ...call, named, request, moment: momentOf(services) })
  const approvers = new Set(request.decisions.map(({ approver_id: id }) => id)).size
  return {
    openForMinutes: agreedBy(request.decisions).openForMinutes,
    decide: (officer, household, purpose, fieldGroups) => services.policy.decideApprovedReveal(officer, household, purpose, fieldGroups, approvers),
    use: (trx, row) => useApproval(services, trx, row, request.request_id),
  }
}

async function useApproval(services: HubServices, trx: HubTransaction, row: DecisionRow, requestId: string): Promise<void> {
  await lockRequest(trx, requestId)
  const request = await findAccessRequest(trx, requestId)
  if (request === null || requestState(request, momentOf(services)) === 'cancelled') throw new CasementError('APPROVAL_NOT_GIVEN')
  const isFirst = await insertUse(trx, { request_id: requestId, requester_id: row.officer_id, reveal_id: row.request_id, used_at: row.decided_at })
  if (!isFirst) throw new CasementError('APPROVAL_USED')
}
