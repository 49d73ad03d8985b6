import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import type { Relationship } from '../../../../shared/model/relationship'
import type { RevealRequest } from '../../../../shared/model/reveal'
import type { Purpose } from '../../../../shared/purposes/purpose'
import type { HubServices } from '../../hub-services'
import { insertAccessRequest } from '../../repositories/access-request-repository'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'

const HOUR_MS = 3_600_000

export interface NeedForApproval {
  readonly officer: Officer
  readonly household: HouseholdRecord
  readonly purpose: Purpose
  /** As the hub knows it at this moment. */
  readonly relationship: Relationship
  readonly payload: RevealRequest
}

/** A reveal that policy holds back becomes an access request, in the transaction that keeps policy's answer. A protected record needs two different people. */
export async function createAccessRequest(services: Pick<HubServices, 'approvalTimes'>, trx: HubTransaction, row: DecisionRow, need: NeedForApproval): Promise<void> {
  const { officer, household, purpose, relationship, payload } = need
  await insertAccessRequest(trx, {
    request_id: row.request_id, epoch: row.epoch, entry_index: row.entry_index, requester_id: officer.officerId, requester_team: officer.team, household_id: household.householdId,
    purpose_code: purpose.code, field_groups: [...payload.fieldGroups], open_for_minutes: purpose.openForMinutes, approvals_needed: household.isProtected ? 2 : 1,
    relationship, requested_at: row.decided_at, expires_at: new Date(row.decided_at.getTime() + services.approvalTimes.waitsForHours * HOUR_MS),
  })
}
