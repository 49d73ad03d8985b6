import type { ReactNode } from 'react'
import { CONTACT_CHANNELS, CONTACT_OUTCOMES, NEXT_ACTIONS } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { dateFieldsOf, DateInput } from '../../components/date-input'
import { addDays } from '../../components/dates'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import type { ContactForm } from './contact-form-state'

const SOON = [[1, 'Tomorrow'], [7, 'In a week'], [14, 'In two weeks']] as const

interface ContactFieldsProps {
  readonly form: ContactForm
  readonly today: string
  readonly errorOf: (id: string) => string | null
  readonly onChange: (part: Partial<ContactForm>) => void
  /** What there is to say about the note. */
  readonly afterNote?: ReactNode
}

/** A contact, field by field: how, with what outcome, a note, and what comes next. */
export function ContactFields({ form, today, errorOf, onChange, afterNote = null }: ContactFieldsProps) {
  return (
    <>
      <div className="contact-form__pair">
        <SelectField id="contact-channel" label="Contact by" empty="Choose" options={choicesOf(CONTACT_CHANNELS)} value={form.channel} onChange={(channel) => onChange({ channel })} error={errorOf('contact-channel')} />
        <SelectField id="contact-outcome" label="Outcome" empty="Choose" options={choicesOf(CONTACT_OUTCOMES)} value={form.outcome} onChange={(outcome) => onChange({ outcome })} error={errorOf('contact-outcome')} />
      </div>
      <TextField id="contact-note" label="Note (optional)" hint="Sealed to the identity vault; read again only by a reveal" rows={4} maxLength={4_000} value={form.note} onChange={(note) => onChange({ note })} />
      {afterNote}
      <SelectField id="contact-next" label="Next action" empty="None" options={choicesOf(NEXT_ACTIONS)} value={form.nextAction} onChange={(nextAction) => onChange({ nextAction })} />
      {form.nextAction === '' ? null : (
        <div className="contact-form__due">
          <DateInput id="contact-due" legend="Due" value={form.dueOn} onChange={(dueOn) => onChange({ dueOn })} error={errorOf('contact-due')} />
          <p className="contact-form__soon">{SOON.map(([days, words]) => <Button key={days} kind="link" onClick={() => onChange({ dueOn: dateFieldsOf(addDays(today, days)) })}>{words}</Button>)}</p>
        </div>
      )}
    </>
  )
}
