import type { ReactNode } from 'react'

interface FormFieldProps {
  readonly id: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly children: ReactNode
}

/** The ids that describe a field, for its `aria-describedby`. */
export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined => {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part !== '')
  return ids.length === 0 ? undefined : ids.join(' ')
}

/** GOV.UK form group: label, hint, error message, then the control. */
export function FormField({ id, label, hint, error = null, children }: FormFieldProps) {
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label className="govuk-label" htmlFor={id}>{label}</label>
      {hint ? <div id={`${id}-hint`} className="govuk-hint">{hint}</div> : null}
      {error ? <p id={`${id}-error`} className="govuk-error-message"><span className="govuk-visually-hidden">Error:</span> {error}</p> : null}
      {children}
    </div>
  )
}
