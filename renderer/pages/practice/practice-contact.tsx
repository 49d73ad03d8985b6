import { useState } from 'react'
import { CONTACT_CHANNELS, CONTACT_OUTCOMES, NEXT_ACTIONS } from '../../../shared/model/codes'
import { ContactSchema, type Contact } from '../../../shared/model/household'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { Button } from '../../components/button'
import { formatShortDate } from '../../components/dates'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { useKeySettings } from '../../components/key-settings'
import { useHotkeys } from '../../components/use-hotkeys'
import { ContactFields } from '../../features/household/contact-fields'
import { EMPTY_CONTACT, readContactForm } from '../../features/household/contact-form-state'

interface PracticeContactProps {
  readonly contacts: ReadonlyArray<Contact>
  readonly today: string
  readonly onAdd: (contact: Contact) => void
}

const NO_ERRORS: ReadonlyArray<FieldError> = []

/** The contact form and its log, without draft, store or note: the note that is typed here is thrown away. */
export function PracticeContact({ contacts, today, onAdd }: PracticeContactProps) {
  const [form, setForm] = useState(EMPTY_CONTACT)
  const [isOpen, setOpen] = useState(false)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ c: () => setOpen(true) }, areSingleKeysOn)
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const close = () => { setForm(EMPTY_CONTACT); setErrors(NO_ERRORS); setOpen(false) }
  const submit = () => {
    const read = readContactForm(form, today)
    setErrors(read.errors)
    if (read.contact === null) return
    const { channel, outcome, nextAction } = read.contact
    onAdd(ContactSchema.parse({
      contactId: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))), at: new Date().toISOString(), officerId: 'practice', channel, outcome, noteId: null, nextAction,
    }))
    close()
  }
  return (
    <section className="panel" aria-labelledby="practice-contact-title">
      <div className="panel__bar">
        <h2 className="panel__title" id="practice-contact-title">Contact</h2>
        {isOpen ? null : <Button kind="primary" isSmall onClick={() => setOpen(true)}>Add contact outcome</Button>}
      </div>
      {isOpen ? (
        <form className="contact-form" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off" aria-label="Add contact outcome">
          <ErrorSummary errors={errors} />
          <ContactFields form={form} today={today} errorOf={errorOf} onChange={(part) => setForm({ ...form, ...part })} />
          <div className="contact-form__actions">
            <Button type="submit" kind="primary">Save contact</Button>
            <Button kind="link" onClick={close}>Discard</Button>
            <span className="as-at">Practice: kept nowhere</span>
          </div>
        </form>
      ) : null}
      {contacts.length === 0 ? <p className="govuk-body">No contact recorded yet.</p> : (
        <ol className="contacts" aria-label="Contact log">
          {contacts.map((contact) => (
            <li key={contact.contactId} className="practice__contact">
              <p><strong>{CONTACT_OUTCOMES[contact.outcome]}</strong> · {CONTACT_CHANNELS[contact.channel]}</p>
              {contact.nextAction === null ? null : <p className="contact__then">Next: {NEXT_ACTIONS[contact.nextAction.kind]}, {formatShortDate(contact.nextAction.dueOn)}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
