import { useRef } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import type { SyncStatus } from '../../../shared/ipc/sync-contract'
import { useSignInAgain } from '../../bridge/use-sign-in-again'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { ProgressBar } from '../../components/progress-bar'
import { StopWaiting } from '../../components/stop-waiting'
import { syncProblem, type SyncProblem } from './sync-problem'

const NUMBER = new Intl.NumberFormat('en-GB')

/** What holds on every screen: offline, sign-in over, sync in trouble, first sync under way. One at a time, the most telling first. */
export function StatusBanners({ status, access }: { readonly status: SyncStatus | undefined; readonly access: AccessState }) {
  if (status === undefined) return null
  if (!status.isOnline) {
    return <section className="layout__banner" aria-label="Status"><NotificationBanner tone="warn"><strong>You are offline.</strong> What you write is kept on this laptop and sent later.</NotificationBanner></section>
  }
  if (status.needsSignIn || !access.isSignedIn) return <section className="layout__banner" aria-label="Status"><SignInAgain /></section>
  const problem = syncProblem(status)
  if (problem !== null && status.progress === null) return <section className="layout__banner" aria-label="Status"><NotUpToDate problem={problem} lastSyncedAt={status.lastSyncedAt} /></section>
  if (status.phase !== 'first-sync') return null
  const { done, total } = status.progress ?? { done: 0, total: 0 }
  return (
    <section className="layout__banner" aria-label="Status">
      <NotificationBanner tone="info" live="none">
        <strong>Fetching your households:</strong> {NUMBER.format(done)}{total === 0 ? '' : ` of ${NUMBER.format(total)}`}. You can work with those already here.
        <ProgressBar label="Households fetched" done={done} total={total} />
      </NotificationBanner>
    </section>
  )
}

/** Online, and yet the last round did not go through: said where the officer is, since rounds run by themselves. */
function NotUpToDate({ problem, lastSyncedAt }: { readonly problem: SyncProblem; readonly lastSyncedAt: string | null }) {
  return (
    <NotificationBanner tone={problem.isPassing ? 'warn' : 'bad'}>
      <strong>Not up to date.</strong> {problem.means} {problem.action}{lastSyncedAt === null ? '' : ` Last synced ${formatInstant(lastSyncedAt)}.`}
      <span className="banner__code"> Code {problem.code}</span>
    </NotificationBanner>
  )
}

function SignInAgain() {
  const { isBusy, problem, signIn } = useSignInAgain()
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <NotificationBanner tone="warn">
        <strong>Your sign-in has expired.</strong> You can go on with the households on this laptop; sending, Find and reveals wait. <Button kind="link" buttonRef={button} isBusy={isBusy} onClick={() => void signIn()}>{isBusy ? 'Waiting for your browser…' : 'Sign in again'}</Button>{isBusy ? <> <StopWaiting back={button} /></> : null}
      </NotificationBanner>
      {problem === null ? null : <ProblemNotice problem={problem} />}
    </>
  )
}
