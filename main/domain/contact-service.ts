import { CasementError } from '../../shared/errors/casement-error'
import { contactDraftKey } from '../../shared/model/draft-keys'
import type { NextAction, Contact } from '../../shared/model/household'
import type { HouseholdId, PersonId } from '../../shared/model/ids'
import { ContactOutcomeOperationSchema, NoteOperationSchema } from '../../shared/model/operation'
import { toInstant } from '../settings/clock'
import type { HouseholdService } from './household-service'
import { newId } from './new-id'
import type { OperationWriter, WrittenOperation } from './operation-writer'
import type { Session } from './session'

export interface ContactToAdd {
  readonly householdId: HouseholdId
  readonly channel: Contact['channel']
  readonly outcome: Contact['outcome']
  readonly note: string | null
  readonly aboutPersonId: PersonId | null
  readonly nextAction: NextAction | null
}

/** A contact with a household: the coded outcome goes to the hub, the officer's words are sealed here and go to the vault alone. */
export class ContactService {
  readonly #session: Session
  readonly #writer: OperationWriter
  readonly #households: HouseholdService

  constructor(session: Session, writer: OperationWriter, households: HouseholdService) {
    this.#session = session
    this.#writer = writer
    this.#households = households
  }

  async add(contact: ContactToAdd): Promise<{ contactId: string }> {
    const { clock, random, deviceId, signer, keys, drafts } = this.#session
    const household = this.#households.findSeen(contact.householdId)
    if (household === null) throw new CasementError('NOT_FOUND')
    const { householdId, reference } = household
    const at = toInstant(clock.now())
    const noteId = contact.note === null ? null : newId(clock, random)
    const outcome = ContactOutcomeOperationSchema.parse({
      v: 1,
      type: 'operation',
      operationId: newId(clock, random),
      deviceId,
      at,
      kind: 'contact-outcome',
      householdId,
      baseVersion: household.version,
      channel: contact.channel,
      outcome: contact.outcome,
      noteId,
      nextAction: contact.nextAction,
    })
    const operations: WrittenOperation[] = [
      {
        operationId: outcome.operationId,
        target: 'hub',
        kind: 'contact-outcome',
        householdId,
        reference,
        at,
        signed: signer(outcome),
      },
    ]
    if (contact.note !== null && noteId !== null) {
      const sealed = await (await keys()).seal('vault-seal', { text: contact.note })
      const note = NoteOperationSchema.parse({
        v: 1,
        type: 'operation',
        operationId: newId(clock, random),
        deviceId,
        at,
        kind: 'note',
        noteId,
        householdId,
        personId: contact.aboutPersonId,
        sealed,
      })
      operations.push({
        operationId: note.operationId,
        target: 'vault',
        kind: 'note',
        householdId,
        reference,
        at,
        signed: signer(note),
      })
    }
    // Its draft goes with it: left behind by a lock or a flat battery, it would be offered again and saved twice.
    await this.#writer.write(operations, () => drafts.remove(contactDraftKey(householdId)))
    return { contactId: outcome.operationId }
  }
}
