import type { ErrorCode } from '../../../shared/errors/error-code'
import { canonicalise } from '../../../shared/ledger/canonical-json'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { withSafety } from '../../../shared/model/merge-safety'
import type { Officer } from '../../../shared/model/officer'
import type { OperationResult } from '../../../shared/model/operation'
import { NO_SAFETY, type SafetyOperation, type SafetyState } from '../../../shared/model/safety'
import type { Signed } from '../../../shared/model/signed'
import type { HubServices } from '../hub-services'
import { lockHouseholds } from '../repositories/household-repository'
import type { HubTransaction } from '../repositories/hub-tables'
import { findOperationHash, insertOperation } from '../repositories/operation-repository'
import { insertSafetyEvent, listSafety, saveSafety } from '../repositories/safety-repository'
import { currentHousehold } from '../repositories/successor-repository'
import { rewriteHouseholds } from './rewrite-households'
import { scopeOf } from './scope'
import { sha256Hex } from './sha256-hex'
import { isBelievable, mayWriteAbout } from './write-reach'

export type SignedSafety = Signed<SafetyOperation>

/**
 * Merges what an officer recorded of safe contact or risk to staff into what stands, field by field and against the base they saw. Two that
 * do not agree both stand until somebody settles it, so nobody's warning is lost unseen; who may leave fewer warnings is the policy's to say.
 */
export async function applySafety({ db, clock, policy }: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, signed: SignedSafety): Promise<OperationResult> {
  const operation = signed.payload
  const { operationId, field } = operation
  const contentHash = sha256Hex(canonicalise(operation))
  const refused = (code: ErrorCode): OperationResult => ({ id: operationId, status: 'refused', code })
  return db.transaction().execute(async (trx): Promise<OperationResult> => {
    const householdId = await currentHousehold(trx, operation.householdId)
    const locked = await lockHouseholds(trx, [householdId])
    const before = await findOperationHash(trx, operationId)
    if (before !== null) return before === contentHash ? { id: operationId, status: 'duplicate', code: null } : refused('SYNC_OPERATION_REFUSED')
    if (!isBelievable(operation.at, clock)) return refused('SYNC_OPERATION_REFUSED')
    const row = locked.get(householdId)
    if (row === undefined) return refused('NOT_FOUND')
    const household = HouseholdRecordSchema.parse(JSON.parse(row.document))
    const safety = (await listSafety(trx, [householdId])).get(householdId) ?? NO_SAFETY
    const stood = safety[field]
    const stands = withSafety(stood, officer.officerId, operation)
    const isLooser = stood.codes.some((code) => !stands.codes.includes(code))
    const decision = policy.decideSafety(officer, isLooser ? 'loosenSafety' : 'recordSafety', { ...household, referral: null })
    const isWithinReach = await mayWriteAbout(trx, officer, household.householdId, operation.at, clock)
    const code: ErrorCode | null = decision.rule === 'role-without-casework' || !isWithinReach || scopeOf(officer) === null ? 'ACCESS_ROLE_FORBIDDEN' : decision.outcome === 'allow' ? null : 'SAFETY_FORBIDDEN'
    if (code !== null) {
      await note(trx, operation, officer, householdId, { code, rule: decision.rule, stood, stands: stood })
      return refused(code)
    }
    const isNew = await insertOperation(trx, { operation_id: operationId, device_id: operation.deviceId, officer_id: officer.officerId, kind: operation.kind, content_hash: contentHash })
    if (!isNew) return refused('SYNC_OPERATION_REFUSED') // the same id, at the same moment, for another household
    await note(trx, operation, officer, householdId, { code, rule: decision.rule, stood, stands })
    await saveSafety(trx, householdId, { ...safety, [field]: stands })
    await rewriteHouseholds(trx, [householdId], locked, clock)
    return { id: operationId, status: 'applied', code: null }
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
