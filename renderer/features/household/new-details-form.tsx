import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { DETAIL_KINDS, DETAIL_ORIGINS, DETAIL_SAFETY, type DetailKind } from '../../../shared/model/new-details'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { memberWords } from './member-words'
import { isLong, readDetails, VALUE_LABELS, type DetailsForm } from './new-details-state'

const NO_ERRORS: ReadonlyArray<FieldError> = []
const SAFETY = choicesOf(DETAIL_SAFETY).map(([value, words]) => ({ value, words }))
const ORIGINS = choicesOf(DETAIL_ORIGINS).map(([value, words]) => ({ value, words }))

interface NewDetailsFormProps {
  readonly householdId: HouseholdRecord['householdId']
  readonly members: HouseholdRecord['members']
  /** What a note seems to hold, to start with. */
  readonly found?: { readonly kind: DetailKind; readonly value: string } | undefined
  readonly onClose: (added: DetailKind | null) => void
}

/** What identifies somebody, typed once: sealed to the vault when it is saved, and not to be read on this laptop again without a reveal. */
export function NewDetailsForm({ householdId, members, found, onClose }: NewDetailsFormProps) {
  const client = useQueryClient()
  const only = members.length === 1 ? (members[0]?.personId ?? '') : ''
  const [form, setForm] = useState<DetailsForm>({ personId: only, kind: found?.kind ?? '', value: found?.value ?? '', safety: '', origin: '' })
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  useEffect(() => { document.getElementById('details-person')?.focus() }, [])
  const set = (part: Partial<DetailsForm>) => setForm({ ...form, ...part })
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = async () => {
    const { detail, errors: wrong } = readDetails(form)
    setErrors(wrong)
    if (detail === null) return
    await send(async () => {
      await casement.newDetails.add({ householdId, ...detail })
      await client.invalidateQueries({ queryKey: queryKeys.household(householdId) })
      onClose(detail.kind)
    })
  }
  return (
    <form className="details-form" aria-label="New contact details" onSubmit={(event) => { event.preventDefault(); void submit() }} noValidate autoComplete="off">
      <ErrorSummary errors={errors} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="contact-form__pair">
        <SelectField id="details-person" label="Whose" empty="Choose" options={members.map(({ personId }) => [personId, memberWords(members, personId)] as const)} value={form.personId} onChange={(personId) => set({ personId })} error={errorOf('details-person')} />
        <SelectField id="details-kind" label="What you were given" empty="Choose" options={choicesOf(DETAIL_KINDS)} value={form.kind} onChange={(kind) => set({ kind })} error={errorOf('details-kind')} />
      </div>
      {form.kind === '' ? null : (
        <TextField id="details-value" label={VALUE_LABELS[form.kind]} hint="Sealed when you save. You cannot read it here again without a reveal, so check it now." {...(isLong(form.kind) ? { rows: 3 } : {})} maxLength={300} value={form.value} onChange={(value) => set({ value })} error={errorOf('details-value')} />
      )}
      <div className="details-form__choices">
        <ChoiceGroup id="details-safety" kind="radios" legend="Is it safe to use?" options={SAFETY} chosen={form.safety === '' ? [] : [form.safety]} onToggle={(safety) => set({ safety })} error={errorOf('details-safety')} />
        <ChoiceGroup id="details-origin" kind="radios" legend="Who gave it to you?" options={ORIGINS} chosen={form.origin === '' ? [] : [form.origin]} onToggle={(origin) => set({ origin })} error={errorOf('details-origin')} />
      </div>
      <div className="contact-form__actions">
        <Button type="submit" kind="primary" isSmall isBusy={isBusy}>Seal and save</Button>
        <Button kind="link" isBusy={isBusy} onClick={() => onClose(null)}>Cancel</Button>
      </div>
    </form>
  )
}
