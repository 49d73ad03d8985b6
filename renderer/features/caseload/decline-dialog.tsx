import { useState } from 'react'
import { codesOf, DECLINE_REASONS } from '../../../shared/model/codes'
import type { ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'

const REASONS = codesOf(DECLINE_REASONS)
type Reason = (typeof REASONS)[number]

interface DeclineDialogProps {
  readonly reference: string
  readonly isBusy: boolean
  /** Why the last one was refused: said here, since the page behind cannot be read while this is open. */
  readonly problem: ShownProblem | null
  readonly onDecline: (reason: Reason) => void
  readonly onClose: () => void
}

/** Declines a referral with one of the coded reasons, which the other team reads. */
export function DeclineDialog({ reference, isBusy, problem, onDecline, onClose }: DeclineDialogProps) {
  const [reason, setReason] = useState<Reason | null>(null)
  const [error, setError] = useState<string | null>(null)
  return (
    <Dialog title={`Decline ${reference}`} isOpen onClose={onClose} isBusy={isBusy}>
      <form onSubmit={(event) => { event.preventDefault(); if (reason === null) setError('Choose a reason'); else onDecline(reason) }} noValidate autoComplete="off">
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <p className="govuk-body">The household stays with the team that referred it and leaves your list. They read your reason.</p>
        <ChoiceGroup
          id="decline-reason" kind="radios" legend="Why you decline" chosen={reason === null ? [] : [reason]} error={error}
          options={choicesOf(DECLINE_REASONS).map(([value, words]) => ({ value, words }))} onToggle={(value) => { setReason(value); setError(null) }}
        />
        <div className="dialog__actions">
          <Button type="submit" kind="primary" isBusy={isBusy}>Decline</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
