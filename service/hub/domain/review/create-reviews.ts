import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import type { ReviewCause } from '../../../../shared/model/review'
import type { Relationship } from '../../../../shared/model/relationship'
import { relatedPart, type RevealRequest } from '../../../../shared/model/reveal'
import type { HubServices } from '../../hub-services'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { countRevealsThatDay, countSameWords, insertReviewTask } from '../../repositories/review-repository'
import { raiseAlerts } from './raise-alerts'
import { causesOf, drawOf, riskOf } from './why-reviewed'

const DAY_MS = 86_400_000

export interface AllowedReveal {
  readonly officer: Officer
  readonly household: HouseholdRecord
  /** What the hub itself knows of a relationship at this moment. */
  readonly known: Relationship
  readonly payload: RevealRequest
  readonly reason: string
  readonly leafHash: Uint8Array
}

/**
 * A reveal that somebody else has to look at gets its task in the transaction that keeps policy's answer, and a manager is told of what
 * is unusual about it: no grant without either.
 */
export async function createReviews(services: Pick<HubServices, 'keys' | 'reviewRules' | 'alertRules'>, trx: HubTransaction, row: DecisionRow, allowed: AllowedReveal): Promise<void> {
  const causes = await createReviewTask(services, trx, row, allowed)
  const isUnrelated = causes.includes('no-relationship') || causes.includes('claimed-relationship')
  await raiseAlerts(services, trx, row, { officer: allowed.officer, householdId: allowed.household.householdId, isEmergency: causes.includes('emergency'), isUnrelated })
}

/** Why it is reviewed; nothing: it is not. */
async function createReviewTask(services: Pick<HubServices, 'keys' | 'reviewRules'>, trx: HubTransaction, row: DecisionRow, allowed: AllowedReveal): Promise<ReviewCause[]> {
  const { officer, household, known, payload, reason, leafHash } = allowed
  const rules = services.reviewRules
  const { relationship: stated, emergency: isEmergency } = relatedPart(payload)
  const relation = { isEmergency, isRelated: known !== 'none', isClaimed: known === 'self-claimed' || (stated !== null && stated !== 'none' && stated !== known) }
  const causes = causesOf(relation, await drawOf(leafHash, services.keys.checkpointSigner), rules)
  if (causes.length === 0) return causes
  const at = row.decided_at.getTime()
  const facts = {
    ...relation, at, isProtected: household.isProtected, revealsThatDay: await countRevealsThatDay(trx, officer.officerId, row.decided_at),
    sameWords: await countSameWords(trx, officer.officerId, reason, new Date(at - rules.repeatedReason.withinDays * DAY_MS)),
  }
  await insertReviewTask(trx, {
    request_id: row.request_id, epoch: row.epoch, entry_index: row.entry_index, officer_id: officer.officerId, team: officer.team, district: officer.district, causes, ...riskOf(facts, rules),
    created_at: row.decided_at,
  })
  return causes
}
