import type { ReactNode } from 'react'

interface ChoiceGroupProps<Value extends string> {
  readonly id: string
  readonly legend: ReactNode
  readonly kind: 'checkboxes' | 'radios'
  readonly options: ReadonlyArray<{ readonly value: Value; readonly words: ReactNode; readonly hint?: ReactNode; readonly isDisabled?: boolean }>
  readonly chosen: ReadonlyArray<Value>
  readonly onToggle: (value: Value) => void
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly isLegendHidden?: boolean
}

/** Small GOV.UK checkboxes or radios under one legend. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { id, legend, kind, options, chosen, onToggle, hint, error = null, isLegendHidden = false } = props
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <fieldset className="govuk-fieldset" aria-describedby={[hint ? `${id}-hint` : '', error ? `${id}-error` : ''].join(' ').trim() || undefined}>
        <legend className={isLegendHidden ? 'govuk-visually-hidden' : 'govuk-fieldset__legend govuk-fieldset__legend--s'}>{legend}</legend>
        {hint ? <div id={`${id}-hint`} className="govuk-hint">{hint}</div> : null}
        {error ? <p id={`${id}-error`} className="govuk-error-message"><span className="govuk-visually-hidden">Error:</span> {error}</p> : null}
        <div className={`govuk-${kind} govuk-${kind}--small`}>
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${option.value}`
            return (
              <div key={option.value} className={`govuk-${kind}__item`}>
                <input
                  id={optionId}
                  name={id}
                  className={`govuk-${kind}__input`}
                  type={kind === 'radios' ? 'radio' : 'checkbox'}
                  checked={chosen.includes(option.value)}
                  disabled={option.isDisabled}
                  autoComplete="off"
                  aria-describedby={option.hint ? `${optionId}-item-hint` : undefined}
                  onChange={() => onToggle(option.value)}
                />
                <label className={`govuk-label govuk-${kind}__label`} htmlFor={optionId}>{option.words}</label>
                {option.hint ? <div id={`${optionId}-item-hint`} className={`govuk-hint govuk-${kind}__hint`}>{option.hint}</div> : null}
              </div>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}
