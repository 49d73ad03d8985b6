import { ContactSchema } from '../../../shared/model/household'
import type { ContactOutcomeOperationSchema, OperationResult } from '../../../shared/model/operation'
import type { Officer } from '../../../shared/model/officer'
import type { Signed } from '../../../shared/model/signed'
import type { z } from 'zod'
import { insertContact } from '../repositories/household-repository'
import type { HubServices } from '../hub-services'
import { currentHousehold } from '../repositories/successor-repository'
import { applyOnce } from './apply-once'
import { mayWriteAbout } from './write-reach'

export type SignedContact = Signed<z.infer<typeof ContactOutcomeOperationSchema>>

/**
 * Records a contact outcome: contact, new document and change in one transaction, once per operation id. Contacts only add, so a
 * base version that has moved on is no conflict. Refused, with a code, for an unknown household, a role without case work, a household
 * that the officer neither has in scope nor opened (a pushed contact must not give anybody a household), an id that was used for
 * something else, or a time that cannot be: one from the future would stand as the last contact for ever.
 */
export function applyContact(services: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, { payload: operation }: SignedContact): Promise<OperationResult> {
  const { policy, clock } = services
  return applyOnce(services, officer, operation, (trx) => currentHousehold(trx, operation.householdId), async (trx, { householdId, district, isProtected }) => {
    // Work that was done is recorded, also where the officer knows somebody: what they wrote is never lost, and nothing is shown by it.
    if (policy.decideWork({ ...officer, circle: [] }, { householdId, district, isProtected }).outcome !== 'allow') return { code: 'ACCESS_ROLE_FORBIDDEN' }
    if (!(await mayWriteAbout(trx, officer, householdId, operation.at, clock))) return { code: 'ACCESS_ROLE_FORBIDDEN' }
    const contact = ContactSchema.parse({
      contactId: operation.operationId, at: operation.at, officerId: officer.officerId, channel: operation.channel, outcome: operation.outcome,
      noteId: operation.noteId, nextAction: operation.nextAction,
    })
    return {
      code: null,
      apply: () => insertContact(trx, { contact_id: contact.contactId, household_id: householdId, contacted_at: new Date(contact.at), contact: JSON.stringify(contact) }),
    }
  })
}
