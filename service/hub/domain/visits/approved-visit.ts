import { LONGEST_AHEAD_HOURS } from '../../../../shared/model/visit-pack'
import type { HubServices } from '../../hub-services'
import type { HubDatabase } from '../../repositories/hub-tables'
import { findList } from '../../repositories/list-repository'
import { agreedOn, listState } from '../lists/list-state'

/** A pack or list asked for before this is over. */
export const listedSince = (now: number): Date => new Date(now - 2 * LONGEST_AHEAD_HOURS * 3_600_000)

/**
 * Has somebody else approved that the officer visits this household, and is the time for it not over? That is a relationship while it
 * holds. `listedIn`: the officer's packs and lists that it is in.
 */
export async function hasApprovedVisit(services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, db: HubDatabase, householdId: string, listedIn: readonly string[]): Promise<boolean> {
  for (const requestId of listedIn) {
    const list = await findList(db, requestId)
    const item = list?.items.find((each) => each.household_id === householdId)
    if (list !== null && item !== undefined && listState(services, list) === 'approved' && agreedOn(list).items.has(item.item)) return true
  }
  return false
}
