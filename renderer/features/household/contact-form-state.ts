import { z } from 'zod'
import { codesOf, CONTACT_CHANNELS, CONTACT_OUTCOMES, NEXT_ACTIONS } from '../../../shared/model/codes'
import type { NextAction } from '../../../shared/model/household'
import { LONGEST_DATE_FIELD } from '../../components/date-input'
import { parseDateFields } from '../../components/dates'
import type { FieldError } from '../../components/error-summary'

const choice = <T extends Record<string, unknown>>(vocabulary: T) => z.union([z.enum(codesOf(vocabulary)), z.literal('')])

const dateField = z.string().max(LONGEST_DATE_FIELD)

/** The form as typed, which is also what the draft keeps. */
export const ContactFormSchema = z.strictObject({
  channel: choice(CONTACT_CHANNELS), outcome: choice(CONTACT_OUTCOMES), note: z.string().max(4_000), nextAction: choice(NEXT_ACTIONS),
  dueOn: z.strictObject({ day: dateField, month: dateField, year: dateField }),
})
export type ContactForm = z.infer<typeof ContactFormSchema>
export const EMPTY_CONTACT: ContactForm = { channel: '', outcome: '', note: '', nextAction: '', dueOn: { day: '', month: '', year: '' } }

/** Reads a saved draft field by field: a code that this version does not know costs that choice, never the words beside it. Null when nothing of it can be read. */
export function parseContactDraft(value: unknown): ContactForm | null {
  if (typeof value !== 'object' || value === null) return null
  const read = Object.entries(ContactFormSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse((value as Readonly<Record<string, unknown>>)[key])
    return parsed.success ? [[key, parsed.data] as const] : []
  })
  return read.length === 0 ? null : ContactFormSchema.parse({ ...EMPTY_CONTACT, ...Object.fromEntries(read) })
}

export interface ContactToAdd {
  readonly channel: Exclude<ContactForm['channel'], ''>
  readonly outcome: Exclude<ContactForm['outcome'], ''>
  readonly note: string | null
  readonly nextAction: NextAction | null
}

/** Checks the form as a whole: everything that is missing, at once. */
export function readContactForm(form: ContactForm, today: string): { readonly errors: ReadonlyArray<FieldError>; readonly contact: ContactToAdd | null } {
  const errors: FieldError[] = []
  const note = form.note.trim()
  const dueOn = parseDateFields(form.dueOn.day, form.dueOn.month, form.dueOn.year)
  if (form.channel === '') errors.push({ fieldId: 'contact-channel', message: 'Choose how you were in contact' })
  if (form.outcome === '') errors.push({ fieldId: 'contact-outcome', message: 'Choose what came of it' })
  if (form.nextAction !== '' && dueOn === null) errors.push({ fieldId: 'contact-due', message: 'Enter the day by which it should be done' })
  else if (form.nextAction !== '' && dueOn !== null && dueOn < today) errors.push({ fieldId: 'contact-due', message: 'The next action must be today or later' })
  if (errors.length > 0 || form.channel === '' || form.outcome === '') return { errors, contact: null }
  return {
    errors,
    contact: {
      channel: form.channel, outcome: form.outcome, note: note === '' ? null : note,
      nextAction: form.nextAction === '' || dueOn === null ? null : { kind: form.nextAction, dueOn },
    },
  }
}
