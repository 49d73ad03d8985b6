import { useState } from 'react'
import { SKIP_REASONS, type SkipReason } from '../../../shared/model/contact-list'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { SelectField } from '../../components/select-field'

interface SkipFormProps {
  readonly onSkip: (reason: SkipReason) => void
  readonly onCancel: () => void
}

/** Passing a household over takes a reason, in a code: nothing is typed. */
export function SkipForm({ onSkip, onCancel }: SkipFormProps) {
  const [reason, setReason] = useState<SkipReason | ''>('')
  const [error, setError] = useState<string | null>(null)
  const submit = () => {
    if (reason === '') setError('Choose why you pass this household over')
    else onSkip(reason)
  }
  return (
    <form className="work__skip" aria-label="Pass this household over" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <SelectField id="skip-reason" label="Why" empty="Choose" options={choicesOf(SKIP_REASONS)} value={reason} onChange={setReason} error={error} />
      <Button type="submit">Pass over</Button>
      <Button kind="link" onClick={onCancel}>Not now</Button>
    </form>
  )
}
