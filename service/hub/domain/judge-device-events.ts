import type { SignedDeviceEvent } from '../../../shared/model/reveal'
import type { HubServices } from '../hub-services'
import { countRecentEvents, findEnteredEvents, findOwnRequests } from '../repositories/device-event-repository'
import type { LedgerEntryRow } from '../repositories/hub-tables'

/** `leafHash`: of an event that stands in a ledger already, of this epoch or an earlier one. */
export type EventVerdict = 'too-many' | { readonly flag: LedgerEntryRow['flag'] } | { readonly leafHash: Uint8Array }

/**
 * How each event of a push is to be entered, by event id. One about a request that is not in the ledger as this officer's is entered all
 * the same, flagged for review: the request may have been lost with a restored database, and an officer's truth is never refused. One that
 * was entered before a backup is there already when laptops send everything again in the new epoch: twice, it would count as two. Beyond
 * the cap of a device and hour it is too many: a device that has gone wrong must not fill a ledger that nothing can be taken out of.
 */
export async function judgeDeviceEvents(
  { db, limits }: Pick<HubServices, 'db' | 'limits'>,
  officerId: string,
  events: readonly SignedDeviceEvent[],
): Promise<ReadonlyMap<string, EventVerdict>> {
  if (events.length === 0) return new Map()
  const [own, entered] = await Promise.all([
    findOwnRequests(db, officerId, events.map(({ payload }) => payload.requestId)),
    findEnteredEvents(db, events.map(({ payload }) => payload.eventId)),
  ])
  const room = new Map<string, number>()
  for (const deviceId of new Set(events.map((event) => event.deviceId))) room.set(deviceId, limits.deviceEventsPerHour - (await countRecentEvents(db, deviceId)))
  const verdicts = new Map<string, EventVerdict>()
  for (const { deviceId, payload } of events) {
    if (verdicts.has(payload.eventId)) continue
    const left = room.get(deviceId) ?? 0
    const leafHash = entered.get(payload.eventId)
    if (leafHash === undefined) room.set(deviceId, left - 1)
    verdicts.set(payload.eventId, leafHash !== undefined ? { leafHash } : left <= 0 ? 'too-many' : { flag: payload.event === 'decided-not-to' || own.has(payload.requestId) ? null : 'request-unknown' })
  }
  return verdicts
}
