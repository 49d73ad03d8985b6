import { LONGEST_AHEAD_HOURS } from '../../../../shared/model/visit-pack'
import type { HubServices } from '../../hub-services'
import type { HubDatabase } from '../../repositories/hub-tables'
import { findList } from '../../repositories/list-repository'
import { listRequestsAbout } from '../../repositories/visit-permit-repository'
import { agreedOn, listState } from '../lists/list-state'

/** Has somebody else approved that this officer visits this household, and is the time for it not over? That is a relationship while it holds. */
export async function hasApprovedVisit(services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, db: HubDatabase, officerId: string, householdId: string): Promise<boolean> {
  const since = new Date(services.clock.now() - 2 * LONGEST_AHEAD_HOURS * 3_600_000)
  for (const requestId of await listRequestsAbout(db, officerId, householdId, since)) {
    const list = await findList(db, requestId)
    const item = list?.items.find((each) => each.household_id === householdId)
    if (list !== null && item !== undefined && listState(services, list) === 'approved' && agreedOn(list).items.has(item.item)) return true
  }
  return false
}
