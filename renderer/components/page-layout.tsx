import type { ReactNode } from 'react'
import { ROLES, TEAMS } from '../../shared/model/codes'
import type { Officer } from '../../shared/model/officer'
import { Button } from './button'
import { ProductName } from './product-name'

interface PageLayoutProps {
  readonly officer: Officer | null
  readonly nav: ReactNode
  readonly sync: ReactNode
  /** Banners that hold on every screen: offline, signed out, first sync. */
  readonly banners: ReactNode
  /** Ways to what is not casework: help, preferences. */
  readonly tools?: ReactNode
  readonly onLock: () => void
  readonly onKeys: () => void
  readonly isTestRuntime: boolean
  readonly children: ReactNode
}

/** The frame of every working screen: who is working, how fresh the data is, where to go, lock. */
export function PageLayout({ officer, nav, sync, banners, tools, onLock, onKeys, isTestRuntime, children }: PageLayoutProps) {
  return (
    <div className="layout">
      <a
        className="govuk-skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to main content
      </a>
      <header className="header">
        <ProductName />
        {isTestRuntime ? <span className="header__runtime">Test runtime</span> : null}
        <div className="header__right">
          {sync}
          {officer === null ? null : (
            <div className="header__officer">
              <span className="header__name">{officer.displayName}</span>
              <span className="header__team">{officer.role === 'officer' ? TEAMS[officer.team] : `${ROLES[officer.role]}, ${TEAMS[officer.team]}`}</span>
            </div>
          )}
          {tools}
          <button type="button" className="header__button" onClick={onKeys} aria-label="Keyboard help">?</button>
          <Button kind="inverse" isSmall onClick={onLock}>Lock</Button>
        </div>
        {nav}
      </header>
      {banners}
      <main id="main" className="layout__main" tabIndex={-1}>{children}</main>
    </div>
  )
}
