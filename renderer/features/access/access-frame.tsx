import type { ReactNode } from 'react'
import { ProductName } from '../../components/product-name'

/** The quiet page around sign-in, enrolment and unlock: one column, one thing to do. */
export function AccessFrame({ isTestRuntime, children }: { readonly isTestRuntime: boolean; readonly children: ReactNode }) {
  return (
    <div className="access">
      <header className="access__header"><ProductName /></header>
      <main className="access__main" id="main">{children}</main>
      {isTestRuntime ? <footer className="access__runtime">Test runtime: not for work with real residents.</footer> : null}
    </div>
  )
}
