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
  const known = new Set(seen.contacts.map(({ contactId }) => contactId))
  const unknown = entries.filter(({ operationId }) => !known.has(operationId))
  const pending = unknown
    .filter(({ state }) => state !== 'acknowledged')
    .map(({ operationId, state }) => ({
      contactId: operationId,
      state: state === 'needs-attention' ? ('needs-attention' as const) : ('waiting' as const),
    }))
  const added = unknown.map(({ body }) => toContact(body, officerId))
  return { household: added.length === 0 ? seen : withContacts(seen, added), pending }
}

/** The household as the hub will have it with these contacts: who was last in contact, and which next action stands. */
function withContacts(household: HouseholdRecord, added: ReadonlyArray<Contact>): HouseholdRecord {
  const contacts = [...added.toReversed(), ...household.contacts].toSorted((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : 0,
  )
  const days = added.map(({ at }) => londonDay(at))
  return {
    ...household,
    contacts,
    nextAction: standing(household.nextAction, new Set(added), contacts),
    lastContactOn: [...days, household.lastContactOn ?? ''].toSorted().at(-1) ?? null,
  }
}

/** The last contact that set one sets the next action; a later one, on or after the day it was due, keeps the promise. `contacts` are newest first. */
function standing(
  before: HouseholdRecord['nextAction'],
  added: ReadonlySet<Contact>,
  contacts: ReadonlyArray<Contact>,
): HouseholdRecord['nextAction'] {
  const at = contacts.findIndex(({ nextAction }) => nextAction !== null)
  const setBy = contacts[at]
  const isSetHere = setBy !== undefined && added.has(setBy)
  const promised = isSetHere ? setBy.nextAction : before
  if (promised === null) return null
  // What the hub had when it said that the promise stands is judged already.
  const later = contacts.slice(0, at === -1 ? contacts.length : at).filter((contact) => isSetHere || added.has(contact))
  return later.some((contact) => londonDay(contact.at) >= promised.dueOn) ? null : promised
}

function toContact(body: string, officerId: string): Contact {
  const { payload } = SignedContactSchema.parse(JSON.parse(body))
  const { operationId, at, channel, outcome, noteId, nextAction } = payload
  return { contactId: operationId, at, officerId, channel, outcome, noteId, nextAction }
}
