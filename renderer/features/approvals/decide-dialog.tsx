import { useState } from 'react'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { checkReason } from '../../../shared/reason/check-reason'
import type { Decision } from '../../../shared/model/approval'
import type { ToDecide } from '../../../shared/ipc/request-contract'
import { casement } from '../../bridge/casement-client'
import { useKeptWords } from '../../bridge/use-kept-words'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { groupWords, peopleWords } from '../../components/request-words'
import { RestoredWords } from '../../components/restored-words'
import { TextField } from '../../components/text-field'
import { decideErrors, decisionOf, emptyDecideForm, timesOf, type DecideForm } from './decide-form'

const TITLES: Readonly<Record<Decision, string>> = { approve: 'Approve this request', narrow: 'Approve for less', decline: 'Decline this request' }
const ACTS: Readonly<Record<Decision, string>> = { approve: 'Approve', narrow: 'Approve for less', decline: 'Decline' }
const SAID: Readonly<Record<Decision, string>> = { approve: 'Approved.', narrow: 'Approved for less.', decline: 'Declined.' }
const NO_ERRORS: ReadonlyArray<FieldError> = []

interface DecideDialogProps {
  readonly request: ToDecide
  readonly decision: Decision
  readonly onClose: () => void
  readonly onDecided: (words: string) => void
}

/** The last step before a decision is signed: what it does, the words that go with it, and that it cannot be undone. */
export function DecideDialog({ request, decision, onClose, onDecided }: DecideDialogProps) {
  const [choices, setForm] = useState<DecideForm>(() => emptyDecideForm(request))
  const kept = useKeptWords(`decision.${request.requestId}.${decision}`)
  const form = { ...choices, words: kept.words }
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const mayHoldName = checkReason(form.words).problem === 'name'

  const submit = async () => {
    const found = decideErrors(form, decision, request)
    setErrors(found)
    if (found.length > 0) return
    await send(async () => {
      const { state } = await casement.request.decide(decisionOf(form, decision, request))
      await kept.discard()
      onDecided(`${SAID[decision]}${state === 'waiting' ? ' One more supervisor must agree.' : ''}`)
    })
  }

  return (
    <Dialog title={TITLES[decision]} isOpen onClose={onClose} isBusy={isBusy} size={decision === 'narrow' ? 'l' : 'm'}>
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        {decision === 'approve' ? <p className="govuk-body">{request.requester.name} may then open {groupWords(request.fieldGroups)}, of {peopleWords(request.people)} of <span className="reference">{request.reference}</span>, once, for up to {request.openForMinutes} minutes.</p> : null}
        {decision === 'narrow' ? (
          <div className="decide__choices">
            <ChoiceGroup
              id="decide-groups" kind="checkboxes" legend="May open" error={errorOf('decide-groups')} chosen={form.fieldGroups} options={request.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))}
              onToggle={(group) => setForm({ ...form, fieldGroups: request.fieldGroups.filter((each) => form.fieldGroups.includes(each) !== (each === group)) })}
            />
            <ChoiceGroup
              id="decide-time" kind="radios" legend="For how long, once opened" chosen={[String(form.openForMinutes)]} options={timesOf(request).map((minutes) => ({ value: String(minutes), words: `${minutes} minutes` }))}
              onToggle={(minutes) => setForm({ ...form, openForMinutes: Number(minutes) })}
            />
          </div>
        ) : null}
        <RestoredWords isRestored={kept.isRestored} notKept={kept.problem} />
        <TextField
          id="decide-words" rows={3} maxLength={500} value={form.words} onChange={kept.setWords} error={errorOf('decide-words')}
          label={decision === 'decline' ? 'Why not, and what should the officer do instead?' : 'Words to the officer (optional)'}
          hint={mayHoldName ? 'This may hold a name. The log should not: say “the resident” instead.' : `${request.requester.name} reads these words. No names or numbers of residents.`}
        />
        <p className="decide__warning"><strong>This cannot be undone.</strong> It is signed by this laptop and entered in the access ledger under your name.</p>
        <div className="dialog__actions">
          <Button type="submit" kind={decision === 'decline' ? 'warning' : 'primary'} isBusy={isBusy}>{isBusy ? 'Writing the log entry…' : ACTS[decision]}</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
