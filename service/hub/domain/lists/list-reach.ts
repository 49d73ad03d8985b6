import type { Officer } from '../../../../shared/model/officer'
import type { HubServices } from '../../hub-services'
import { listWithinReach } from '../../repositories/list-repository'
import { scopeOf } from '../scope'

/** Whoever opened a household may write about it for a day (see write-reach). */
const OPENED_FOR_MS = 24 * 3_600_000

/** Which of these households are the officer's to contact now. */
export async function reachOf({ db, clock }: Pick<HubServices, 'db' | 'clock'>, officer: Officer, householdIds: readonly string[]): Promise<Set<string>> {
  const scope = scopeOf(officer)
  return scope === null ? new Set() : listWithinReach(db, scope, householdIds, new Date(clock.now() - OPENED_FOR_MS))
}
