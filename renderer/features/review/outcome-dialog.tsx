import { useEffect, useState } from 'react'
import type { ReviewOutcomeCode } from '../../../shared/model/review'
import type { ToReview } from '../../../shared/ipc/review-contract'
import { checkReason } from '../../../shared/reason/check-reason'
import { casement } from '../../bridge/casement-client'
import { useKeptWords } from '../../bridge/use-kept-words'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { RestoredWords } from '../../components/restored-words'
import { TextField } from '../../components/text-field'

const TITLES: Readonly<Record<ReviewOutcomeCode, string>> = { justified: 'This reveal was justified', learning: 'There is something to learn', concern: 'Raise a concern' }
const LABELS: Readonly<Record<ReviewOutcomeCode, string>> = {
  justified: 'What shows that it was needed?', learning: 'What should be done differently next time?', concern: 'What worries you about it?',
}
const WORDS = {
  empty: 'Say why, in a few words', 'too-short': 'Say a little more: it must be understood later', filler: 'This does not say why',
  identifier: 'Take out numbers, postcodes and e-mail addresses: the log must not hold them',
} as const
const NO_ERRORS: ReadonlyArray<FieldError> = []

interface OutcomeDialogProps {
  readonly review: ToReview
  readonly outcome: ReviewOutcomeCode
  readonly onClose: () => void
  readonly onRecorded: () => void
}

/** The last step before an outcome is signed: who reads the words, and that it cannot be undone. */
export function OutcomeDialog({ review, outcome, onClose, onRecorded }: OutcomeDialogProps) {
  const { words, setWords, isRestored, problem: notKept, discard } = useKeptWords(`review.${review.requestId}.${review.step}.${outcome}`)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const name = review.look.actor.displayName ?? 'The officer'
  const { problem: wrong } = checkReason(words)
  const readers = outcome === 'concern' ? 'The information governance lead reads these words.' : `${name} reads these words.`

  // Whoever came by a key goes on typing at once.
  useEffect(() => document.getElementById('outcome-words')?.focus(), [])

  const submit = async () => {
    const found = wrong === null || wrong === 'name' ? [] : [{ fieldId: 'outcome-words', message: WORDS[wrong] }]
    setErrors(found)
    if (found.length > 0) return
    await send(async () => {
      await casement.review.record({ requestId: review.requestId, step: review.step, outcome, words: words.trim() })
      await discard()
      onRecorded()
    })
  }

  return (
    <Dialog title={outcome === 'concern' && review.step === 'follow-up' ? 'The concern is upheld' : TITLES[outcome]} isOpen onClose={onClose} isBusy={isBusy} size="m">
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        {outcome === 'concern' && review.step === 'review' ? <p className="govuk-body">A concern is not a finding. Nothing is switched off: the information governance lead looks into it and speaks to {name}.</p> : null}
        <RestoredWords isRestored={isRestored} notKept={notKept} />
        <TextField
          id="outcome-words" rows={3} maxLength={500} value={words} onChange={setWords} error={errors[0]?.message ?? null} label={LABELS[outcome]}
          hint={wrong === 'name' ? 'This may hold a name. The log should not: say “the resident” instead.' : `${readers} No names or numbers of residents.`}
        />
        <p className="decide__warning"><strong>This cannot be undone.</strong> It is signed by this laptop and entered in the access ledger under your name.</p>
        <div className="dialog__actions">
          <Button type="submit" kind={outcome === 'concern' ? 'warning' : 'primary'} isBusy={isBusy}>{isBusy ? 'Writing the log entry…' : 'Close the review'}</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
