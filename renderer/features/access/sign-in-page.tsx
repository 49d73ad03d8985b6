import { useEffect, useRef } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { gate } from '../../bridge/gate-client'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { StopWaiting } from '../../components/stop-waiting'
import { usePageTitle } from '../../components/use-page-title'
import { AccessFrame } from './access-frame'
import { useAccessAction } from './use-access-action'

/** Signed out: sign in with the council's own account, in the system browser. */
export function SignInPage({ state }: { readonly state: AccessState }) {
  usePageTitle('Sign in')
  const action = useAccessAction()
  // The one thing to do here, ready for the Enter key.
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <AccessFrame isTestRuntime={state.isTestRuntime}>
      <h1 className="govuk-heading-l">Sign in</h1>
      <p className="govuk-body">Casement shows households at risk of crisis without saying who they are. Names and addresses open only for a stated need, and every time is logged.</p>
      {action.problem === null ? null : <ProblemNotice problem={action.problem} />}
      {state.wipedAt === null ? null : <NotificationBanner tone="info" live="none"><strong>This laptop was revoked, and erased what it held on {formatInstant(state.wipedAt)}.</strong> If that is a surprise, ask your administrator before you sign in again.</NotificationBanner>}
      {state.recoverable === 0 ? null : <RecoveryBanner count={state.recoverable} />}
      {action.isBusy
        ? <NotificationBanner tone="info">Your browser has opened the sign-in page of your council. Finish there, then come back. This page waits for five minutes. <StopWaiting back={button} /></NotificationBanner>
        : null}
      <Button kind="primary" buttonRef={button} isBusy={action.isBusy} onClick={() => void action.run(() => gate.access.signIn({}))}>
        {action.isBusy ? 'Waiting for your browser…' : 'Sign in with your council account'}
      </Button>
      <p className="govuk-hint access__small">Your password is typed in your browser and never in Casement.</p>
    </AccessFrame>
  )
}

/** Work that was put aside when somebody started again. */
export function RecoveryBanner({ count }: { readonly count: number }) {
  const words = count === 1 ? '1 piece of unsent work is' : `${count} pieces of unsent work are`
  return <NotificationBanner tone="good" live="none">{words} kept safe on this laptop and sent once you have enrolled again.</NotificationBanner>
}
