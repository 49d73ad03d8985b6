import type { ErrorCode } from '../../../shared/errors/error-code'
import { canonicalise, type JsonValue } from '../../../shared/ledger/canonical-json'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'
import type { OperationResult } from '../../../shared/model/operation'
import type { HubServices } from '../hub-services'
import { lockHouseholds } from '../repositories/household-repository'
import type { HubTransaction } from '../repositories/hub-tables'
import { findOperationHash, insertOperation } from '../repositories/operation-repository'
import { rewriteHouseholds } from './rewrite-households'
import { sha256Hex } from './sha256-hex'
import { isBelievable } from './write-reach'

interface AboutHousehold {
  readonly operationId: string
  readonly deviceId: string
  readonly kind: string
  /** Instant. */
  readonly at: string
}

/** A refusal with its code, or what is to be done. Either may have written its audit event already. */
export type Verdict = Readonly<{ code: ErrorCode }> | Readonly<{ code: null; apply(): Promise<unknown> }>

/**
 * The way of every operation about a household: judged on the locked household, once per operation id, at a time that can be; effect,
 * document and feed in one transaction. An id that was used for other content is refused.
 * @param householdOf which household it is about by now
 */
export function applyOnce<Operation extends AboutHousehold>(
  { db, clock }: Pick<HubServices, 'db' | 'clock'>,
  officer: Officer,
  operation: Operation,
  householdOf: (trx: HubTransaction) => Promise<string>,
  judge: (trx: HubTransaction, household: HouseholdRecord) => Promise<Verdict>,
): Promise<OperationResult> {
  const { operationId, deviceId, kind, at } = operation
  const contentHash = sha256Hex(canonicalise(operation as unknown as JsonValue))
  const refused = (code: ErrorCode): OperationResult => ({ id: operationId, status: 'refused', code })
  return db.transaction().execute(async (trx): Promise<OperationResult> => {
    const householdId = await householdOf(trx)
    const locked = await lockHouseholds(trx, [householdId])
    const before = await findOperationHash(trx, operationId)
    if (before !== null) return before === contentHash ? { id: operationId, status: 'duplicate', code: null } : refused('SYNC_OPERATION_REFUSED')
    if (!isBelievable(at, clock)) return refused('SYNC_OPERATION_REFUSED')
    const row = locked.get(householdId)
    if (row === undefined) return refused('NOT_FOUND')
    const verdict = await judge(trx, HouseholdRecordSchema.parse(JSON.parse(row.document)))
    if (verdict.code !== null) return refused(verdict.code)
    const isNew = await insertOperation(trx, { operation_id: operationId, device_id: deviceId, officer_id: officer.officerId, kind, content_hash: contentHash })
    if (!isNew) return refused('SYNC_OPERATION_REFUSED') // the same id, at the same moment, for another household
    await verdict.apply()
    await rewriteHouseholds(trx, [householdId], locked, clock)
    return { id: operationId, status: 'applied', code: null }
  })
}
