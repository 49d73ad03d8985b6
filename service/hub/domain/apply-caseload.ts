import type { TeamPlace } from '../../../shared/model/caseload'
import type { CaseloadOperation } from '../../../shared/model/caseload-operation'
import type { Officer } from '../../../shared/model/officer'
import type { OperationResult } from '../../../shared/model/operation'
import type { Signed } from '../../../shared/model/signed'
import type { HubServices } from '../hub-services'
import {
  decideReferral, findOfficer, hasCaseworkers, insertCaseloadEvent, insertNextAction, insertReferral, listCaseload, saveAllocation,
} from '../repositories/caseload-repository'
import type { HubTransaction } from '../repositories/hub-tables'
import { applyOnce } from './apply-once'
import { judgeCaseload, type CaseloadChange, type Judgement } from './judge-caseload'
import { scopeOf } from './scope'
import { mayWriteAbout } from './write-reach'

export type SignedCaseload = Signed<CaseloadOperation>

/**
 * Applies one act on who works a household: judged on the locked household, so that of two who claim it at once one is told; change,
 * document, feed and audit event in one transaction, once per operation id. A refusal is an audit event too.
 */
export function applyCaseload(services: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, { payload: operation }: SignedCaseload): Promise<OperationResult> {
  const { policy, clock } = services
  const { householdId } = operation
  return applyOnce(services, officer, operation, async () => householdId, async (trx, household) => {
    const judgement: Judgement = (await mayWriteAbout(trx, officer, householdId, operation.at, clock))
      ? judgeCaseload({
          operation, officer, household, policy,
          receiver: 'toOfficer' in operation ? await findOfficer(trx, operation.toOfficer) : null,
          isTeamStaffed: operation.kind === 'refer' && (await hasCaseworkers(trx, { team: operation.toTeam, district: operation.toDistrict })),
        })
      // Beyond reach: it was in the officer's when they did this, or they would not have seen it.
      : { code: scopeOf(officer) === null ? 'ACCESS_ROLE_FORBIDDEN' : 'CASELOAD_CHANGED', rule: null }
    const audit = auditOf(operation, officer, household.allocatedOfficer, household.referral?.referralId ?? null)
    if (judgement.code !== null) {
      await insertCaseloadEvent(trx, { ...audit, outcome: 'refused', code: judgement.code, rule: judgement.rule })
      return { code: judgement.code }
    }
    return {
      code: null,
      apply: async () => {
        await writeChange(trx, operation, judgement.change)
        await insertCaseloadEvent(trx, { ...audit, outcome: 'applied', code: null, rule: judgement.rule })
      },
    }
  })
}

async function writeChange(trx: HubTransaction, { operationId, householdId }: CaseloadOperation, change: CaseloadChange): Promise<void> {
  const allocate = async (allocation: { allocationId: string; officerId: string | null }, place: TeamPlace | null): Promise<void> => {
    await saveAllocation(trx, {
      household_id: householdId, allocation_id: allocation.allocationId, officer_id: allocation.officerId, team: place?.team ?? null, district: place?.district ?? null,
      allocation: JSON.stringify(allocation),
    })
  }
  switch (change.kind) {
    case 'none': return
    case 'allocation': {
      const had = (await listCaseload(trx, [householdId])).allocations.get(householdId)
      const before = had === undefined || had.team === null || had.district === null ? null : { team: had.team, district: had.district }
      return allocate(change.allocation, change.place === 'as-before' ? before : change.place)
    }
    case 'next-action':
      await insertNextAction(trx, { action_id: operationId, household_id: householdId, action: JSON.stringify(change.action) })
      return
    case 'referral-made': {
      const { referralId, from, to, at } = change.referral
      await insertReferral(trx, {
        referral_id: referralId, household_id: householdId, from_team: from.team, from_district: from.district, to_team: to.team, to_district: to.district,
        state: 'pending', changed_at: new Date(at), referral: JSON.stringify(change.referral),
      })
      return
    }
    case 'referral-decided': {
      const { referral, allocation } = change
      await decideReferral(trx, { referral_id: referral.referralId, state: referral.state, changed_at: new Date(referral.decidedAt ?? referral.at), referral: JSON.stringify(referral) })
      if (allocation !== null) await allocate(allocation, referral.to)
    }
  }
}

function auditOf(operation: CaseloadOperation, officer: Officer, fromOfficer: string | null, referralId: string | null) {
  const isReferral = operation.kind === 'refer'
  return {
    operation_id: operation.operationId, household_id: operation.householdId, officer_id: officer.officerId, device_id: operation.deviceId, act: operation.kind, done_at: new Date(operation.at),
    from_officer: fromOfficer, to_officer: 'toOfficer' in operation ? operation.toOfficer : null, to_team: isReferral ? operation.toTeam : null, to_district: isReferral ? operation.toDistrict : null,
    referral_id: isReferral ? operation.operationId : 'referralId' in operation ? operation.referralId : referralId,
    reason: 'reason' in operation ? operation.reason : 'note' in operation ? operation.note : null,
  }
}
