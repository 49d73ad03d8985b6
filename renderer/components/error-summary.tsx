import { useEffect, useRef } from 'react'

export interface FieldError {
  /** id of the field that the link moves to. */
  readonly fieldId: string
  readonly message: string
}

/** GOV.UK error summary: takes the focus when it appears, links to each field. */
export function ErrorSummary({ errors, title = 'There is a problem' }: { readonly errors: ReadonlyArray<FieldError>; readonly title?: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => { if (errors.length > 0) box.current?.focus() }, [errors])
  if (errors.length === 0) return null
  return (
    <div className="govuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {errors.map((error) => (
              <li key={error.fieldId + error.message}>
                <a
                  href={`#${error.fieldId}`}
                  onClick={(event) => {
                    event.preventDefault() // the address of the window never changes
                    document.getElementById(error.fieldId)?.focus()
                  }}
                >
                  {error.message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
