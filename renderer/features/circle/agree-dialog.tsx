import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'

interface AgreeDialogProps {
  readonly officer: string
  readonly kind: string
  readonly isBusy: boolean
  readonly onAgree: () => void
  readonly onClose: () => void
}

/** Asks once more before a declaration ends: what it kept shut opens to the officer again. */
export function AgreeDialog({ officer, kind, isBusy, onAgree, onClose }: AgreeDialogProps) {
  return (
    <Dialog title={`Agree that ${officer} no longer knows them?`} isOpen onClose={onClose} isBusy={isBusy} role="alertdialog">
      <ul className="govuk-list govuk-list--bullet">
        <li>{officer} declared: {kind.charAt(0).toLowerCase() + kind.slice(1)}. You have talked to them, and it holds no more.</li>
        <li>The household can be in their worklist again, and Find and reveals open it to them as to anybody.</li>
        <li>It is kept that you agreed, and it cannot be undone here; they can declare it anew.</li>
      </ul>
      <div className="dialog__actions"><Button kind="warning" isBusy={isBusy} onClick={onAgree}>{isBusy ? 'Agreeing…' : 'Agree'}</Button><Button kind="link" isBusy={isBusy} onClick={onClose}>Not now</Button></div>
    </Dialog>
  )
}
