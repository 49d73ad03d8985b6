import type { ReactNode } from 'react'
import type { ShownProblem } from '../bridge/problem-of'
import { NotificationBanner } from './notification-banner'

/** An error in words: what happened, what to do, the rule if there is one, and the code for whoever is asked to help. */
export function ProblemNotice({ problem, children }: { readonly problem: ShownProblem; readonly children?: ReactNode }) {
  return (
    <NotificationBanner tone="bad" live="alert">
      <strong>{problem.means}</strong> {problem.action}
      {problem.words === null ? null : <span className="banner__rule"> Rule: {problem.words}</span>}
      <span className="banner__code"> Code {problem.code}</span>
      {children}
    </NotificationBanner>
  )
}
