import { useEffect, useRef, useState } from 'react'
import { CONTACT_CHANNELS, CONTACT_OUTCOMES, NEXT_ACTIONS } from '../../../shared/model/codes'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import { useColleagues } from '../../bridge/use-colleagues'
import { useDraft } from '../../bridge/use-draft'
import { Button } from '../../components/button'
import { formatInstant, formatShortDate } from '../../components/dates'
import { useKeySettings } from '../../components/key-settings'
import { Tag } from '../../components/tag'
import { useHotkeys } from '../../components/use-hotkeys'
import { ContactForm } from './contact-form'
import { contactDraftKey } from '../../../shared/model/draft-keys'
import { parseContactDraft } from './contact-form-state'

interface ContactLogProps {
  readonly view: HouseholdView
  readonly officerId: string | null
  readonly today: string
}

/** What was said and done, and the form to add to it. Opens by itself when an unfinished entry was restored. */
export function ContactLog({ view, officerId, today }: ContactLogProps) {
  const { household, pending } = view
  const { nameOf } = useColleagues()
  const draft = useDraft(contactDraftKey(household.householdId), parseContactDraft)
  const [wanted, setWanted] = useState<boolean | null>(null)
  // Counts the closings: the form takes the focus away with it, and where it stood may be out of sight.
  const [closed, setClosed] = useState({ times: 0, isAdded: false })
  const afterwards = useRef<HTMLParagraphElement>(null)
  const { areSingleKeysOn } = useKeySettings()
  const isOpen = draft.isReady && (wanted ?? draft.restored !== null)
  useHotkeys({ c: () => setWanted(true) }, areSingleKeysOn)
  useEffect(() => {
    if (closed.times > 0) afterwards.current?.focus()
  }, [closed.times])
  const contacts = household.contacts.toSorted((a, b) => b.at.localeCompare(a.at))

  return (
    <section className="panel" aria-labelledby="contact-title">
      <div className="panel__bar">
        <h2 className="panel__title" id="contact-title">Contact</h2>
        {isOpen ? null : <Button kind="primary" isSmall onClick={() => setWanted(true)}>Add contact outcome</Button>}
      </div>
      {isOpen ? <ContactForm household={household} today={today} draft={draft} onClose={(isAdded) => { setWanted(false); setClosed(({ times }) => ({ times: times + 1, isAdded })) }} /> : null}
      <p className="contact__saved" role="status" ref={afterwards} tabIndex={-1}>{closed.isAdded && !isOpen ? 'Saved on this laptop. It is sent as soon as there is a connection.' : ''}</p>
      {contacts.length === 0 ? <p className="govuk-body">No contact recorded in Casement yet.</p> : (
        <ol className="contacts" aria-label="Contact log">
          {contacts.map((contact) => {
            const state = pending.find((item) => item.contactId === contact.contactId)?.state
            return (
              <li key={contact.contactId} className="contact">
                <p className="contact__what"><strong>{CONTACT_OUTCOMES[contact.outcome]}</strong> · {CONTACT_CHANNELS[contact.channel]}</p>
                {contact.nextAction === null ? null : <p className="contact__then">Next: {NEXT_ACTIONS[contact.nextAction.kind]}, {formatShortDate(contact.nextAction.dueOn)}</p>}
                <p className="as-at">
                  {formatInstant(contact.at)} · {contact.officerId === officerId ? 'You' : nameOf(contact.officerId)}{contact.noteId === null ? '' : ' · note in the vault'}{' '}
                  {state === 'waiting' ? <Tag tone="info">Waiting to send</Tag> : null}
                  {state === 'needs-attention' ? <Tag tone="bad">Needs attention</Tag> : null}
                </p>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
