import { useState } from 'react'
import type { CaseloadAct } from '../../../shared/ipc/caseload-contract'
import { codesOf, HAND_OVER_NOTES, ROLES } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import type { ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'

type GiveAct = Extract<CaseloadAct, { kind: 'hand-over' | 'allocate' }>

interface GiveDialogProps {
  readonly kind: GiveAct['kind']
  readonly reference: string
  readonly me: Officer
  readonly colleagues: ReadonlyArray<Officer>
  readonly isBusy: boolean
  /** Why the last one was refused: said here, since the page behind cannot be read while this is open. */
  readonly problem: ShownProblem | null
  readonly onGive: (act: GiveAct) => void
  readonly onClose: () => void
}

const WORDS = {
  'hand-over': { title: 'Hand over', button: 'Hand over', label: 'Colleague' },
  allocate: { title: 'Allocate', button: 'Allocate', label: 'To whom' },
} as const
const NO_ERRORS: ReadonlyArray<FieldError> = []
const NOTES = codesOf(HAND_OVER_NOTES)

/** Chooses a colleague of the own team, and says why in coded words. Takes effect at once. */
export function GiveDialog({ kind, reference, me, colleagues, isBusy, problem, onGive, onClose }: GiveDialogProps) {
  const [toOfficer, setOfficer] = useState('')
  const [note, setNote] = useState<(typeof NOTES)[number] | ''>('')
  const [errors, setErrors] = useState(NO_ERRORS)
  const { title, button, label } = WORDS[kind]
  const receivers = colleagues.filter((officer) => officer.team === me.team && officer.district === me.district && (kind === 'allocate' || officer.officerId !== me.officerId))
  const submit = () => {
    if (toOfficer === '') return setErrors([{ fieldId: 'give-to', message: 'Choose a colleague' }])
    return onGive({ kind, toOfficer, note: note === '' ? null : note })
  }
  return (
    <Dialog title={`${title} ${reference}`} isOpen onClose={onClose} isBusy={isBusy}>
      {receivers.length === 0 ? (
        <>
          <p className="govuk-body">Nobody else of your team is known on this laptop yet. Colleagues arrive with the next sync; for another team choose <strong>Refer to another team</strong>.</p>
          <div className="dialog__actions"><Button onClick={onClose}>Close</Button></div>
        </>
      ) : (
        <form onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
          <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
          <p className="govuk-body">It is in their caseload at once, with its next action, and marked as new to them. It stays in your team’s list.</p>
          <SelectField
            id="give-to" label={label} empty="Choose" value={toOfficer} onChange={setOfficer} error={errors[0]?.message ?? null}
            options={receivers.map((officer) => [officer.officerId, `${officer.displayName}${officer.officerId === me.officerId ? ' (you)' : officer.role === 'officer' ? '' : `, ${ROLES[officer.role].toLowerCase()}`}`] as const)}
          />
          <SelectField id="give-note" label="Why (optional)" empty="No reason given" options={choicesOf(HAND_OVER_NOTES)} value={note} onChange={setNote} />
          <div className="dialog__actions">
            <Button type="submit" kind="primary" isBusy={isBusy}>{button}</Button>
            <Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
