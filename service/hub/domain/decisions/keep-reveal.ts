import type { Purpose } from '../../../../shared/purposes/purpose'
import { relatedPart } from '../../../../shared/model/reveal'
import type { HubServices } from '../../hub-services'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { createAccessRequest } from '../approvals/create-access-request'
import type { GivenApproval } from '../approvals/given-approval'
import type { RevealCall } from '../checks/check'
import { OWN_CIRCLE_RULE, tellOfOwnCircle } from '../circle/tell-of-own-circle'
import { alertOfBudget, withinBudget } from '../reveal-budget'
import { reviewCauses, reviewOf, type AllowedReveal } from '../review/create-reviews'
import { useEmergency } from '../review/emergency-use'
import type { KeptAnswer } from './keep-reveals'

export interface DecidedReveal {
  readonly call: RevealCall
  /** As policy answered, with the grant that it would get. */
  readonly row: DecisionRow
  /** All accounts of whoever reveals: they are counted as one. */
  readonly accounts: ReadonlySet<string>
  readonly reveal: AllowedReveal
  readonly purpose: Purpose
  readonly approval: GivenApproval | null
  readonly isEmergency: boolean
}

/** Keeps the answer to a reveal, and in the same transaction all that follows from it: count, relationship, review, alerts, and what was used up or asked for. */
export async function keepReveal(services: HubServices, decided: DecidedReveal): Promise<KeptAnswer> {
  const { call, row, accounts, reveal, isEmergency } = decided
  const { officer, household, payload } = reveal
  const causes = row.outcome === 'allow' ? await reviewCauses(services, reveal) : []
  return services.reveals.keep({
    question: {
      requestId: row.request_id, accounts, householdId: household.householdId, at: row.decided_at, words: causes.length > 0 ? call.reason.value : null,
      alerts: services.alertRules, review: services.reviewRules,
    },
    settle: (past) => {
      const settled = row.outcome === 'allow' && !isEmergency ? withinBudget(services, call.caller, row, past.use) : row
      const review = settled.outcome === 'allow' ? reviewOf(services, settled, reveal, causes, past) : { task: null, alerts: [] }
      const budget = isEmergency ? [] : alertOfBudget(services, settled, officer, past.use)
      return { row: settled, relationship: { stated: relatedPart(payload).relationship, known: reveal.known }, task: review.task, alerts: [...budget, ...review.alerts] }
    },
    also: alsoKept(services, decided),
  })
}

/** What only some reveals bring with them. Null: nothing. */
function alsoKept(services: HubServices, { row: { outcome, rule }, reveal, purpose, approval, isEmergency }: DecidedReveal): ((trx: HubTransaction, row: DecisionRow) => Promise<void>) | null {
  const { officer, household, payload, known } = reveal
  if (outcome === 'needs-approval') return (trx, row) => createAccessRequest(services, trx, row, { officer, household, purpose, relationship: known, payload })
  if (rule === OWN_CIRCLE_RULE) return (trx, row) => tellOfOwnCircle(trx, officer, { mark: row.request_id, requestId: row.request_id, at: row.decided_at })
  if (outcome !== 'allow' || (approval === null && !isEmergency)) return null
  return async (trx, row) => {
    if (row.outcome !== 'allow') return
    await approval?.use(trx, row)
    if (isEmergency) await useEmergency(services, trx, row)
  }
}
