import type { ErrorCode } from '../../../shared/errors/error-code'
import { withSafety } from '../../../shared/model/merge-safety'
import type { Officer } from '../../../shared/model/officer'
import type { OperationResult } from '../../../shared/model/operation'
import { NO_SAFETY, type SafetyOperation, type SafetyState } from '../../../shared/model/safety'
import type { Signed } from '../../../shared/model/signed'
import type { HubServices } from '../hub-services'
import type { HubTransaction } from '../repositories/hub-tables'
import { insertSafetyEvent, listSafety, saveSafety } from '../repositories/safety-repository'
import { currentHousehold } from '../repositories/successor-repository'
import { applyOnce } from './apply-once'
import { scopeOf } from './scope'
import { mayWriteAbout } from './write-reach'

export type SignedSafety = Signed<SafetyOperation>

/**
 * Merges what an officer recorded of safe contact or risk to staff into what stands, field by field and against the base they saw. Two that
 * do not agree both stand until somebody settles it, so nobody's warning is lost unseen; who may leave fewer warnings is the policy's to say.
 */
export function applySafety(services: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, { payload: operation }: SignedSafety): Promise<OperationResult> {
  const { policy, clock } = services
  const { field } = operation
  return applyOnce(services, officer, operation, (trx) => currentHousehold(trx, operation.householdId), async (trx, household) => {
    const { householdId } = household
    const safety = (await listSafety(trx, [householdId])).get(householdId) ?? NO_SAFETY
    const stood = safety[field]
    const stands = withSafety(stood, officer.officerId, operation)
    const isLooser = stood.codes.some((code) => !stands.codes.includes(code))
    const decision = policy.decideSafety(officer, isLooser ? 'loosenSafety' : 'recordSafety', { ...household, referral: null })
    const isWithinReach = await mayWriteAbout(trx, officer, householdId, operation.at, clock)
    const code: ErrorCode | null = decision.rule === 'role-without-casework' || !isWithinReach || scopeOf(officer) === null ? 'ACCESS_ROLE_FORBIDDEN' : decision.outcome === 'allow' ? null : 'SAFETY_FORBIDDEN'
    if (code !== null) {
      await note(trx, operation, officer, householdId, { code, rule: decision.rule, stood, stands: stood })
      return { code }
    }
    return {
      code,
      apply: async () => {
        await note(trx, operation, officer, householdId, { code, rule: decision.rule, stood, stands })
        await saveSafety(trx, householdId, { ...safety, [field]: stands })
      },
    }
  })
}

const note = (
  trx: HubTransaction, operation: SafetyOperation, officer: Officer, householdId: string,
  { code, rule, stood, stands }: Readonly<{ code: string | null; rule: string; stood: SafetyState; stands: SafetyState }>,
) =>
  insertSafetyEvent(trx, {
    operation_id: operation.operationId, household_id: householdId, officer_id: officer.officerId, device_id: operation.deviceId, field: operation.field, base: operation.base, value: operation.value,
    settles: operation.settles, done_at: new Date(operation.at), outcome: code === null ? 'applied' : 'refused', code, rule, stood: stood.codes, stands: stands.codes,
    is_conflict: stands.conflicts.length > stood.conflicts.length,
  })
