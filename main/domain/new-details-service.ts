import { CasementError } from '../../shared/errors/casement-error'
import { checkDetailValue } from '../../shared/model/detail-value'
import type { HouseholdId, PersonId } from '../../shared/model/ids'
import { DetailSchema, DetailsWrongOperationSchema, NewDetailsOperationSchema, SealedDetailsOperationSchema, type Detail } from '../../shared/model/new-details'
import { toInstant } from '../settings/clock'
import type { HouseholdService } from './household-service'
import { newId } from './new-id'
import type { OperationWriter } from './operation-writer'
import type { Session } from './session'

export interface DetailToAdd extends Detail {
  readonly householdId: HouseholdId
  readonly personId: PersonId
}

/** New contact details: sealed here to the vault at once, so that nothing on this laptop can show them again; the hub hears that there are some. */
export class NewDetailsService {
  readonly #session: Session
  readonly #writer: OperationWriter
  readonly #households: HouseholdService

  constructor(session: Session, writer: OperationWriter, households: HouseholdService) {
    this.#session = session
    this.#writer = writer
    this.#households = households
  }

  async add({ householdId, personId, kind, value, safety, origin }: DetailToAdd): Promise<{ detailId: string }> {
    const { clock, deviceId, signer, keys } = this.#session
    const household = this.#households.findSeen(householdId)
    if (household === null || !household.members.some((member) => member.personId === personId)) throw new CasementError('NOT_FOUND')
    const checked = checkDetailValue(kind, value)
    if (checked.problem !== null) throw new CasementError('REQUEST_INVALID', { fields: 'value' })
    const sealed = await (await keys()).seal('vault-seal', DetailSchema.parse({ kind, value: checked.value, safety, origin }))
    const { reference } = household
    const operation = { v: 1, type: 'operation', deviceId, at: toInstant(clock.now()), householdId, personId } as const
    const given = NewDetailsOperationSchema.parse({ ...operation, operationId: newId(clock), kind: 'new-details', baseVersion: household.version, detail: kind })
    const details = SealedDetailsOperationSchema.parse({ ...operation, operationId: newId(clock), kind: 'sealed-details', detailId: given.operationId, sealed })
    await this.#writer.write([
      { operationId: details.operationId, target: 'vault', kind: details.kind, householdId, reference, at: details.at, signed: signer(details) },
      { operationId: given.operationId, target: 'hub', kind: given.kind, householdId, reference, at: given.at, signed: signer(given) },
    ])
    return { detailId: given.operationId }
  }

  /** What was reported stays, and says from now on that somebody found it wrong. */
  async markWrong({ householdId, personId, detailId, reportedBy }: Readonly<{ householdId: HouseholdId; personId: PersonId; detailId: string; reportedBy: string }>): Promise<Record<string, never>> {
    const { clock, deviceId, signer } = this.#session
    const household = this.#households.findSeen(householdId)
    if (household === null) throw new CasementError('NOT_FOUND')
    const wrong = DetailsWrongOperationSchema.parse({
      v: 1, type: 'operation', operationId: newId(clock), deviceId, at: toInstant(clock.now()), kind: 'details-wrong', detailId, reportedBy, householdId, personId,
    })
    await this.#writer.write([{ operationId: wrong.operationId, target: 'vault', kind: wrong.kind, householdId, reference: household.reference, at: wrong.at, signed: signer(wrong) }])
    return {}
  }
}
