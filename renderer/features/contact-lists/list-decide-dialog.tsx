import { useState } from 'react'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import type { Decision } from '../../../shared/model/approval'
import type { ListToDecide } from '../../../shared/ipc/contact-list-contract'
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
import { hoursToChoose, listDecideErrors, listDecideForm, listDecisionOf, shorter, type ListDecideForm } from './list-decide-form'
import { householdsWords } from './list-words'

const kindOf = ({ outing, pack }: ListToDecide): string => (outing === null ? 'contact list' : pack === null ? 'visit pack' : 'request for emergency permits')
const titleOf = (decision: Decision, list: ListToDecide): string => (decision === 'narrow' ? 'Approve for less' : `${ACTS[decision]} this ${kindOf(list)}`)
const ACTS: Readonly<Record<Decision, string>> = { approve: 'Approve', narrow: 'Approve for less', decline: 'Decline' }
const SAID: Readonly<Record<Decision, string>> = { approve: 'approved.', narrow: 'approved for less.', decline: 'declined.' }
const NO_ERRORS: ReadonlyArray<FieldError> = []

interface ListDecideDialogProps {
  readonly list: ListToDecide
  readonly decision: Decision
  readonly onClose: () => void
  readonly onDecided: (words: string) => void
}

/** The last step before a decision on a list is signed: what it does, what can be taken away, and that it cannot be undone. */
export function ListDecideDialog({ list, decision, onClose, onDecided }: ListDecideDialogProps) {
  const [choices, setForm] = useState<ListDecideForm>(() => listDecideForm(list))
  const kept = useKeptWords(`list-decision.${list.requestId}.${decision}`)
  const form = { ...choices, words: kept.words }
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = async () => {
    const found = listDecideErrors(form, decision, list)
    setErrors(found)
    if (found.length > 0) return
    await send(async () => {
      await casement.contactList.decide(listDecisionOf(form, decision, list))
      await kept.discard()
      onDecided(`${list.outing === null ? 'Contact list' : list.pack === null ? 'Visit pack' : 'Emergency permits'} ${SAID[decision]}`)
    })
  }
  return (
    <Dialog title={titleOf(decision, list)} isOpen onClose={onClose} isBusy={isBusy} size={decision === 'narrow' ? 'l' : 'm'}>
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        {decision === 'approve' ? <p className="govuk-body">{list.requester.name} may then open {groupWords(list.fieldGroups)} of {householdsWords(list.items.length)}, {list.outing === null ? `one after the other, up to ${list.opensEach} times each for ${list.openForMinutes} minutes, within ${list.workForHours} hours` : `sealed on their laptop for this one outing, also without signal${list.pack === null ? '' : ', in an emergency only: for a reason of its own, three times in 24 hours at most, each reviewed by somebody else'}`}. Each showing is an entry of its own.</p> : null}
        {decision === 'narrow' ? <Less list={list} form={form} onChange={setForm} errorOf={errorOf} /> : null}
        <RestoredWords isRestored={kept.isRestored} notKept={kept.problem} />
        <TextField
          id="list-words" rows={3} maxLength={500} value={form.words} onChange={kept.setWords} error={errorOf('list-words')}
          label={decision === 'decline' ? 'Why not, and what should the officer do instead?' : 'Words to the officer (optional)'} hint={`${list.requester.name} reads these words. No names or numbers of residents.`}
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

interface LessProps {
  readonly list: ListToDecide
  readonly form: ListDecideForm
  readonly onChange: (form: ListDecideForm) => void
  readonly errorOf: (id: string) => string | null
}

function Less({ list, form, onChange, errorOf }: LessProps) {
  const [openedAt] = useState(() => Date.now())
  return (
    <div className="decide__choices">
      <div>
        <ChoiceGroup
          id="list-groups" kind="checkboxes" legend="May open" error={errorOf('list-groups')} chosen={form.fieldGroups} options={list.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))}
          onToggle={(group) => onChange({ ...form, fieldGroups: list.fieldGroups.filter((each) => form.fieldGroups.includes(each) !== (each === group)) })}
        />
        <ChoiceGroup
          id="list-minutes" kind="radios" legend={list.outing === null ? 'For how long each, once opened' : 'For how long each showing'} chosen={[String(form.openForMinutes)]} options={shorter(list.openForMinutes, [10, 5]).map((minutes) => ({ value: String(minutes), words: `${minutes} minutes` }))}
          onToggle={(minutes) => onChange({ ...form, openForMinutes: Number(minutes) })}
        />
        <ChoiceGroup
          id="list-hours" kind="radios" legend={list.outing === null ? 'The list may be worked through for' : 'The pack may be used for, from now on'} chosen={[String(form.workForHours)]} options={hoursToChoose(list, openedAt).map((hours) => ({ value: String(hours), words: `${hours} hours` }))}
          onToggle={(hours) => onChange({ ...form, workForHours: Number(hours) })}
        />
      </div>
      <ChoiceGroup
        id="list-homes" kind="checkboxes" legend="Households" error={errorOf('list-homes')} chosen={form.items}
        options={list.items.map(({ item, reference, people }) => ({ value: item, words: <><span className="reference">{reference ?? 'No longer held'}</span>, {peopleWords(people)}</> }))}
        onToggle={(item) => onChange({ ...form, items: list.items.map((each) => each.item).filter((each) => form.items.includes(each) !== (each === item)) })}
      />
    </div>
  )
}
