import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import type { visitPackContract } from '../../../shared/ipc/visit-pack-contract'
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
import { DateInput } from '../../components/date-input'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotKept } from '../../components/not-kept'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { TextField } from '../../components/text-field'
import { useNow } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { isForEmergency } from '../../../shared/purposes/emergency-purposes'
import { reasonError, reasonHelp } from '../../features/reveal/reason-help'
import { sortGroups } from '../../features/reveal/reveal-form-state'
import { emptyPlan, outingOfForm, parsePlanDraft, PLAN_DRAFT_KEY, planErrors, WINDOWS, type PlanForm, type PlannedVisit } from '../../features/visits/plan-form-state'
import { PlannedVisits } from '../../features/visits/planned-visits'
import { visitsWords } from '../../features/visits/visit-words'
import { useWorklistSession } from '../../features/worklist/worklist-session'

const NO_ERRORS: ReadonlyArray<FieldError> = []
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
const toggled = <Value,>(values: ReadonlyArray<Value>, value: Value): Value[] => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value])

type AskedVisits = Omit<RequestOfEntry<typeof visitPackContract.ask>, 'requestId' | 'pack'> & { readonly pack: string }

interface PlanVisitsProps {
  readonly onAsked: () => void
  readonly onBack: () => void
}

/** Plans an outing with what was chosen in the worklist; what was begun before and not sent is kept. */
export function PlanVisitsScreen(props: PlanVisitsProps) {
  usePageTitle('Plan visits')
  const { chosen } = useWorklistSession()
  const draft = useDraft(PLAN_DRAFT_KEY, parsePlanDraft)
  const [openedAt] = useState(() => Date.now())
  if (!draft.isReady) return null
  const kept = draft.restored?.value ?? emptyPlan(openedAt)
  const added = chosen.filter((id) => !kept.visits.some(({ householdId }) => householdId === id)).map((id) => ({ householdId: HouseholdIdSchema.parse(id), reason: '', keptWords: null }))
  return <PlanVisits {...props} draft={draft} start={{ ...kept, visits: [...kept.visits, ...added] }} />
}

function PlanVisits({ draft, start, onAsked, onBack }: PlanVisitsProps & { readonly draft: Draft<PlanForm>; readonly start: PlanForm }) {
  const client = useQueryClient()
  const { setChosen } = useWorklistSession()
  const [form, setForm] = useState(start)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy: isAsking, problem: refusal, refusedId, ask } = useListRequest()
  const emergency = useListRequest()
  /** The visits as they were asked for, where the emergency permits beside them were not: those are of the same, and the visits are not asked for twice. */
  const [askedFor, setAskedFor] = useState<AskedVisits | null>(null)
  const isBusy = emergency.isBusy || (isAsking && askedFor === null)
  const problem = refusal ?? emergency.problem
  const now = useNow(30_000)
  const purposes = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const { visits, whom } = form
  const householdIds = visits.map(({ householdId }) => householdId)
  const described = useQuery({ queryKey: queryKeys.describedHouseholds({ householdIds: householdIds.toSorted(), whom }), queryFn: () => casement.contactList.describe({ householdIds: householdIds.slice(0, 30), whom }), placeholderData: (before) => before })
  const households = described.data?.households.filter(({ householdId }) => householdIds.includes(householdId)) ?? []
  const unread = described.data?.unread.filter(({ householdId }) => householdIds.includes(householdId)) ?? []
  const purpose = purposes.data?.purposes.find(({ code }) => code === form.purpose) ?? null
  const emergencyPurposes = (purposes.data?.purposes ?? []).filter(({ code }) => isForEmergency(code))
  const emergencyPurpose = emergencyPurposes.find(({ code }) => code === form.emergency) ?? null
  const refused = households.find(({ householdId }) => householdId === refusedId)?.reference ?? null
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  // On top of what was written last: an answer that was waited for must not bring back the words from before.
  const latest = useRef(start)
  const set = (part: Partial<PlanForm>) => {
    const next = { ...latest.current, ...part }
    latest.current = next
    setForm(next)
    draft.keep(next)
  }
  const helpOf = ({ reason, keptWords }: PlannedVisit) => {
    const help = reasonHelp(reason)
    return reason.trim() === '' || help.tone === 'good' || keptWords === reason ? { words: '', isName: false } : { words: help.words, isName: help.tone === 'warn' }
  }
  const submit = async () => {
    const problems = new Map<string, string>(visits.flatMap(({ householdId, reason, keptWords }) => { const words = reasonError(reason, keptWords); return words === null ? [] : [[householdId, `${households.find((home) => home.householdId === householdId)?.reference ?? 'This visit'}: ${reason.trim() === '' ? 'say in a few words why you visit' : lowerFirst(words)}`] as const] }))
    const outing = outingOfForm(form)
    const found = planErrors(form, households, problems, now, unread)
    setErrors(found)
    if (found.length > 0 || purpose === null || outing === null || isBusy) return
    const wish = { visits: visits.map(({ householdId, reason }) => ({ householdId, reason: reason.trim() })), whom, purpose: purpose.code, wordingHash: purpose.wordingHash, fieldGroups: sortGroups(form.fieldGroups), outing }
    let pack = ''
    if (!(await ask(householdIds, wish, async (requestId) => { ({ requestId: pack } = await casement.visitPack.ask({ ...wish, requestId })) }))) return
    // What was asked for is no plan any more: it must not be asked for again from its draft.
    await draft.discard().catch(() => undefined)
    setChosen([])
    await askBeside({ ...wish, pack })
  }
  /** The emergency permits, where they are wanted, for visits that were asked for. */
  const askBeside = async (asked: AskedVisits) => {
    if (emergencyPurpose !== null) {
      const also = { ...asked, purpose: emergencyPurpose.code, wordingHash: emergencyPurpose.wordingHash, fieldGroups: sortGroups(emergencyPurpose.fieldGroups) }
      if (!(await emergency.ask(householdIds, also, (requestId) => casement.visitPack.ask({ ...also, requestId })))) return setAskedFor(asked)
    }
    await done()
  }
  const done = async () => {
    await client.invalidateQueries({ queryKey: queryKeys.visitPacks })
    onAsked()
  }

  return (
    <div className="page list-form">
      <div className="household__back"><Button kind="link" onClick={onBack}>‹ Visits</Button></div>
      <h1 className="govuk-heading-l">Plan visits</h1>
      <ErrorSummary errors={errors} />
      <NotKept problem={draft.problem} />
      {problem === null ? null : <ProblemNotice problem={problem}> {refused === null ? null : <>It is <span className="reference">{refused}</span>. </>}{refusal !== null ? <><strong>Nothing was asked.</strong> Your plan is kept on this laptop until you send it{problem.code === 'APPROVAL_OFFLINE' ? ' with a connection' : ''}.</> : <strong>The visits were asked for; the emergency permits were not.</strong>}</ProblemNotice>}
      {described.error === null ? null : <ProblemNotice problem={problemOf(described.error)} />}
      {askedFor === null ? null : (
        <div className="dialog__actions">
          <Button kind="primary" isBusy={isBusy} onClick={() => void askBeside(askedFor)}>{isBusy ? 'Writing the log entry…' : 'Ask for the emergency permits again'}</Button>
          <Button kind="link" onClick={() => void done()}>Go on without them</Button>
        </div>
      )}
      {askedFor !== null ? null : (
      <div className="list-form__columns">
        <div>
          <PlannedVisits visits={visits} households={households} unread={unread} errorOf={errorOf} helpOf={helpOf} onChange={(change) => { set({ visits: change(latest.current.visits) }); setChosen([]) }} />
        </div>
        <form className="reveal-form" noValidate autoComplete="off" aria-label="Outing and purpose" onSubmit={(event) => { event.preventDefault(); void submit() }}>
          {purposes.error === null ? null : <ProblemNotice problem={problemOf(purposes.error)} />}
          <div className="plan-times">
            <DateInput id="plan-day" legend="Day of the outing" value={form.day} onChange={(day) => set({ day })} error={errorOf('plan-day')} />
            <TextField id="plan-from" label="From" width={5} maxLength={5} value={form.from} onChange={(from) => set({ from })} />
            <TextField id="plan-until" label="Until" width={5} maxLength={5} value={form.until} onChange={(until) => set({ until })} error={errorOf('plan-until')} />
          </div>
          <div className="decide__choices">
            <ChoiceGroup
              id="plan-purpose" kind="radios" legend="Purpose, the same for all" error={errorOf('plan-purpose')} chosen={form.purpose === '' ? [] : [form.purpose]}
              options={(purposes.data?.purposes ?? []).filter(({ asksAuthority }) => !asksAuthority).map(({ code, title }) => ({ value: code, words: title }))}
              onToggle={(code) => set({ purpose: code, fieldGroups: [...(purposes.data?.purposes.find((each) => each.code === code)?.usualFieldGroups ?? [])] })}
            />
            <div>
              {purpose === null ? <p className="govuk-hint">Choose a purpose: it decides what may open.</p> : (
                <ChoiceGroup
                  id="plan-groups" kind="checkboxes" legend="What you need to see" error={errorOf('plan-groups')} chosen={form.fieldGroups}
                  options={purpose.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))} onToggle={(group) => set({ fieldGroups: toggled(form.fieldGroups, group) })}
                />
              )}
              <ChoiceGroup id="plan-whom" kind="radios" legend="Whose details" chosen={[whom]} options={choicesOf(LIST_MEMBERS).map(([value, words]) => ({ value, words }))} onToggle={(next: ListMembers) => set({ whom: next })} />
              <ChoiceGroup
                id="plan-window" kind="radios" legend="Once opened, shown again for" chosen={[String(form.windowMinutes)]} options={WINDOWS.map((minutes) => ({ value: String(minutes), words: `${minutes} minutes` }))}
                onToggle={(minutes) => set({ windowMinutes: Number(minutes) })}
              />
            </div>
          </div>
          <ChoiceGroup
            id="plan-emergency" kind="radios" legend="Also sealed, for an emergency without signal" hint="Asked for beside the visits, so that a supervisor can say no to it alone. It opens only for a reason of its own, and every opening is reviewed."
            chosen={[form.emergency]} onToggle={(code) => set({ emergency: code })} options={[{ value: '', words: 'Nothing' }, ...emergencyPurposes.map(({ code, title, fieldGroups }) => ({ value: code, words: title, hint: fieldGroups.map((group) => FIELD_GROUPS[group]).join('; ') }))]}
          />
          <SummaryList
            rows={[
              ['You state', purpose === null ? 'Nothing yet' : `“${purpose.wording}”`],
              ['Would be sealed', form.fieldGroups.length === 0 ? 'Nothing yet' : `${sortGroups(form.fieldGroups).map((group) => FIELD_GROUPS[group]).join('; ')}, for ${visitsWords(visits.length)}. The address opens two hours before, for travel; the rest from the beginning of the outing`],
              ['Destroyed', 'When the outing ends, opened or not, also while this laptop is locked or off'],
              ['Approval', 'A supervisor must approve the pack once; it waits up to 24 hours for that'],
              ...(purpose === null ? [] : [['Lawful task', purpose.lawfulTask] as const]),
            ]}
          />
          <p className="reveal-summary__log">This request, each seal and each opening are written to the access ledger. An opening without signal is signed on this laptop first, and sent when there is signal.</p>
          <div className="dialog__actions">
            <Button type="submit" kind="primary" isBusy={isBusy}>{isBusy ? 'Writing the log entry…' : 'Ask for approval'}</Button>
            <Button kind="link" onClick={() => { void draft.discard().catch(() => undefined); setChosen([]); onBack() }}>Discard</Button>
          </div>
        </form>
      </div>
      )}
    </div>
  )
}
