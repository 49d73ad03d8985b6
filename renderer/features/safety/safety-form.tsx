import { useEffect, useState } from 'react'
import { codesOf } from '../../../shared/model/codes'
import { SAFETY_FIELDS, type SafetyCode, type SafetyField } from '../../../shared/model/safety'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'

export type SafetyDraft = Readonly<Record<SafetyField, ReadonlyArray<SafetyCode>>>
const FIELDS = codesOf(SAFETY_FIELDS)
const HINTS: Readonly<Record<SafetyField, string>> = {
  safeContact: 'How this household can be reached without harm.', riskToStaff: 'What a colleague must know before going there. No reasons and no names.',
  moratorium: 'What the household or its debt adviser told you. Recovery counts as paused until somebody takes this back.',
}

interface SafetyFormProps {
  readonly before: SafetyDraft
  /** Said by a source: shown ticked, and not the officer's to take away. */
  readonly sourced: ReadonlyArray<SafetyCode>
  readonly isBusy: boolean
  /** @param seen what stood there when the form was opened */
  readonly onSave: (draft: SafetyDraft, seen: SafetyDraft) => void
  readonly onClose: () => void
}

/** The safety fields as ticked codes. */
export function SafetyForm({ before, sourced, isBusy, onSave, onClose }: SafetyFormProps) {
  const [seen] = useState(before)
  const [draft, setDraft] = useState(seen)
  useEffect(() => { document.getElementById('safety-safeContact')?.focus() }, [])
  const toggle = (field: SafetyField, code: SafetyCode) =>
    setDraft({ ...draft, [field]: draft[field].includes(code) ? draft[field].filter((other) => other !== code) : [...draft[field], code] })
  const isLooser = FIELDS.some((field) => seen[field].some((code) => !draft[field].includes(code)))
  return (
    <form aria-label="Safe contact, risk to staff and moratorium" onSubmit={(event) => { event.preventDefault(); if (!isBusy) onSave(draft, seen) }} noValidate autoComplete="off">
      {FIELDS.map((field) => (
        <ChoiceGroup<SafetyCode>
          key={field} id={`safety-${field}`} legend={SAFETY_FIELDS[field].words} hint={HINTS[field]} kind="checkboxes" chosen={[...draft[field], ...sourced]} onToggle={(code) => toggle(field, code)}
          options={choicesOf<SafetyCode>(SAFETY_FIELDS[field].codes as Readonly<Record<SafetyCode, string>>).map(([value, words]) => ({ value, words, ...(sourced.includes(value) ? { isDisabled: true, hint: 'Said by a source system, which alone can take it back.' } : {}) }))}
        />
      ))}
      {isLooser ? <p className="safety__unsettled" role="status">You are taking a warning away. It stays in sight until the service has agreed.</p> : null}
      <div className="contact-form__actions">
        <Button kind="primary" type="submit" isSmall isBusy={isBusy}>Save</Button>
        <Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
