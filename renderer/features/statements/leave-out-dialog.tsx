import { useState } from 'react'
import { OMISSION_GROUNDS, OMISSION_LAW, type OmissionGround } from '../../../shared/model/access-statement'
import { casement } from '../../bridge/casement-client'
import { useKeptWords } from '../../bridge/use-kept-words'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { RestoredWords } from '../../components/restored-words'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { mayHoldName, problemOfWords } from './words-field'

const GROUNDS = (Object.keys(OMISSION_GROUNDS) as OmissionGround[]).map((code) => [code, `${OMISSION_GROUNDS[code]}: ${OMISSION_LAW[code]}`] as const)
const NO_ERRORS: ReadonlyArray<FieldError> = []

interface LeaveOutDialogProps {
  readonly statementId: string
  readonly lines: ReadonlyArray<string>
  readonly onClose: () => void
  readonly onProposed: () => void
}

/** Which exemption, and why it applies here. Somebody else decides. */
export function LeaveOutDialog({ statementId, lines, onClose, onProposed }: LeaveOutDialogProps) {
  const [ground, setGround] = useState<OmissionGround | ''>('')
  const { words, setWords, isRestored, problem: notKept, discard } = useKeptWords(`omission.${statementId}`)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string): string | null => errors.find(({ fieldId }) => fieldId === id)?.message ?? null

  const submit = async () => {
    const wrong = problemOfWords(words)
    const found = [...(ground === '' ? [{ fieldId: 'omission-ground', message: 'Choose what the law lets you leave it out for' }] : []), ...(wrong === null ? [] : [{ fieldId: 'omission-words', message: wrong }])]
    setErrors(found)
    if (ground === '' || found.length > 0) return
    await send(async () => {
      await casement.statement.propose({ statementId, lines: [...lines], ground, words: words.trim() })
      await discard()
      onProposed()
    })
  }

  return (
    <Dialog title={lines.length === 1 ? 'Leave 1 line out' : `Leave ${lines.length} lines out`} isOpen onClose={onClose} isBusy={isBusy} size="l">
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <p className="govuk-body">Only where the Data Protection Act 2018 lets you, and only as far as it must be. Every statement says that something may have been left out, so the resident cannot tell from it whether anything was.</p>
        <SelectField id="omission-ground" label="What the law lets you leave it out for" empty="Choose" options={GROUNDS} value={ground} onChange={setGround} error={errorOf('omission-ground')} />
        <RestoredWords isRestored={isRestored} notKept={notKept} />
        <TextField
          id="omission-words" rows={3} maxLength={500} value={words} onChange={setWords} error={errorOf('omission-words')} label="Why it applies here, and whose opinion you asked"
          hint={mayHoldName(words) ? 'This may hold a name. Say “the resident” or “the social worker” instead.' : 'The second person reads these words. No names or numbers of residents.'}
        />
        <div className="dialog__actions">
          <Button type="submit" kind="primary" isBusy={isBusy}>Ask a second person</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
