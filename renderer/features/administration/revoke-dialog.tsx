import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import type { Device } from './device'

interface RevokeDialogProps {
  readonly device: Device
  readonly onClose: () => void
  readonly onRevoked: () => void
}

/** Asks once more before a laptop is shut out for ever. */
export function RevokeDialog({ device, onClose, onRevoked }: RevokeDialogProps) {
  const { isBusy, problem, send } = useSend()
  const revoke = async () => {
    await send(async () => {
      await casement.admin.revokeDevice({ deviceId: device.deviceId })
      onRevoked()
    })
  }
  return (
    <Dialog title={`Revoke ${device.name} of ${device.owner.displayName}?`} isOpen onClose={onClose} isBusy={isBusy} role="alertdialog">
      <SummaryList
        rows={[
          ['Officer', `${device.owner.displayName} (${device.owner.officerId})`], ['Enrolled', formatInstant(device.enrolledAt)],
          ['Last seen', device.lastSeenAt === null ? 'Never' : formatInstant(device.lastSeenAt)], ['Number ends in', device.deviceId.slice(-12)],
        ]}
      />
      <p className="govuk-body admin__after">At the vault and then at the central service, with effect from its next call: it opens no more details, also under a grant it already has, and sends and fetches nothing. <strong>This cannot be undone</strong>; the laptop would have to be enrolled anew.</p>
      <p className="govuk-body">At its next contact it erases what is on its disk and hands in a receipt; until then that stays encrypted under the officer's passphrase. Work that waits on it is kept, sealed, and comes back only with that laptop.</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="dialog__actions">
        <Button kind="warning" isBusy={isBusy} onClick={() => void revoke()}>{isBusy ? 'Revoking…' : 'Revoke this laptop'}</Button>
        <Button kind="link" isBusy={isBusy} onClick={onClose}>Keep it</Button>
      </div>
    </Dialog>
  )
}
