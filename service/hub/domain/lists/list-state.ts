import type { GivenListDecision } from '../../../../shared/api/contact-lists-api'
import type { RequestState } from '../../../../shared/model/approval'
import { outingOf, type ItemStanding } from '../../../../shared/model/contact-list'
import type { HubServices } from '../../hub-services'
import type { StoredItem, StoredList, StoredListDecision } from '../../repositories/list-repository'
import type { ListLimits } from '../../policy/list-limits'
import { momentOf } from '../approvals/list-requests'
import { agreedBy, givenDecision, openUntilOf, requestState, type Moment } from '../approvals/request-state'

/** The moment with this list's own time: it may be worked through for as long as whoever approved it said. */
export const listMoment = (services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, { decisions }: Pick<StoredList, 'decisions'>): Moment => {
  const moment = momentOf(services)
  return { ...moment, times: { ...moment.times, opensForHours: Math.min(...decisions.map(({ leaf }) => leaf.payload.workForHours), 72) } }
}

/** What policy allows a list of this kind at most. */
export const limitsOf = ({ listLimits, packLimits }: Pick<HubServices, 'listLimits' | 'packLimits'>, { leaf }: Pick<StoredList, 'leaf'>): ListLimits => (leaf.payload.v === 1 ? listLimits : packLimits)

/** When the outing of a visit pack is over, ms; never for a contact list. */
const outingEnds = ({ leaf }: Pick<StoredList, 'leaf'>): number => {
  const outing = outingOf(leaf.payload)
  return outing === null ? Number.POSITIVE_INFINITY : Date.parse(outing.until)
}

/** Where a list stands follows from its rows and the time, like any request; it is never used up as a whole, and a visit pack is over with its outing. */
export function listState(services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, list: StoredList): RequestState {
  const state = requestState({ ...list, used_by: null }, listMoment(services, list))
  return (state === 'waiting' || state === 'approved') && services.clock.now() >= outingEnds(list) ? 'expired' : state
}

export const workUntilOf = (services: Pick<HubServices, 'clock' | 'ledger' | 'approvalTimes'>, list: StoredList): number => Math.min(openUntilOf(list.decisions, listMoment(services, list)), outingEnds(list))

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
