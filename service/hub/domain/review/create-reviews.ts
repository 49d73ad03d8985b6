import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import type { ReviewCause } from '../../../../shared/model/review'
import type { Relationship } from '../../../../shared/model/relationship'
import { relatedPart, type RevealRequest } from '../../../../shared/model/reveal'
import type { HubServices } from '../../hub-services'
import type { AlertToInsert } from '../../repositories/alert-repository'
import type { DecisionRow } from '../../repositories/hub-tables'
import type { RevealPast } from '../../repositories/kept-reveal-repository'
import type { ReviewTaskRow } from '../../repositories/review-tables'
import { alertsOfReveal } from './raise-alerts'
import { causesOf, drawOf, riskOf } from './why-reviewed'

export interface AllowedReveal {
  readonly officer: Officer
  readonly household: HouseholdRecord
  /** What the hub itself knows of a relationship at this moment. */
  readonly known: Relationship
  readonly payload: RevealRequest
  readonly leafHash: Uint8Array
}

/** Why somebody else would look at this reveal, were it allowed; nothing: nobody has to. */
export async function reviewCauses(services: Pick<HubServices, 'keys' | 'reviewRules'>, reveal: AllowedReveal): Promise<ReviewCause[]> {
  return causesOf(relationOf(reveal), await drawOf(reveal.leafHash, services.keys.checkpointSigner), services.reviewRules)
}

/**
 * A reveal that somebody else has to look at gets its task in the transaction that keeps policy's answer, and a manager is told of what
 * is unusual about it: no grant without either. `past`: of the officer, without this one.
 */
export function reviewOf(
  services: Pick<HubServices, 'reviewRules' | 'alertRules'>, row: DecisionRow, reveal: AllowedReveal, causes: readonly ReviewCause[], past: RevealPast,
): { task: ReviewTaskRow | null; alerts: AlertToInsert[] } {
  const { officer, household } = reveal
  const isUnrelated = causes.includes('no-relationship') || causes.includes('claimed-relationship')
  const alerts = alertsOfReveal(services, row, { officer, householdId: household.householdId, isEmergency: causes.includes('emergency'), isUnrelated }, past)
  if (causes.length === 0) return { task: null, alerts }
  const facts = { ...relationOf(reveal), at: row.decided_at.getTime(), isProtected: household.isProtected, revealsThatDay: past.pattern.revealsThatDay + 1, sameWords: past.sameWords }
  const task = {
    request_id: row.request_id, epoch: row.epoch, entry_index: row.entry_index, officer_id: officer.officerId, team: officer.team, district: officer.district, causes: [...causes],
    ...riskOf(facts, services.reviewRules), created_at: row.decided_at,
  }
  return { task, alerts }
}

function relationOf({ known, payload, officer, household }: Pick<AllowedReveal, 'known' | 'payload' | 'officer' | 'household'>) {
  const { relationship: stated, emergency: isEmergency } = relatedPart(payload)
  return { isEmergency, isRelated: known !== 'none', isClaimed: isOwnWord(known, officer, household) || (stated !== null && stated !== 'none' && stated !== known) }
}

/** A household that they took alone; and a next action that they set themselves, which anybody can for a household that they looked up, unless their team has it anyway. */
const isOwnWord = (known: Relationship, { team, district }: Officer, household: HouseholdRecord): boolean =>
  known === 'self-claimed' || (known === 'agreed-next-action' && !(household.allocatedTeam === team && (household.allocatedDistrict ?? household.district) === district))
