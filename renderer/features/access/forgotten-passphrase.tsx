import { useState } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { gate } from '../../bridge/gate-client'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { usePageTitle } from '../../components/use-page-title'
import { AccessFrame } from './access-frame'
import { useAccessAction } from './use-access-action'

/** Says what happens before it happens, then starts again. */
export function ForgottenPassphrase({ state, onBack }: { readonly state: AccessState; readonly onBack: () => void }) {
  usePageTitle('Forgotten passphrase')
  const action = useAccessAction()
  const [isAsking, setAsking] = useState(false)
  return (
    <AccessFrame isTestRuntime={state.isTestRuntime}>
      <h1 className="govuk-heading-l">Forgotten passphrase</h1>
      <p className="govuk-body">Nobody can look it up or reset it, so this laptop has to be enrolled again.</p>
      <ul className="govuk-list govuk-list--bullet">
        <li><strong>Nothing you wrote is lost.</strong> What was still waiting to be sent is sealed in a file of its own and goes up once you have enrolled.</li>
        <li>Households are fetched again from the central service, so you need a connection.</li>
        <li>Unfinished drafts cannot be opened any more.</li>
        <li>The old data stays on this laptop, encrypted, until your council’s retention time is over.</li>
      </ul>
      {action.problem === null ? null : <ProblemNotice problem={action.problem} />}
      <div className="access__actions">
        <Button kind="primary" onClick={() => setAsking(true)}>Start again</Button>
        <Button kind="link" onClick={onBack}>Try my passphrase once more</Button>
      </div>
      <Dialog title="Start again on this laptop?" role="alertdialog" isOpen={isAsking} onClose={() => setAsking(false)}>
        <p className="govuk-body">You will sign in and choose a new passphrase. Unsent work is kept.</p>
        <div className="dialog__actions">
          <Button kind="warning" isBusy={action.isBusy} onClick={() => void action.run(() => gate.access.startAgain({})).then(() => setAsking(false))}>Yes, start again</Button>
          <Button onClick={() => setAsking(false)}>Cancel</Button>
        </div>
      </Dialog>
    </AccessFrame>
  )
}
