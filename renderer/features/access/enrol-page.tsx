import { useEffect, useRef, useState } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { gate } from '../../bridge/gate-client'
import { Button } from '../../components/button'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { TextField } from '../../components/text-field'
import { usePageTitle } from '../../components/use-page-title'
import { AccessFrame } from './access-frame'
import { passphraseHelp } from './passphrase-help'
import { RecoveryBanner } from './sign-in-page'
import { useAccessAction } from './use-access-action'

const NO_ERRORS: ReadonlyArray<FieldError> = []

/** Signed in for the first time on this laptop: choose the passphrase that opens it. */
export function EnrolPage({ state }: { readonly state: AccessState }) {
  usePageTitle('Enrol this laptop')
  const action = useAccessAction()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [isVisible, setVisible] = useState(false)
  const [errors, setErrors] = useState(NO_ERRORS)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const help = passphraseHelp(passphrase)
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null

  const submit = () => {
    const found: FieldError[] = []
    if (passphrase.trim() === '') found.push({ fieldId: 'passphrase', message: 'Enter a passphrase' })
    else if (help.strength === 'weak' || help.strength === 'nearly') found.push({ fieldId: 'passphrase', message: help.words })
    if (again !== passphrase) found.push({ fieldId: 'passphrase-again', message: 'Both passphrases must be the same' })
    setErrors(found)
    if (found.length > 0) return
    void action.run(() => gate.access.enrol({ passphrase })).then((isDone) => {
      if (!isDone) return
      setPassphrase('')
      setAgain('')
    })
  }

  return (
    <AccessFrame isTestRuntime={state.isTestRuntime}>
      <ErrorSummary errors={errors} />
      <h1 className="govuk-heading-l">Choose a passphrase for this laptop</h1>
      {state.officer === null ? null : <p className="govuk-body">Signed in as <strong>{state.officer.displayName}</strong>.</p>}
      <p className="govuk-body">Casement works without a connection, so it keeps records on this laptop, encrypted. Only your passphrase opens them.</p>
      {state.hasKeyStore ? null : (
        <NotificationBanner tone="warn" live="none">
          <strong>This laptop has no system key store.</strong> Your passphrase alone protects the records: make it longer than you otherwise would, and tell your service desk.
        </NotificationBanner>
      )}
      {state.recoverable === 0 ? null : <RecoveryBanner count={state.recoverable} />}
      {action.problem === null ? null : <ProblemNotice problem={action.problem} />}
      <form onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <TextField
          id="passphrase" label="Passphrase" type={isVisible ? 'text' : 'password'} value={passphrase} onChange={setPassphrase} error={errorOf('passphrase')} inputRef={field}
          hint="Why four words: a thief’s computer tries billions of short passwords a second. Four unrelated words are easier for you and harder for it."
        />
        <p className={`strength strength--${help.strength}`} role="status">{help.words}</p>
        <TextField id="passphrase-again" label="Passphrase again" type={isVisible ? 'text' : 'password'} value={again} onChange={setAgain} error={errorOf('passphrase-again')} />
        <div className="govuk-checkboxes govuk-checkboxes--small access__show">
          <div className="govuk-checkboxes__item">
            <input id="show-passphrase" className="govuk-checkboxes__input" type="checkbox" checked={isVisible} onChange={() => setVisible(!isVisible)} />
            <label className="govuk-label govuk-checkboxes__label" htmlFor="show-passphrase">Show what I type</label>
          </div>
        </div>
        <Button type="submit" kind="primary" isBusy={action.isBusy}>{action.isBusy ? 'Enrolling this laptop…' : 'Enrol this laptop'}</Button>
      </form>
      <p className="govuk-hint access__small">Nobody can look the passphrase up for you. If you forget it you enrol again, and nothing you had not yet sent is lost.</p>
    </AccessFrame>
  )
}
