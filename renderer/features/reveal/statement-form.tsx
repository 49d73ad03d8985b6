import { useEffect, useRef, useState } from 'react'
import { AGE_BANDS, FIELD_GROUPS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { linkedCases } from '../../../shared/model/linked-case'
import type { Officer } from '../../../shared/model/officer'
import { relationshipOf } from '../../../shared/model/relationship'
import { isForEmergency } from '../../../shared/purposes/emergency-purposes'
import { likelyPurpose } from '../../../shared/reason/prefilled-reason'
import type { QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import { useQueuedNeedDone } from '../../bridge/use-queued-needs'
import { useIsOnDuty } from '../../bridge/use-standing'
import { useHasApprovedVisit } from '../../bridge/use-visit-packs'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { AuthorityFields } from './authority-fields'
import { CaseField } from './case-field'
import { EmergencyChoice } from './emergency-choice'
import { ReasonField } from './reason-field'
import { emptyRevealForm, revealFormErrors, sortGroups, withPurpose, type RevealForm as Form, type StatedPurpose } from './reveal-form-state'
import { RefusedNotice } from './refused-notice'
import { RevealSummary } from './reveal-summary'
import { useDecideNot } from './use-decide-not'
import type { Reveal } from './use-reveal'

const NO_ERRORS: ReadonlyArray<FieldError> = []

interface StatementFormProps {
  readonly household: HouseholdRecord
  readonly persons: Form['persons']
  readonly reveal: Reveal
  readonly callerId: string | null
  /** What was stated before, without signal; null: nothing. */
  readonly queued: QueuedNeed | null
  readonly purposes: ReadonlyArray<StatedPurpose>
  readonly officer: Officer
  readonly onGranted: () => void
  readonly onRefused: () => Promise<unknown>
  readonly onCancel: () => void
}

const without = <Value,>(values: ReadonlyArray<Value>, value: Value): Value[] => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value])

/** Who, why, what. A relationship fills in the likely purpose, and for some the words: the officer confirms or changes them. */
export function StatementForm({ household, persons, reveal, callerId, queued, purposes, officer, onGranted, onRefused, onCancel }: StatementFormProps) {
  const relationship = relationshipOf(officer, household, useIsOnDuty(officer, household.district), useHasApprovedVisit(household.householdId))
  const [form, setForm] = useState<Form>(() => {
    const kept = purposes.find((each) => each.code === queued?.purpose)
    if (queued !== null && kept !== undefined) return { ...emptyRevealForm(queued.persons, linkedCases(household)[0]), purpose: kept.code, fieldGroups: queued.fieldGroups, reason: queued.reason, keptWords: queued.reason }
    const code = likelyPurpose(relationship, household, officer.team, callerId !== null)
    const empty = emptyRevealForm(persons, linkedCases(household)[0])
    return purposes.filter((each) => each.code === code).reduce((filled, each) => withPurpose(filled, each, relationship), empty)
  })
  const [errors, setErrors] = useState(NO_ERRORS)
  const purpose = purposes.find(({ code }) => code === form.purpose) ?? null
  const needsApproval = purpose !== null && (household.isProtected || purpose.approval !== 'none')
  const [wantsEmergency, setWantsEmergency] = useState(false)
  const isAsked = reveal.approval !== null
  // Also where only the hub knows that somebody must approve: a person who is protected elsewhere.
  const mayBeEmergency = (needsApproval || isAsked) && isForEmergency(form.purpose)
  const emergency = mayBeEmergency && wantsEmergency
  const maySend = !isAsked || emergency
  const isAsking = reveal.state.at.phase === 'asking'
  const deciding = useDecideNot(household.householdId, isAsking, onCancel)
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null

  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => { if (isAsked) close.current?.focus() }, [isAsked])
  const done = useQueuedNeedDone(queued)
  useEffect(() => { if (isAsked) void done() }, [isAsked, done])
  const submit = async () => {
    if (!maySend) return
    const found = revealFormErrors(form, purpose, relationship)
    setErrors(found)
    if (found.length > 0 || purpose === null || isAsking) return
    const isGranted = await reveal.request({
      householdId: household.householdId, persons: [...form.persons], purpose: purpose.code, wordingHash: purpose.wordingHash,
      reason: form.reason.trim(), fieldGroups: sortGroups(form.fieldGroups), relationship, linked: form.linked === '' ? null : form.linked, emergency,
      authority: purpose.asksAuthority ? { power: form.power.trim(), authoriser: form.authoriser.trim() } : null,
    })
    if (isGranted) { await done(); onGranted() }
    else await onRefused()
  }

  return (
    <form className="reveal-form" onSubmit={(event) => { event.preventDefault(); void submit() }} noValidate autoComplete="off">
      <ErrorSummary errors={errors} />
      {deciding.problem === null ? null : <ProblemNotice problem={deciding.problem} />}
      {reveal.problem === null ? null : <RefusedNotice problem={reveal.problem} onKept={onCancel} need={purpose === null || form.persons.length === 0 || form.fieldGroups.length === 0 ? null : { householdId: household.householdId, persons: [...form.persons], purpose: purpose.code, fieldGroups: sortGroups(form.fieldGroups), reason: form.reason.trim() }} />}
      {reveal.approval === null ? null : <NotificationBanner tone="warn" live="alert"><strong>Somebody else must approve this first.</strong> {reveal.approval} Your request has been sent: you are told here as soon as it is decided, and find it under Requests.</NotificationBanner>}
      <div className="reveal-form__choices">
        <ChoiceGroup
          id="reveal-persons" kind="checkboxes" legend="Whose details" error={errorOf('reveal-persons')} chosen={form.persons}
          options={household.members.map((member, index) => ({ value: member.personId, words: `${index + 1} · ${MEMBER_ROLES[member.role]}, ${AGE_BANDS[member.ageBand]}` }))}
          onToggle={(personId) => setForm({ ...form, persons: without(form.persons, personId) })}
        />
        <ChoiceGroup
          id="reveal-purpose" kind="radios" legend="Purpose" error={errorOf('reveal-purpose')} chosen={form.purpose === '' ? [] : [form.purpose]}
          options={purposes.map(({ code, title }) => ({ value: code, words: title }))}
          onToggle={(code) => setForm(purposes.filter((each) => each.code === code).reduce((filled, each) => withPurpose(filled, each, relationship, purpose), form))}
        />
        {purpose === null ? <p className="govuk-hint">Choose a purpose: it decides what may open.</p> : (
          <ChoiceGroup
            id="reveal-groups" kind="checkboxes" legend="What you need to see" error={errorOf('reveal-groups')} chosen={form.fieldGroups}
            options={purpose.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))}
            onToggle={(group) => setForm({ ...form, fieldGroups: without(form.fieldGroups, group) })}
          />
        )}
      </div>
      <div className="reveal-form__columns">
        <div>
          <CaseField household={household} linked={form.linked} onChange={(linked) => setForm({ ...form, linked })} />
          {purpose?.asksAuthority === true ? <AuthorityFields form={form} errorOf={errorOf} onChange={(part) => setForm({ ...form, ...part })} /> : null}
          <ReasonField
            reason={form.reason} suggestions={purpose?.suggestions ?? []} keptWords={form.keptWords} error={errorOf('reveal-reason')} purpose={purpose} relationship={relationship}
            onChange={(reason) => { setForm({ ...form, reason }); setErrors(errors.filter(({ fieldId }) => fieldId !== 'reveal-reason')) }} onKeep={() => setForm({ ...form, keptWords: form.reason })}
          />
        </div>
        <div>
          {mayBeEmergency ? <EmergencyChoice isAsked={isAsked} isChosen={wantsEmergency} onChoose={setWantsEmergency} /> : null}
          <RevealSummary form={form} purpose={purpose} household={household} relationship={relationship} isEmergency={emergency} isFound={isAsked && !needsApproval} />
        </div>
      </div>
      <div className="dialog__actions">
        {maySend ? <Button type="submit" kind="reveal" isBusy={isAsking}>{isAsking ? 'Writing the log entry…' : emergency ? 'Open now: emergency access' : needsApproval ? 'Ask for approval' : 'Reveal'}</Button> : null}
        {!isAsked ? <Button isBusy={deciding.isDeciding} onClick={() => void deciding.decideNot()}>Decided not to reveal <kbd aria-hidden="true">Alt+N</kbd></Button> : null}
        <Button kind="link" buttonRef={close} onClick={onCancel}>{isAsked ? 'Close this' : 'Cancel'}</Button>
      </div>
    </form>
  )
}
