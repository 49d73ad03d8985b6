import type { Deputyship, Shift } from '../../../shared/model/stand-in'
import type { ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'

interface EndDialogProps {
  readonly what: Deputyship | Shift
  readonly isBusy: boolean
  readonly problem: ShownProblem | null
  readonly onClose: () => void
  readonly onEnd: () => void
}

/** Says what ends and from when on, and asks once. */
export function EndDialog({ what, isBusy, problem, onClose, onEnd }: EndDialogProps) {
  const isShift = 'shiftId' in what
  return (
    <Dialog title={isShift ? `Take ${what.officer} off the rota?` : `End the deputyship of ${what.deputy}?`} isOpen onClose={onClose} isBusy={isBusy} role="alertdialog">
      <p className="govuk-body">{isShift
        ? 'From now on they are not on duty in that week. What they did until now stays as it is.'
        : `From now on ${what.deputy} decides nothing for ${what.supervisor}. What they decided until now stays as it is.`}</p>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="dialog__actions"><Button kind="warning" isBusy={isBusy} onClick={onEnd}>{isShift ? 'Take off the rota' : 'End it now'}</Button><Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button></div>
    </Dialog>
  )
}
