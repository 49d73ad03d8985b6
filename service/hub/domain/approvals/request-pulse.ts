import { createHash } from 'node:crypto'
import type { HubServices } from '../../hub-services'
import { listRequestsOf } from '../../repositories/access-request-repository'
import { listListsOf } from '../../repositories/list-repository'
import type { HubOfficer } from '../../repositories/officer-repository'
import { listState } from '../lists/list-state'
import { listsWaitingFor } from '../lists/read-lists'
import { heldBy, readCover } from '../stand-ins/cover'
import { escalatesAt } from '../stand-ins/escalation'
import { momentOf, waitingFor } from './list-requests'
import { requestState } from './request-state'

const PULSE_MS = 4 * 86_400_000

/** Has anything of this officer's own requests and lists changed, how many wait, and how many wait for them to decide? */
export async function requestPulse(services: HubServices, officer: HubOfficer): Promise<{ mark: string; waiting: number; toDecide: number }> {
  const moment = momentOf(services)
  const since = new Date(moment.now - PULSE_MS)
  const [own, lists] = [await listRequestsOf(services.db, officer.officerId, since), await listListsOf(services.db, officer.officerId, since)]
  const cover = await readCover(services, services.db)
  const isEscalated = ({ requested_at: at }: { requested_at: Date }): boolean => moment.now >= escalatesAt(at.getTime(), services.standInRules)
  const states = [
    ...own.map((request) => [request.request_id, requestState(request, moment), request.decisions.length] as const),
    ...lists.map((list) => [list.request_id, listState(services, list), list.decisions.length] as const),
  ]
  // Whom something waits with changes without any row of its own: its time comes, somebody stands in or comes on duty.
  const waits = [...own, ...lists].filter((_, n) => states[n]?.[1] === 'waiting').map((row) => [row.request_id, isEscalated(row)])
  const holders = waits.length === 0 ? [] : [...cover.deputyships, ...cover.shifts].filter((one) => one.starts_at.getTime() <= moment.now && moment.now < one.held_until.getTime())
    .map((one) => ('shift_id' in one ? one.shift_id : one.deputyship_id))
  return {
    mark: createHash('sha256').update(JSON.stringify([states, waits, holders])).digest('hex'),
    waiting: states.filter(([, state]) => state === 'waiting').length,
    toDecide: services.policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0).outcome === 'allow'
      ? (await waitingFor(services, officer, moment, cover)).length + (await listsWaitingFor(services, officer, cover)).length
      : 0,
  }
}
