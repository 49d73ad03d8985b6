import { canonicalise } from '../../../shared/ledger/canonical-json'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import { ContactSchema, type HouseholdRecord } from '../../../shared/model/household'
import type { ContactOutcomeOperationSchema, OperationResult } from '../../../shared/model/operation'
import type { Officer } from '../../../shared/model/officer'
import type { Signed } from '../../../shared/model/signed'
import type { z } from 'zod'
import { findOperationHash, insertOperation } from '../repositories/operation-repository'
import { insertContact, lockHouseholds } from '../repositories/household-repository'
import type { HubServices } from '../hub-services'
import { currentHousehold } from '../repositories/successor-repository'
import { rewriteHouseholds } from './rewrite-households'
import { sha256Hex } from './sha256-hex'
import { isBelievable, mayWriteAbout } from './write-reach'

export type SignedContact = Signed<z.infer<typeof ContactOutcomeOperationSchema>>

/**
 * Records a contact outcome: contact, new document and change in one transaction, once per operation id. Contacts only add, so a
 * base version that has moved on is no conflict. Refused, with a code, for an unknown household, a role without case work, a household
 * that the officer neither has in scope nor opened (a pushed contact must not give anybody a household), an id that was used for
 * something else, or a time that cannot be: one from the future would stand as the last contact for ever.
 */
export async function applyContact({ db, clock, policy }: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, signed: SignedContact): Promise<OperationResult> {
  const operation = signed.payload
  const contentHash = sha256Hex(canonicalise(operation))
  const refused = (code: string): OperationResult => ({ id: operation.operationId, status: 'refused', code })
  return db.transaction().execute(async (trx): Promise<OperationResult> => {
    const standsFor = await currentHousehold(trx, operation.householdId)
    const locked = await lockHouseholds(trx, [standsFor])
    const before = await findOperationHash(trx, operation.operationId)
    if (before !== null) return before === contentHash ? { id: operation.operationId, status: 'duplicate', code: null } : refused('SYNC_OPERATION_REFUSED')
    if (!isBelievable(operation.at, clock)) return refused('SYNC_OPERATION_REFUSED')
    const row = locked.get(standsFor)
    if (row === undefined) return refused('NOT_FOUND')
    const { isProtected, district } = JSON.parse(row.document) as HouseholdRecord
    const householdId = HouseholdIdSchema.parse(row.household_id)
    // Work that was done is recorded, also where the officer knows somebody: what they wrote is never lost, and nothing is shown by it.
    if (policy.decideWork({ ...officer, circle: [] }, { householdId, district, isProtected }).outcome !== 'allow') return refused('ACCESS_ROLE_FORBIDDEN')
    if (!(await mayWriteAbout(trx, officer, householdId, operation.at, clock))) return refused('ACCESS_ROLE_FORBIDDEN')
    const isNew = await insertOperation(trx, {
      operation_id: operation.operationId, device_id: operation.deviceId, officer_id: officer.officerId, kind: operation.kind, content_hash: contentHash,
    })
    if (!isNew) return refused('SYNC_OPERATION_REFUSED') // the same id, at the same moment, for another household
    const contact = ContactSchema.parse({
      contactId: operation.operationId, at: operation.at, officerId: officer.officerId, channel: operation.channel, outcome: operation.outcome,
      noteId: operation.noteId, nextAction: operation.nextAction,
    })
    await insertContact(trx, { contact_id: contact.contactId, household_id: householdId, contacted_at: new Date(contact.at), contact: JSON.stringify(contact) })
    await rewriteHouseholds(trx, [householdId], locked, clock)
    return { id: operation.operationId, status: 'applied', code: null }
  })
}
