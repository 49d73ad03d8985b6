import type { HouseholdView } from '../../shared/ipc/household-contract'
import type { Contact, HouseholdRecord } from '../../shared/model/household'
import { londonDay } from '../../shared/model/london-day'
import { ContactOutcomeOperationSchema } from '../../shared/model/operation'
import type { Officer } from '../../shared/model/officer'
import { signedSchema } from '../../shared/model/signed'
import type { StoredEntry } from '../store/repositories/outbox-repository'

const SignedContactSchema = signedSchema(ContactOutcomeOperationSchema)

export type Overlaid = Pick<HouseholdView, 'household' | 'pending'>

/**
 * Lays what was done on this laptop over the household as the hub last told it: the one place that knows how. The record's page and the
 * worklist's columns are both made of what comes out, so a filter, a sort or a count cannot see anything else than the officer does.
 * @param entries of this household, oldest first, acknowledged ones included: what the record knows already is not laid over twice
 */
export function overlayHousehold(
  seen: HouseholdRecord,
  entries: ReadonlyArray<StoredEntry>,
  { officerId }: Pick<Officer, 'officerId'>,
): Overlaid {
  let household = seen
  const pending: HouseholdView['pending'] = []
  const known = new Set(seen.contacts.map(({ contactId }) => contactId))
  for (const { operationId, state, body } of entries) {
    if (known.has(operationId)) continue
    household = withContact(household, toContact(body, officerId))
    if (state !== 'acknowledged')
      pending.push({ contactId: operationId, state: state === 'needs-attention' ? 'needs-attention' : 'waiting' })
  }
  return { household, pending }
}

/** The household as the hub will have it with this contact: who was last in contact, and which next action stands. */
function withContact(household: HouseholdRecord, contact: Contact): HouseholdRecord {
  const contacts = [contact, ...household.contacts].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  return {
    ...household,
    contacts,
    nextAction: standing(household.nextAction, contact, contacts),
    lastContactOn: [household.lastContactOn ?? '', londonDay(contact.at)].toSorted().at(-1) ?? null,
  }
}

/** A contact sets the next action, unless a later one did; and on or after the day that one was due, it keeps the promise. */
function standing(
  before: HouseholdRecord['nextAction'],
  added: Contact,
  contacts: ReadonlyArray<Contact>,
): HouseholdRecord['nextAction'] {
  const setBy = contacts.findIndex(({ nextAction }) => nextAction !== null)
  const isSetByAdded = contacts[setBy] === added
  const promised = isSetByAdded ? added.nextAction : before
  if (promised === null) return null
  const isKept = contacts
    .slice(0, setBy === -1 ? contacts.length : setBy)
    .some(({ at }) => londonDay(at) >= promised.dueOn)
  return isKept ? null : promised
}

function toContact(body: string, officerId: string): Contact {
  const { payload } = SignedContactSchema.parse(JSON.parse(body))
  const { operationId, at, channel, outcome, noteId, nextAction } = payload
  return { contactId: operationId, at, officerId, channel, outcome, noteId, nextAction }
}
