import type { ReactNode } from 'react'

/** GOV.UK summary list: facts with their names. */
export function SummaryList({ rows, className = '' }: { readonly rows: ReadonlyArray<readonly [name: string, value: ReactNode]>; readonly className?: string }) {
  return (
    <dl className={`govuk-summary-list ${className}`}>
      {rows.map(([name, value]) => (
        <div key={name} className="govuk-summary-list__row">
          <dt className="govuk-summary-list__key">{name}</dt>
          <dd className="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
