import type { HouseholdRecord } from '../../../shared/model/household'
import { linkedCases } from '../../../shared/model/linked-case'
import { SelectField } from '../../components/select-field'

interface CaseFieldProps {
  readonly household: HouseholdRecord
  readonly linked: string
  readonly onChange: (linked: string) => void
}

/** Which contact or case the need is about: what is chosen is part of the entry. */
export function CaseField({ household, linked, onChange }: CaseFieldProps) {
  const cases = linkedCases(household)
  if (cases.length === 0) return <p className="govuk-hint">No open duty, next action, referral or contact is recorded, so no case is linked.</p>
  return (
    <SelectField
      id="reveal-case" label="Contact or case" value={linked} empty="None of these"
      options={cases.map((words) => [words, words] as const)} onChange={onChange}
    />
  )
}
