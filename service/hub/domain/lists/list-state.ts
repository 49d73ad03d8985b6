import type { GivenListDecision } from '../../../../shared/api/contact-lists-api'
import type { RequestState } from '../../../../shared/model/approval'
import type { ItemStanding } from '../../../../shared/model/contact-list'
import type { HubServices } from '../../hub-services'
import type { StoredItem, StoredList, StoredListDecision } from '../../repositories/list-repository'
import { momentOf } from '../approvals/list-requests'
import { agreedBy, givenDecision, openUntilOf, requestState, type Moment } from '../approvals/request-state'

/** The moment with this list's own time: it may be worked through for as long as whoever approved it said. */
export const listMoment = (services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, { decisions }: Pick<StoredList, 'decisions'>): Moment => {
  const moment = momentOf(services)
  return { ...moment, times: { ...moment.times, opensForHours: Math.min(...decisions.map(({ leaf }) => leaf.payload.workForHours), 72) } }
}

/** Where a list stands follows from its rows and the time, like any request; it is never used up as a whole. */
export const listState = (services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, list: StoredList): RequestState => requestState({ ...list, used_by: null }, listMoment(services, list))

export const workUntilOf = (services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, list: StoredList): number => openUntilOf(list.decisions, listMoment(services, list))

/** What all who approved agreed to: groups, minutes, and households. */
export const agreedOn = ({ decisions }: Pick<StoredList, 'decisions'>) => ({
  ...agreedBy(decisions), items: new Set(decisions[0]?.leaf.payload.items.filter((item) => decisions.every(({ leaf }) => leaf.payload.items.includes(item)))),
})

export const givenListDecision = (decision: StoredListDecision): GivenListDecision => ({
  ...givenDecision(decision), households: decision.leaf.payload.items.length, workForHours: decision.leaf.payload.workForHours,
})

/** Where one household stands now: what the policy would say if it were opened. */
export function standingOf(item: StoredItem, list: StoredList, reach: ReadonlySet<string>, opensEach: number): ItemStanding {
  if (item.household === null) return 'gone'
  if (list.decisions.some(({ decision }) => decision !== 'decline') && !agreedOn(list).items.has(item.item)) return 'left-out'
  if (item.household.isProtected) return 'protected'
  if (!reach.has(item.household_id)) return 'out-of-reach'
  return item.opened >= opensEach ? 'used-up' : 'ready'
}
