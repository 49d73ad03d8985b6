import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import { approvalOf } from '../../../../shared/model/reveal'
import { findAccessRequest, insertUse, lockRequest, type StoredRequest } from '../../repositories/access-request-repository'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { APPROVED_CHECKS, type ApprovedCall } from '../checks/approval-checks'
import type { Check, RevealCall } from '../checks/check'
import { momentOf } from './list-requests'
import { requestState } from './request-state'

/** The approved request that this reveal opens; null for one under no approval. Throws APPROVAL_NOT_GIVEN or APPROVAL_USED. */
export async function findApproval(services: HubServices, call: RevealCall, checks: readonly Check<ApprovedCall>[] = APPROVED_CHECKS): Promise<StoredRequest | null> {
  const named = approvalOf(call.signed.payload)
  if (named === null) return null
  const request = await findAccessRequest(services.db, named.requestId)
  if (request === null) throw new CasementError('APPROVAL_NOT_GIVEN')
  for (const { check } of checks) check({ ...call, named, request, moment: momentOf(services) })
  return request
}

/** Marks the approval as used by this reveal, in the transaction that keeps the grant: whoever comes second is granted nothing. */
export async function useApproval(services: HubServices, trx: HubTransaction, row: DecisionRow, requestId: string): Promise<void> {
  await lockRequest(trx, requestId)
  const request = await findAccessRequest(trx, requestId)
  if (request === null || requestState(request, momentOf(services)) === 'cancelled') throw new CasementError('APPROVAL_NOT_GIVEN')
  const isFirst = await insertUse(trx, { request_id: requestId, requester_id: row.officer_id, reveal_id: row.request_id, used_at: row.decided_at })
  if (!isFirst) throw new CasementError('APPROVAL_USED')
}
