import { useState } from 'react'
import { TEAMS } from '../../../shared/model/codes'
import { DUTY_COVERS, type Colleague, type DutyCover, type Shift } from '../../../shared/model/stand-in'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { weeksFrom } from './week'

interface ShiftDialogProps {
  readonly colleagues: ReadonlyArray<Colleague>
  /** Whoever enters it: nobody puts themselves at the desk. */
  readonly selfId: string
  readonly today: string
  readonly onClose: () => void
  readonly onEntered: (shift: Shift) => void
}

/** Puts a colleague on the rota for a week. */
export function ShiftDialog({ colleagues, selfId, today, onClose, onEntered }: ShiftDialogProps) {
  const weeks = weeksFrom(today, 12)
  const [cover, setCover] = useState<DutyCover>('desk')
  const [officerId, setOfficer] = useState('')
  const [week, setWeek] = useState(weeks[0]?.[0] ?? today)
  const [errors, setErrors] = useState<ReadonlyArray<FieldError>>([])
  const { isBusy, problem, send } = useSend()
  const able = colleagues.filter((colleague) => (cover === 'approver' ? colleague.role === 'supervisor' : colleague.officerId !== selfId))
  const enter = async () => {
    const found = able.some((colleague) => colleague.officerId === officerId) ? [] : [{ fieldId: 'shift-officer', message: 'Choose who is on duty' }]
    setErrors(found)
    if (found.length > 0) return
    await send(async () => {
      onEntered((await casement.standIns.enterShift({ officerId, cover, week })).shift)
    })
  }
  return (
    <Dialog title="Put somebody on the rota" isOpen onClose={onClose} isBusy={isBusy}>
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void enter() }}>
        <ErrorSummary errors={errors} />
        <SelectField
          id="shift-cover" label="Duty" options={choicesOf(DUTY_COVERS)} value={cover} onChange={(value) => setCover(value === '' ? 'desk' : value)}
          hint={cover === 'desk' ? 'Takes calls for the whole district, so has a recorded relationship with its households in that week. Nobody puts themselves here.' : 'Decides what nobody of the team has decided in time. Supervisors only.'}
        />
        <SelectField id="shift-officer" label="Officer" empty="Choose" options={able.map(({ officerId: id, name, team }) => [id, `${name}, ${TEAMS[team]}`] as const)} value={officerId} onChange={setOfficer} error={errors[0]?.message ?? null} />
        <SelectField id="shift-week" label="Week, Monday to Sunday" options={weeks} value={week} onChange={(value) => setWeek(value === '' ? week : value)} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <div className="dialog__actions"><Button kind="primary" type="submit" isBusy={isBusy}>{isBusy ? 'Entering…' : 'Put on the rota'}</Button><Button kind="link" onClick={onClose}>Cancel</Button></div>
      </form>
    </Dialog>
  )
}
