import { useState } from 'react'
import type { Omission } from '../../../shared/api/statement-api'
import type { OmissionOutcome } from '../../../shared/model/access-statement'
import { casement } from '../../bridge/casement-client'
import { useKeptWords } from '../../bridge/use-kept-words'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorSummary } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { RestoredWords } from '../../components/restored-words'
import { TextField } from '../../components/text-field'
import { mayHoldName, problemOfWords } from './words-field'

interface DecideOmissionDialogProps {
  readonly omission: Omission
  readonly outcome: OmissionOutcome
  readonly onClose: () => void
  readonly onDecided: () => void
}

/** The second person's word, with their own reason. */
export function DecideOmissionDialog({ omission, outcome, onClose, onDecided }: DecideOmissionDialogProps) {
  const { words, setWords, isRestored, problem: notKept, discard } = useKeptWords(`omission-decision.${omission.proposalId}.${outcome}`)
  const [error, setError] = useState<string | null>(null)
  const { isBusy, problem, send } = useSend()

  const submit = async () => {
    const wrong = problemOfWords(words)
    setError(wrong)
    if (wrong !== null) return
    await send(async () => {
      await casement.statement.decide({ proposalId: omission.proposalId, outcome, words: words.trim() })
      await discard()
      onDecided()
    })
  }

  return (
    <Dialog title={outcome === 'confirmed' ? 'Leave it out of the statement' : 'Keep it in the statement'} isOpen onClose={onClose} isBusy={isBusy}>
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <ErrorSummary errors={error === null ? [] : [{ fieldId: 'decision-words', message: error }]} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <RestoredWords isRestored={isRestored} notKept={notKept} />
        <TextField
          id="decision-words" rows={3} maxLength={500} value={words} onChange={setWords} error={error}
          label={outcome === 'confirmed' ? 'Why you agree' : 'Why the resident should be told'}
          hint={mayHoldName(words) ? 'This may hold a name. Say “the resident” instead.' : `${omission.by} reads these words. No names or numbers of residents.`}
        />
        <p className="decide__warning"><strong>This cannot be undone.</strong> It is kept under your name for as long as the statement is.</p>
        <div className="dialog__actions">
          <Button type="submit" kind={outcome === 'confirmed' ? 'warning' : 'primary'} isBusy={isBusy}>{outcome === 'confirmed' ? 'Leave it out' : 'Keep it in'}</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
