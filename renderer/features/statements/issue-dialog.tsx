import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'

interface IssueDialogProps {
  readonly reference: string
  readonly about: string
  readonly lines: number
  readonly leftOut: number
  readonly isBusy: boolean
  readonly onIssue: () => void
  readonly onClose: () => void
}

const lineWords = (count: number): string => (count === 1 ? '1 line' : `${count} lines`)

/** Asks once more before a statement goes out: it can be neither changed nor taken back. */
export function IssueDialog({ reference, about, lines, leftOut, isBusy, onIssue, onClose }: IssueDialogProps) {
  return (
    <Dialog title={`Issue the statement for ${reference}?`} isOpen onClose={onClose} isBusy={isBusy} role="alertdialog">
      <ul className="govuk-list govuk-list--bullet">
        <li>It is about: {about}. Check that this is who asked.</li>
        <li>{lines === 0 ? 'It says that there is nothing to list.' : `It lists ${lineWords(lines)}.`}{leftOut === 0 ? '' : ` ${lineWords(leftOut)} ${leftOut === 1 ? 'is' : 'are'} left out, as a second person agreed.`}</li>
        <li>It is kept as it goes out. Nobody can change it or take it back; what happens later is for a later statement.</li>
      </ul>
      <div className="dialog__actions"><Button kind="warning" isBusy={isBusy} onClick={onIssue}>{isBusy ? 'Issuing…' : 'Issue it'}</Button><Button kind="link" isBusy={isBusy} onClick={onClose}>Not yet</Button></div>
    </Dialog>
  )
}
