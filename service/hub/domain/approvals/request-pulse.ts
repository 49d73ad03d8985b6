import { createHash } from 'node:crypto'
import type { Officer } from '../../../../shared/model/officer'
import type { HubServices } from '../../hub-services'
import { listRequestsOf } from '../../repositories/access-request-repository'
import { listListsOf } from '../../repositories/list-repository'
import { listState } from '../lists/list-state'
import { listsWaitingFor } from '../lists/read-lists'
import { momentOf, waitingFor } from './list-requests'
import { requestState } from './request-state'

const PULSE_MS = 4 * 86_400_000

/** Has anything of this officer's own requests and lists changed, how many wait, and how many wait for them to decide? */
export async function requestPulse(services: HubServices, officer: Officer): Promise<{ mark: string; waiting: number; toDecide: number }> {
  const moment = momentOf(services)
  const since = new Date(moment.now - PULSE_MS)
  const [own, lists] = [await listRequestsOf(services.db, officer.officerId, since), await listListsOf(services.db, officer.officerId, since)]
  const states = [
    ...own.map((request) => [request.request_id, requestState(request, moment), request.decisions.length] as const),
    ...lists.map((list) => [list.request_id, listState(services, list), list.decisions.length] as const),
  ]
  return {
    mark: createHash('sha256').update(JSON.stringify(states)).digest('hex'),
    waiting: states.filter(([, state]) => state === 'waiting').length,
    toDecide: services.policy.decideQueue(officer).outcome === 'allow' ? (await waitingFor(services, officer, moment)).length + (await listsWaitingFor(services, officer)).length : 0,
  }
}
