import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import type { Draft } from '../../bridge/use-draft'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { formatTime } from '../../components/dates'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotKept } from '../../components/not-kept'
import { ProblemNotice } from '../../components/problem-notice'
import { findIdentified, type Identified } from '../../../shared/reason/find-identified'
import { NewDetailsForm } from './new-details-form'
import { NoteOffer, withoutMoved } from './note-offer'
import { ContactFields } from './contact-fields'
import { EMPTY_CONTACT, readContactForm, type ContactForm as Form } from './contact-form-state'

const NO_ERRORS: ReadonlyArray<FieldError> = []

interface ContactFormProps {
  readonly household: Pick<HouseholdRecord, 'householdId' | 'members'>
  readonly today: string
  readonly draft: Draft<Form>
  readonly onClose: (isAdded: boolean) => void
}

/** A contact in a coded outcome, a note sealed to the vault, and what comes next. */
export function ContactForm({ household: { householdId, members }, today, draft, onClose }: ContactFormProps) {
  const client = useQueryClient()
  const [form, setForm] = useState<Form>(draft.restored?.value ?? EMPTY_CONTACT)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const [left, setLeft] = useState<ReadonlyArray<string>>([])
  const [moving, setMoving] = useState<Identified | null>(null)
  const [moved, setMoved] = useState('')
  const found = findIdentified(form.note)
  const offered = found === null || left.includes(found.text) ? null : found
  useEffect(() => { document.getElementById('contact-channel')?.focus() }, [])

  const set = (part: Partial<Form>) => {
    const next = { ...form, ...part }
    setForm(next)
    draft.keep(next)
  }
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = async () => {
    const { contact, errors: wrong } = readContactForm(form, today)
    setErrors(wrong)
    if (contact === null) return
    await send(async () => {
      await casement.household.addContact({ householdId, aboutPersonId: null, ...contact })
      await draft.discard().catch(() => undefined) // the contact is safe; a left-over draft only offers itself again
      // The lists too: a contact moves its row.
      await Promise.all([queryKeys.household(householdId), queryKeys.worklists].map((queryKey) => client.invalidateQueries({ queryKey })))
      onClose(true)
    })
  }

  const noteMoved = (isMoved: boolean) => {
    if (isMoved && moving !== null) {
      set({ note: withoutMoved(form.note, moving) })
      setMoved('Moved: it is sealed as new contact details. Everything else you wrote is still in the note.')
    }
    setMoving(null)
    requestAnimationFrame(() => document.getElementById('contact-note')?.focus())
  }

  return (
    <>
    {moving === null ? null : (
      <section className="note-move" aria-label="Move to new contact details">
        <NewDetailsForm householdId={householdId} members={members} found={{ kind: moving.kind, value: moving.text }} onClose={(kind) => noteMoved(kind !== null)} />
      </section>
    )}
    <form hidden={moving !== null} className="contact-form" onSubmit={(event) => { event.preventDefault(); void submit() }} noValidate autoComplete="off" aria-label="Add contact outcome">
      <ErrorSummary errors={errors} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {draft.restored === null ? null : <p className="contact-form__restored" role="status">Your unfinished entry was restored{draft.restored.savedAt === null ? '' : `, saved at ${formatTime(draft.restored.savedAt)}`}.</p>}
      <ContactFields
        form={form} today={today} errorOf={errorOf} onChange={set}
        afterNote={<>
          {offered === null ? null : <NoteOffer found={offered} onMove={() => { setMoved(''); setMoving(offered) }} onLeave={() => setLeft([...left, offered.text])} />}
          <p className="contact__saved" role="status">{moved}</p>
        </>}
      />
      <NotKept problem={draft.problem} />
      <div className="contact-form__actions">
        <Button type="submit" kind="primary" isBusy={isBusy}>Save contact</Button>
        <Button kind="link" isBusy={isBusy} onClick={() => { void draft.discard().catch(() => undefined); onClose(false) }}>Discard</Button>
        <span className="as-at">{draft.problem !== null ? 'Not kept yet' : draft.savedAt === null ? 'Kept safe while you type' : `Draft saved ${formatTime(draft.savedAt)}`}</span>
      </div>
    </form>
    </>
  )
}
