import type { Contact } from '../../../shared/model/household'

/** The contact whose next action still stands: the last that set one, unless somebody was in contact on or after the day it was due. `contacts` are newest first. */
export function findStandingPromise(contacts: readonly Contact[]): Contact | null {
  const at = contacts.findIndex((contact) => contact.nextAction !== null)
  const contact = contacts[at]
  if (contact === undefined || contact.nextAction === null) return null
  const { dueOn } = contact.nextAction
  return contacts.slice(0, at).some((later) => later.at.slice(0, 10) >= dueOn) ? null : contact
}
