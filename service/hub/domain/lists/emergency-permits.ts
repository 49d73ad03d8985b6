import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalise } from '../../../../shared/ledger/canonical-json'
import type { Officer } from '../../../../shared/model/officer'
import type { Purpose } from '../../../../shared/purposes/purpose'
import type { HubServices } from '../../hub-services'
import type { HubTransaction } from '../../repositories/hub-tables'
import { findList } from '../../repositories/list-repository'
import type { ListCall } from '../checks/list-item'
import { listState } from './list-state'

/**
 * Emergency permits are for packed people only: those of a visit pack of the same officer, for the same outing, that is asked for or approved.
 * Policy says who may have them at all, and for which purposes. Throws NOT_FOUND, or LIST_FORBIDDEN with the rule's words.
 */
export async function requireEmergencyPermits(services: HubServices, trx: HubTransaction, { signed: { payload }, caller, items }: ListCall, officer: Officer, purpose: Purpose): Promise<void> {
  if (payload.v !== 3) return
  const pack = await findList(trx, payload.pack)
  const isOwn = pack !== null && pack.requester_id === caller.officerId && pack.leaf.payload.v === 2 && canonicalise(pack.leaf.payload.outing) === canonicalise(payload.outing)
  const packed = new Map(pack?.items.map((item) => [item.household_id, item.persons]))
  const state = pack === null ? null : listState(services, pack)
  if (!isOwn || (state !== 'waiting' && state !== 'approved') || items.some(({ householdId, persons }) => packed.get(householdId) !== persons.value)) throw new CasementError('NOT_FOUND')
  for (const [at, { household }] of items.entries()) {
    if (household === null) throw new CasementError('NOT_FOUND')
    const { outcome, rule, words } = services.policy.decideEmergencyPermit(officer, household, purpose, payload.fieldGroups)
    if (outcome !== 'allow') throw new CasementError('LIST_FORBIDDEN', { rule, words, item: at })
  }
}
