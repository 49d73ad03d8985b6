import type { ReactNode, Ref } from 'react'
import { describedBy, FormField } from './form-field'

interface TextFieldProps {
  readonly id: string
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly error?: string | null
  /** `rows` makes it a text area. */
  readonly rows?: number
  readonly type?: 'text' | 'password' | 'tel'
  readonly width?: 5 | 10 | 20 | 'full'
  readonly inputRef?: Ref<HTMLInputElement>
  readonly maxLength?: number
  readonly isDisabled?: boolean
}

/** One line or several of text. Never completed, corrected or checked by the browser: what is typed here is personal data. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, onChange, hint, error = null, rows, type = 'text', width = 'full', inputRef, maxLength, isDisabled = false } = props
  const common = {
    id, value, maxLength, disabled: isDisabled, autoComplete: 'off', autoCorrect: 'off', autoCapitalize: 'off', spellCheck: false,
    'aria-describedby': describedBy(id, hint, error), 'aria-invalid': error ? true : undefined,
  }
  const widthClass = width === 'full' ? '' : ` govuk-input--width-${width}`
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      {rows === undefined
        ? <input {...common} ref={inputRef} type={type} className={`govuk-input${widthClass}${error ? ' govuk-input--error' : ''}`} onChange={(event) => onChange(event.target.value)} />
        : <textarea {...common} rows={rows} className={`govuk-textarea${error ? ' govuk-textarea--error' : ''}`} onChange={(event) => onChange(event.target.value)} />}
      {rows === undefined || maxLength === undefined || value.length < maxLength * NEARLY ? null : <RoomLeft length={value.length} maxLength={maxLength} />}
    </FormField>
  )
}

/** From so much of it on, said: a browser cuts what is pasted beyond the end and says nothing. */
const NEARLY = 0.9

function RoomLeft({ length, maxLength }: { readonly length: number; readonly maxLength: number }) {
  const left = maxLength - length
  return (
    <p className="govuk-hint" role="status">
      {left > 0 ? `${left} ${left === 1 ? 'character' : 'characters'} left` : `This field is full. Nothing beyond ${maxLength.toLocaleString('en-GB')} characters was taken: check the end of what you wrote.`}
    </p>
  )
}
