import { useEffect, useState } from 'react'
import { codesOf, NEXT_ACTIONS } from '../../../shared/model/codes'
import type { NextAction } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { dateFieldsOf, DateInput, NO_DATE } from '../../components/date-input'
import { addDays, parseDateFields } from '../../components/dates'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { SelectField } from '../../components/select-field'

const SOON = [[0, 'Today'], [1, 'Tomorrow'], [7, 'In a week'], [14, 'In two weeks']] as const
const NO_ERRORS: ReadonlyArray<FieldError> = []
const KINDS = codesOf(NEXT_ACTIONS)

interface NextActionFormProps {
  readonly before: NextAction | null
  readonly today: string
  readonly isBusy: boolean
  /** @param seen what was set when the form was opened */
  readonly onSave: (nextAction: NextAction, seen: NextAction | null) => void
  readonly onClose: () => void
}

/** Sets or changes what comes next, and by when, without a contact. */
export function NextActionForm({ before, today, isBusy, onSave, onClose }: NextActionFormProps) {
  const [seen] = useState(before)
  const [kind, setKind] = useState<(typeof KINDS)[number] | ''>(before?.kind ?? '')
  const [dueOn, setDueOn] = useState(before === null ? NO_DATE : dateFieldsOf(before.dueOn))
  const [errors, setErrors] = useState(NO_ERRORS)
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  useEffect(() => { document.getElementById('next-kind')?.focus() }, [])
  const submit = () => {
    const date = parseDateFields(dueOn.day, dueOn.month, dueOn.year)
    const wrong = [
      ...(kind === '' ? [{ fieldId: 'next-kind', message: 'Choose what is to be done' }] : []),
      ...(date === null ? [{ fieldId: 'next-due', message: 'Enter the day by which it should be done' }] : date < today ? [{ fieldId: 'next-due', message: 'The next action must be today or later' }] : []),
    ]
    setErrors(wrong)
    if (wrong.length === 0 && kind !== '' && date !== null) onSave({ kind, dueOn: date }, seen)
  }
  return (
    <form className="next-form" aria-label="Next action" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
      <ErrorSummary errors={errors} />
      <SelectField id="next-kind" label="What is to be done" empty="Choose" options={choicesOf(NEXT_ACTIONS)} value={kind} onChange={setKind} error={errorOf('next-kind')} />
      <div className="contact-form__due">
        <DateInput id="next-due" legend="By when" value={dueOn} onChange={setDueOn} error={errorOf('next-due')} />
        <p className="contact-form__soon">{SOON.map(([days, words]) => <Button key={days} kind="link" onClick={() => setDueOn(dateFieldsOf(addDays(today, days)))}>{words}</Button>)}</p>
      </div>
      <div className="contact-form__actions">
        <Button type="submit" kind="primary" isSmall isBusy={isBusy}>Save next action</Button>
        <Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
