import { useRef, useState, useEffect } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { gate } from '../../bridge/gate-client'
import { Button } from '../../components/button'
import { formatCountdown } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { TextField } from '../../components/text-field'
import { useNow } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { AccessFrame } from './access-frame'
import { ForgottenPassphrase } from './forgotten-passphrase'
import { useAccessAction } from './use-access-action'

/** Locked: the passphrase, or the way out when it is forgotten. */
export function UnlockPage({ state }: { readonly state: AccessState }) {
  usePageTitle('Unlock')
  const action = useAccessAction()
  const [passphrase, setPassphrase] = useState('')
  const [isForgotten, setForgotten] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const now = useNow(500)
  const waitMs = state.waitUntil === null ? 0 : Math.max(0, new Date(state.waitUntil).getTime() - now)
  const isWaiting = waitMs > 0
  useEffect(() => { if (!isWaiting) field.current?.focus() }, [isWaiting])

  if (isForgotten) return <ForgottenPassphrase state={state} onBack={() => setForgotten(false)} />

  const submit = () => {
    if (isWaiting || passphrase === '') return
    void action.run(() => gate.access.unlock({ passphrase })).then(() => setPassphrase(''))
  }
  const wrong = action.problem?.code === 'ACCESS_PASSPHRASE_WRONG' ? `${action.problem.means} ${action.problem.action}` : null

  return (
    <AccessFrame isTestRuntime={state.isTestRuntime}>
      <h1 className="govuk-heading-l">Unlock Casement</h1>
      {state.officer === null ? null : <p className="govuk-body">Enrolled for <strong>{state.officer.displayName}</strong>.</p>}
      {action.problem === null || wrong !== null || action.problem.code === 'ACCESS_WAIT' ? null : <ProblemNotice problem={action.problem} />}
      {isWaiting ? (
        <NotificationBanner tone="warn" live="none">
          <span role="status">Too many wrong passphrases in a row. Nothing has been erased.</span> You can try again in <strong className="tabular">{formatCountdown(waitMs)}</strong>.
        </NotificationBanner>
      ) : null}
      <form onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <TextField id="passphrase" label="Passphrase" type="password" value={passphrase} onChange={setPassphrase} error={wrong} inputRef={field} isDisabled={isWaiting} />
        <div className="access__actions">
          <Button type="submit" kind="primary" isBusy={action.isBusy} isDisabled={isWaiting}>{action.isBusy ? 'Opening…' : 'Unlock'}</Button>
          <Button kind="link" onClick={() => setForgotten(true)}>I have forgotten my passphrase</Button>
        </div>
      </form>
      {state.hasKeyStore ? null : <p className="govuk-hint access__small">This laptop has no system key store: your passphrase alone protects the records on it.</p>}
    </AccessFrame>
  )
}
