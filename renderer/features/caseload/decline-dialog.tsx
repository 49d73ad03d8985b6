import { useState } from 'react'
import { codesOf, DECLINE_REASONS } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'

const REASONS = codesOf(DECLINE_REASONS)
type Reason = (typeof REASONS)[number]

interface DeclineDialogProps {
  readonly reference: string
  readonly isBusy: boolean
  readonly onDecline: (reason: Reason) => void
  readonly onClose: () => void
}

/** Declines a referral with one of the coded reasons, which the other team reads. */
export function DeclineDialog({ reference, isBusy, onDecline, onClose }: DeclineDialogProps) {
  const [reason, setReason] = useState<Reason | null>(null)
  const [error, setError] = useState<string | null>(null)
  return (
    <Dialog title={`Decline ${reference}`} isOpen onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); if (reason === null) setError('Choose a reason'); else onDecline(reason) }} noValidate autoComplete="off">
        <p className="govuk-body">The household stays with the team that referred it and leaves your list. They read your reason.</p>
        <ChoiceGroup
          id="decline-reason" kind="radios" legend="Why you decline" chosen={reason === null ? [] : [reason]} error={error}
          options={choicesOf(DECLINE_REASONS).map(([value, words]) => ({ value, words }))} onToggle={(value) => { setReason(value); setError(null) }}
        />
        <div className="dialog__actions">
          <Button type="submit" kind="primary" isBusy={isBusy}>Decline</Button>
          <Button kind="link" onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
