import type { SearchQuery } from '../../../../shared/api/oversight-api'
import type { Look } from '../../../../shared/model/oversight'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listLooks, toLook } from '../../repositories/oversight/look-repository'
import { namesGiven, recordReview, requireAllowed } from './allow-oversight'

/** Entries of all epochs that fit every criterion given, newest first, paged by key; none about the lead's own circle. */
export async function searchLedger(services: HubServices, caller: DeviceCaller, { after, limit, ...filter }: SearchQuery): Promise<{ looks: Look[]; next: string | null }> {
  await requireAllowed(services, caller, () => ({ action: 'reviewLedger' }))
  await recordReview(services, caller, { act: 'search-ledger', criteria: namesGiven(filter), householdId: null })
  const { rows, next } = await listLooks(services.db, { ...filter, notOfCircle: caller.officerId }, after, limit)
  return { looks: rows.map(toLook), next }
}
