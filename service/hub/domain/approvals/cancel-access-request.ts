import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import { findAccessRequest, insertCancellation, lockRequest } from '../../repositories/access-request-repository'
import { momentOf } from './list-requests'
import { requestState } from './request-state'

/** Takes one's own request back, also when it is approved and not opened yet. Twice is fine. Throws NOT_FOUND for somebody else's, APPROVAL_NOT_WAITING when it is over. */
export async function cancelAccessRequest(services: HubServices, officerId: string, requestId: string): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId)
    const row = await findAccessRequest(trx, requestId)
    if (row === null || row.requester_id !== officerId) throw new CasementError('NOT_FOUND')
    const state = requestState(row, momentOf(services))
    if (state === 'cancelled') return
    if (state !== 'waiting' && state !== 'approved') throw new CasementError('APPROVAL_NOT_WAITING')
    await insertCancellation(trx, { request_id: requestId, requester_id: officerId, cancelled_at: new Date(services.clock.now()) })
  })
}
