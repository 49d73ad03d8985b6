import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AGE_BANDS, FIELD_GROUPS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { linkedCases } from '../../../shared/model/linked-case'
import { relationshipOf } from '../../../shared/model/relationship'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useAccessState } from '../../bridge/use-access-state'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { CaseField } from './case-field'
import { ReasonField } from './reason-field'
import { emptyRevealForm, revealFormErrors, sortGroups, withPurpose, type RevealForm as Form } from './reveal-form-state'
import { RevealSummary } from './reveal-summary'
import type { Reveal } from './use-reveal'

const NO_ERRORS: ReadonlyArray<FieldError> = []

interface RevealFormProps {
  readonly household: HouseholdRecord
  readonly persons: Form['persons']
  readonly reveal: Reveal
  readonly onGranted: () => void
  readonly onCancel: () => void
}

const without = <Value,>(values: ReadonlyArray<Value>, value: Value): Value[] => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value])

/** The statement of a legitimate need: who, why, what. */
export function RevealForm({ household, persons, reveal, onGranted, onCancel }: RevealFormProps) {
  const [form, setForm] = useState<Form>(() => emptyRevealForm(persons, linkedCases(household)[0]))
  const officer = useAccessState().data?.officer ?? null
  const relationship = officer === null ? 'none' : relationshipOf(officer, household, false)
  const [errors, setErrors] = useState(NO_ERRORS)
  const query = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const purposes = query.data?.purposes ?? []
  const purpose = purposes.find(({ code }) => code === form.purpose) ?? null
  const needsApproval = purpose !== null && (household.isProtected || purpose.approval !== 'none')
  const isAsking = reveal.state.at.phase === 'asking'
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null

  const submit = async () => {
    const found = revealFormErrors(form)
    setErrors(found)
    if (found.length > 0 || purpose === null || isAsking) return
    const isGranted = await reveal.request({
      householdId: household.householdId, persons: [...form.persons], purpose: purpose.code, wordingHash: purpose.wordingHash,
      reason: form.reason.trim(), fieldGroups: sortGroups(form.fieldGroups), relationship, linked: form.linked === '' ? null : form.linked, authority: null, emergency: false,
    })
    if (isGranted) onGranted()
    else await query.refetch() // the wording may have changed meanwhile
  }

  return (
    <form className="reveal-form" onSubmit={(event) => { event.preventDefault(); void submit() }} noValidate autoComplete="off">
      <ErrorSummary errors={errors} />
      {reveal.problem === null ? null : <ProblemNotice problem={reveal.problem}> <strong>Nothing was shown.</strong></ProblemNotice>}
      {reveal.approval === null ? null : <NotificationBanner tone="warn" live="alert"><strong>Somebody else must approve this first.</strong> {reveal.approval} Your request has been sent: you are told here as soon as it is decided, and find it under Requests.</NotificationBanner>}
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      <div className="reveal-form__choices">
        <ChoiceGroup
          id="reveal-persons" kind="checkboxes" legend="Whose details" error={errorOf('reveal-persons')} chosen={form.persons}
          options={household.members.map((member, index) => ({ value: member.personId, words: `${index + 1} · ${MEMBER_ROLES[member.role]}, ${AGE_BANDS[member.ageBand]}` }))}
          onToggle={(personId) => setForm({ ...form, persons: without(form.persons, personId) })}
        />
        <ChoiceGroup
          id="reveal-purpose" kind="radios" legend="Purpose" error={errorOf('reveal-purpose')} chosen={form.purpose === '' ? [] : [form.purpose]}
          options={purposes.map(({ code, title }) => ({ value: code, words: title }))}
          onToggle={(code) => setForm(purposes.filter((each) => each.code === code).reduce(withPurpose, form))}
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
          <ReasonField
            reason={form.reason} suggestions={purpose?.suggestions ?? []} keptWords={form.keptWords} error={errorOf('reveal-reason')}
            onChange={(reason) => { setForm({ ...form, reason }); setErrors(errors.filter(({ fieldId }) => fieldId !== 'reveal-reason')) }} onKeep={() => setForm({ ...form, keptWords: form.reason })}
          />
        </div>
        <RevealSummary form={form} purpose={purpose} household={household} relationship={relationship} />
      </div>
      <div className="dialog__actions">
        {reveal.approval === null ? <Button type="submit" kind="reveal" isBusy={isAsking}>{isAsking ? 'Writing the log entry…' : needsApproval ? 'Ask for approval' : 'Reveal'}</Button> : null}
        <Button kind="link" onClick={onCancel}>{reveal.approval === null ? 'Cancel' : 'Close this'}</Button>
      </div>
    </form>
  )
}
