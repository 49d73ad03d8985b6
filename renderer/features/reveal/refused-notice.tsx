import { useRef } from 'react'
import type { ShownProblem } from '../../bridge/problem-of'
import { useSignInAgain } from '../../bridge/use-sign-in-again'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'
import { StopWaiting } from '../../components/stop-waiting'
import { NoSignal } from './no-signal'
import { ProblemNotice } from '../../components/problem-notice'

/** Why a reveal was refused; above the budget, with the way on: what was stated stays, and the officer signs in again. */
export function RefusedNotice({ problem, need = null, onKept }: { readonly problem: ShownProblem } & Partial<Pick<Parameters<typeof NoSignal>[0], 'need' | 'onKept'>>) {
  if (problem.code === 'REVEAL_OFFLINE') return <NoSignal problem={problem} need={need} onKept={onKept} />
  if (problem.code === 'REVEAL_SIGN_IN_NEEDED') return <SignInNeeded problem={problem} />
  return <ProblemNotice problem={problem}> <strong>Nothing was shown.</strong></ProblemNotice>
}

function SignInNeeded({ problem }: { readonly problem: ShownProblem }) {
  const again = useSignInAgain()
  const button = useRef<HTMLButtonElement>(null)
  if (again.isDone)
    return <NotificationBanner tone="good" live="status"><strong>You are signed in.</strong> What you stated is still here: ask once more.</NotificationBanner>
  return (
    <NotificationBanner tone="warn" live="alert">
      <strong>{problem.means}</strong> {problem.action} <strong>Nothing was shown.</strong>
      <span className="banner__code"> Code {problem.code}</span>
      <div className="banner__action"><Button isSmall buttonRef={button} isBusy={again.isBusy} onClick={() => void again.signIn()}>{again.isBusy ? 'Waiting for your browser…' : 'Sign in again'}</Button>{again.isBusy ? <> <StopWaiting back={button} /></> : null}</div>
      {again.problem === null ? null : <p className="banner__rule">{again.problem.means} {again.problem.action} Code {again.problem.code}</p>}
    </NotificationBanner>
  )
}
