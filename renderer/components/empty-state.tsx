import type { ReactNode } from 'react'

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="empty-state">
      <h2 className="govuk-heading-m">{title}</h2>
      <div className="govuk-body">{children}</div>
    </div>
  )
}
