import { useContext, type ReactNode } from 'react'
import { ProductName } from '../../components/product-name'
import { AccessAside } from './access-aside'

/** The quiet page around sign-in, enrolment and unlock: one column, one thing to do. */
export function AccessFrame({ isTestRuntime, children }: { readonly isTestRuntime: boolean; readonly children: ReactNode }) {
  const aside = useContext(AccessAside)
  return (
    <div className="access">
      <header className="access__header"><ProductName /></header>
      <main className="access__main" id="main">{children}</main>
      <footer className="access__footer">
        {aside}
        {isTestRuntime ? <p className="access__runtime">Test runtime: not for work with real residents.</p> : null}
      </footer>
    </div>
  )
}
