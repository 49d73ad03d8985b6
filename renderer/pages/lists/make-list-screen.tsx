import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { LIST_MEMBERS, type ListMembers } from '../../../shared/model/contact-list'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useDraft, type Draft } from '../../bridge/use-draft'
import { useListRequest } from '../../bridge/use-list-request'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotKept } from '../../components/not-kept'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { usePageTitle } from '../../components/use-page-title'
import { ChosenHouseholds } from '../../features/contact-lists/chosen-households'
import { emptyListForm, LIST_DRAFT_KEY, listErrors, parseListDraft, type ListForm } from '../../features/contact-lists/list-form-state'
import { householdsWords } from '../../features/contact-lists/list-words'
import { ReasonField } from '../../features/reveal/reason-field'
import { reasonError } from '../../features/reveal/reason-help'
import { sortGroups } from '../../features/reveal/reveal-form-state'
import { useWorklistSession } from '../../features/worklist/worklist-session'

const NO_ERRORS: ReadonlyArray<FieldError> = []
const toggled = <Value,>(values: ReadonlyArray<Value>, value: Value): Value[] => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value])

interface MakeListProps {
  readonly onAsked: () => void
  readonly onBack: () => void
}

/** Makes a contact list of what was chosen in the worklist; what was begun before and not sent is kept. */
export function MakeListScreen(props: MakeListProps) {
  usePageTitle('Make a contact list')
  const { chosen } = useWorklistSession()
  const draft = useDraft(LIST_DRAFT_KEY, parseListDraft)
  if (!draft.isReady) return null
  const kept = draft.restored?.value ?? emptyListForm([])
  const householdIds = chosen.length === 0 ? kept.householdIds : chosen.map((id) => HouseholdIdSchema.parse(id))
  return <MakeList {...props} draft={draft} start={{ ...kept, householdIds }} />
}

function MakeList({ draft, start, onAsked, onBack }: MakeListProps & { readonly draft: Draft<ListForm>; readonly start: ListForm }) {
  const client = useQueryClient()
  const { setChosen } = useWorklistSession()
  const [form, setForm] = useState(start)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, refusedId, ask } = useListRequest()
  const purposes = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const { householdIds, whom } = form
  const described = useQuery({ queryKey: queryKeys.describedHouseholds({ householdIds, whom }), queryFn: () => casement.contactList.describe({ householdIds: householdIds.slice(0, 30), whom }), placeholderData: (before) => before })
  const households = described.data?.households.filter(({ householdId }) => householdIds.includes(householdId)) ?? []
  const unread = described.data?.unread.filter(({ householdId }) => householdIds.includes(householdId)) ?? []
  const purpose = purposes.data?.purposes.find(({ code }) => code === form.purpose) ?? null
  const refused = households.find(({ householdId }) => householdId === refusedId)?.reference ?? null
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null

  // On top of what was written last: an answer that was waited for must not bring back the words from before.
  const latest = useRef(start)
  const set = (part: Partial<ListForm>) => {
    const next = { ...latest.current, ...part }
    latest.current = next
    setForm(next)
    draft.keep(next)
    if (part.householdIds !== undefined) setChosen(part.householdIds)
  }
  const submit = async () => {
    const found = listErrors(form, households, reasonError(form.reason, form.keptWords), unread)
    setErrors(found)
    if (found.length > 0 || purpose === null || isBusy) return
    const wish = { householdIds, whom, purpose: purpose.code, wordingHash: purpose.wordingHash, reason: form.reason.trim(), fieldGroups: sortGroups(form.fieldGroups) }
    if (!(await ask(householdIds, wish, (requestId) => casement.contactList.ask({ ...wish, requestId })))) return
    await draft.discard().catch(() => undefined)
    setChosen([])
    await client.invalidateQueries({ queryKey: queryKeys.contactLists })
    onAsked()
  }

  return (
    <div className="page list-form">
      <div className="household__back"><Button kind="link" onClick={onBack}>‹ Worklist</Button></div>
      <h1 className="govuk-heading-l">Make a contact list</h1>
      <ErrorSummary errors={errors} />
      <NotKept problem={draft.problem} />
      {problem === null ? null : <ProblemNotice problem={problem}> {refused === null ? null : <>It is <span className="reference">{refused}</span>. </>}<strong>Nothing was asked.</strong> Your list and your words are kept on this laptop until you send them{problem.code === 'APPROVAL_OFFLINE' ? ' with a connection' : ''}.</ProblemNotice>}
      {described.error === null ? null : <ProblemNotice problem={problemOf(described.error)} />}
      <div className="list-form__columns">
        <div>
          <ChosenHouseholds households={households} unread={unread} error={errorOf('list-reference')} onAdd={(id) => set({ householdIds: toggled(latest.current.householdIds.filter((other) => other !== id), id) })} onRemove={(id) => set({ householdIds: householdIds.filter((other) => other !== id) })} />
          <ChoiceGroup
            id="list-whom" kind="radios" legend="Whose details" chosen={[whom]} options={choicesOf(LIST_MEMBERS).map(([value, words]) => ({ value, words }))} onToggle={(next: ListMembers) => set({ whom: next })}
          />
        </div>
        <form className="reveal-form" noValidate autoComplete="off" aria-label="Purpose and reason" onSubmit={(event) => { event.preventDefault(); void submit() }}>
          {purposes.error === null ? null : <ProblemNotice problem={problemOf(purposes.error)} />}
          <div className="decide__choices">
            <ChoiceGroup
              id="reveal-purpose" kind="radios" legend="Purpose, the same for all" error={errorOf('reveal-purpose')} chosen={form.purpose === '' ? [] : [form.purpose]}
              options={(purposes.data?.purposes ?? []).filter(({ asksAuthority }) => !asksAuthority).map(({ code, title }) => ({ value: code, words: title }))}
              onToggle={(code) => set({ purpose: code, fieldGroups: [...(purposes.data?.purposes.find((each) => each.code === code)?.usualFieldGroups ?? [])] })}
            />
            {purpose === null ? <p className="govuk-hint">Choose a purpose: it decides what may open.</p> : (
              <ChoiceGroup
                id="reveal-groups" kind="checkboxes" legend="What you need to see" error={errorOf('reveal-groups')} chosen={form.fieldGroups}
                options={purpose.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))} onToggle={(group) => set({ fieldGroups: toggled(form.fieldGroups, group) })}
              />
            )}
          </div>
          <ReasonField reason={form.reason} suggestions={purpose?.suggestions ?? []} keptWords={form.keptWords} error={errorOf('reveal-reason')} purpose={null} relationship="none" onChange={(reason) => set({ reason })} onKeep={() => set({ keptWords: form.reason })} />
          <SummaryList
            rows={[
              ['You state', purpose === null ? 'Nothing yet' : `“${purpose.wording}”`],
              ['Would open', form.fieldGroups.length === 0 ? 'Nothing yet' : `${sortGroups(form.fieldGroups).map((group) => FIELD_GROUPS[group]).join('; ')}, of ${householdsWords(householdIds.length)}, one at a time and only when you confirm each`],
              ['Workable', 'For 12 hours after the approval, each household up to three times'],
              ['Approval', 'A supervisor must approve the list once; it waits up to 24 hours for that'],
              ...(purpose === null ? [] : [['Lawful task', purpose.lawfulTask] as const]),
            ]}
          />
          <p className="reveal-summary__log">This request and each showing are written to the access ledger before anything opens. The list has no title: it is known by its purpose and its day.</p>
          <div className="dialog__actions">
            <Button type="submit" kind="primary" isBusy={isBusy}>{isBusy ? 'Writing the log entry…' : 'Ask for approval'}</Button>
            <Button kind="link" onClick={() => { void draft.discard().catch(() => undefined); setChosen([]); onBack() }}>Discard</Button>
          </div>
        </form>
      </div>
    </div>
  )
}
