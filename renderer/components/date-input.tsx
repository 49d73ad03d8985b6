import type { ReactNode } from 'react'

export interface DateFields {
  readonly day: string
  readonly month: string
  readonly year: string
}
/** Of what a field takes in; a draft with a date must take in as much, or what else stands in it is not given back. */
export const LONGEST_DATE_FIELD = 40
export const NO_DATE: DateFields = { day: '', month: '', year: '' }
export const isDateEmpty = (date: DateFields): boolean => `${date.day}${date.month}${date.year}`.trim() === ''

/** A calendar date as the three fields show it. */
export function dateFieldsOf(date: string): DateFields {
  const [year = '', month = '', day = ''] = date.split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

const PARTS = [['day', 'Day', 2], ['month', 'Month', 2], ['year', 'Year', 4]] as const

interface DateInputProps {
  readonly id: string
  readonly legend: ReactNode
  readonly value: DateFields
  readonly onChange: (value: DateFields) => void
  readonly hint?: ReactNode
  readonly error?: string | null
}

/** GOV.UK date input: day, month, year as three fields. A whole date pasted into one of them is spread over all three. */
export function DateInput({ id, legend, value, onChange, hint, error = null }: DateInputProps) {
  const set = (part: keyof DateFields, typed: string) => {
    const whole = /^\s*(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})\s*$/.exec(typed)
    onChange(whole === null ? { ...value, [part]: typed } : { day: whole[1] ?? '', month: whole[2] ?? '', year: whole[3] ?? '' })
  }
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <fieldset className="govuk-fieldset" aria-describedby={[hint ? `${id}-hint` : '', error ? `${id}-error` : ''].join(' ').trim() || undefined}>
        <legend className="govuk-fieldset__legend">{legend}</legend>
        {hint ? <div id={`${id}-hint`} className="govuk-hint">{hint}</div> : null}
        {error ? <p id={`${id}-error`} className="govuk-error-message"><span className="govuk-visually-hidden">Error:</span> {error}</p> : null}
        <div className="govuk-date-input">
          {PARTS.map(([part, words, width], index) => (
            <div key={part} className="govuk-date-input__item">
              <label className="govuk-label govuk-date-input__label" htmlFor={index === 0 ? id : `${id}-${part}`}>{words}</label>
              <input
                id={index === 0 ? id : `${id}-${part}`}
                className={`govuk-input govuk-date-input__input govuk-input--width-${width}${error ? ' govuk-input--error' : ''}`}
                inputMode="numeric"
                maxLength={LONGEST_DATE_FIELD}
                autoComplete="off"
                spellCheck={false}
                value={value[part]}
                onChange={(event) => set(part, event.target.value)}
              />
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
