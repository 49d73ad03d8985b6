import type { ReactNode } from 'react'
import { describedBy, FormField } from './form-field'

interface SelectFieldProps<Value extends string> {
  readonly id: string
  readonly label: ReactNode
  readonly value: Value | ''
  readonly options: ReadonlyArray<readonly [value: Value, words: string]>
  readonly onChange: (value: Value | '') => void
  /** Words of the empty choice; without it there is none. */
  readonly empty?: string
  readonly hint?: ReactNode
  readonly error?: string | null
}

/** A choice of one from a short list. */
export function SelectField<Value extends string>({ id, label, value, options, onChange, empty, hint, error = null }: SelectFieldProps<Value>) {
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        className={`govuk-select${error ? ' govuk-select--error' : ''}`}
        value={value}
        autoComplete="off"
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(options.find(([option]) => option === event.target.value)?.[0] ?? '')}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map(([option, words]) => <option key={option} value={option}>{words}</option>)}
      </select>
    </FormField>
  )
}
