import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import { insertCancellation, lockRequest } from '../../repositories/access-request-repository'
import { findList } from '../../repositories/list-repository'
import { listState } from './list-state'

/** Takes one's own list back, also an approved one: nothing more of it opens. Twice is fine. Throws NOT_FOUND for somebody else's, APPROVAL_NOT_WAITING when it is over. */
export async function cancelContactList(services: HubServices, officerId: string, requestId: string): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId)
    const list = await findList(trx, requestId)
    if (list === null || list.requester_id !== officerId) throw new CasementError('NOT_FOUND')
    const state = listState(services, list)
    if (state === 'cancelled') return
    if (state !== 'waiting' && state !== 'approved') throw new CasementError('APPROVAL_NOT_WAITING')
    await insertCancellation(trx, { request_id: requestId, requester_id: officerId, cancelled_at: new Date(services.clock.now()) })
  })
}
