import { CasementError } from '../../shared/errors/casement-error'
import type { HouseholdId } from '../../shared/model/ids'
import { unionOf } from '../../shared/model/merge-safety'
import { isOfField, SafetyOperationSchema, type SafetyCode, type SafetyField } from '../../shared/model/safety'
import { toInstant } from '../settings/clock'
import type { HouseholdService } from './household-service'
import { newId } from './new-id'
import type { OperationWriter } from './operation-writer'
import type { Session } from './session'

export interface SafetyToSet {
  readonly householdId: HouseholdId
  readonly field: SafetyField
  readonly codes: ReadonlyArray<SafetyCode>
  /** What stood there when the officer began. */
  readonly seen: ReadonlyArray<SafetyCode>
}

/** Safe contact, risk to staff and moratoriums: coded, signed, and with what the officer saw, so that nobody's warning is written over. */
export class SafetyService {
  readonly #session: Session
  readonly #writer: OperationWriter
  readonly #households: HouseholdService

  constructor(session: Session, writer: OperationWriter, households: HouseholdService) {
    this.#session = session
    this.#writer = writer
    this.#households = households
  }

  /** @param settles the conflict that this decides. Null for what changes nothing. */
  async set({ householdId, field, codes, seen }: SafetyToSet, settles: string | null = null): Promise<{ operationId: string | null }> {
    if (!isOfField(field, codes) || !isOfField(field, seen)) throw new CasementError('REQUEST_INVALID')
    const { clock, random, deviceId, signer } = this.#session
    const household = this.#households.findOverlaid(householdId)
    if (household === null) throw new CasementError('NOT_FOUND')
    // What came while the form was open was not seen: it is nobody's to take away, and nothing that this officer decided.
    const base = unionOf(seen)
    const value = unionOf(codes)
    if (settles === null && value.join() === base.join()) return { operationId: null }
    const operation = SafetyOperationSchema.parse({
      v: 1, type: 'operation', operationId: newId(clock, random), deviceId, at: toInstant(clock.now()), kind: 'safety', householdId, baseVersion: household.version, field, base, value, settles,
    })
    const { operationId, kind, at } = operation
    await this.#writer.write([{ operationId, target: 'hub', kind, householdId, reference: household.reference, at, signed: signer(operation) }])
    return { operationId }
  }
}
