import { useState } from 'react'
import { AGE_BANDS, FIELD_GROUPS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { linkedCases } from '../../../shared/model/linked-case'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { CaseField } from '../../features/reveal/case-field'
import { ReasonField } from '../../features/reveal/reason-field'
import { emptyRevealForm, revealFormErrors, sortGroups, withPurpose, type RevealForm, type StatedPurpose } from '../../features/reveal/reveal-form-state'
import { RevealSummary } from '../../features/reveal/reveal-summary'
import { PRACTICE_PURPOSES } from './practice-purposes'

interface PracticeRevealFormProps {
  readonly household: HouseholdRecord
  readonly persons: RevealForm['persons']
  readonly onStated: (form: RevealForm, purpose: StatedPurpose) => void
  readonly onCancel: () => void
}

const NO_ERRORS: ReadonlyArray<FieldError> = []
const toggled = <Value,>(values: ReadonlyArray<Value>, value: Value): Value[] => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value])

/** The statement of a need, with the real check of the reason. What is typed here is checked in this window and forgotten with it. */
export function PracticeRevealForm({ household, persons, onStated, onCancel }: PracticeRevealFormProps) {
  const [form, setForm] = useState<RevealForm>(() => emptyRevealForm(persons, linkedCases(household)[0]))
  const [errors, setErrors] = useState(NO_ERRORS)
  const purpose = PRACTICE_PURPOSES.find(({ code }) => code === form.purpose) ?? null
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = () => {
    const found = revealFormErrors(form)
    setErrors(found)
    if (found.length === 0 && purpose !== null) onStated({ ...form, reason: form.reason.trim(), fieldGroups: sortGroups(form.fieldGroups) }, purpose)
  }
  return (
    <form className="reveal-form" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
      <p className="practice__only">Practice: nothing here is real, nothing is logged or sent. For real, this is written to the access ledger before anything opens.</p>
      <ErrorSummary errors={errors} />
      <div className="reveal-form__choices">
        <ChoiceGroup
          id="reveal-persons" kind="checkboxes" legend="Whose details" error={errorOf('reveal-persons')} chosen={form.persons}
          options={household.members.map((member, index) => ({ value: member.personId, words: `${index + 1} · ${MEMBER_ROLES[member.role]}, ${AGE_BANDS[member.ageBand]}` }))}
          onToggle={(personId) => setForm({ ...form, persons: toggled(form.persons, personId) })}
        />
        <ChoiceGroup
          id="reveal-purpose" kind="radios" legend="Purpose" error={errorOf('reveal-purpose')} chosen={form.purpose === '' ? [] : [form.purpose]}
          options={PRACTICE_PURPOSES.map(({ code, title }) => ({ value: code, words: title }))}
          onToggle={(code) => setForm(PRACTICE_PURPOSES.filter((each) => each.code === code).reduce(withPurpose, form))}
        />
        {purpose === null ? <p className="govuk-hint">Choose a purpose: it decides what may open.</p> : (
          <ChoiceGroup
            id="reveal-groups" kind="checkboxes" legend="What you need to see" error={errorOf('reveal-groups')} chosen={form.fieldGroups}
            options={purpose.fieldGroups.map((group) => ({ value: group, words: FIELD_GROUPS[group] }))} onToggle={(group) => setForm({ ...form, fieldGroups: toggled(form.fieldGroups, group) })}
          />
        )}
      </div>
      <div className="reveal-form__columns">
        <div>
          <CaseField household={household} linked={form.linked} onChange={(linked) => setForm({ ...form, linked })} />
          <ReasonField
            reason={form.reason} suggestions={purpose?.suggestions ?? []} keptWords={form.keptWords} error={errorOf('reveal-reason')}
            onChange={(reason) => setForm({ ...form, reason })} onKeep={() => setForm({ ...form, keptWords: form.reason })}
          />
        </div>
        <RevealSummary form={form} purpose={purpose} household={household} relationship="allocated" />
      </div>
      <div className="dialog__actions">
        <Button type="submit" kind="reveal">Reveal</Button>
        <Button kind="link" onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
