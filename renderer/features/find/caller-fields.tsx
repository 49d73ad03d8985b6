import type { Ref } from 'react'
import { DateInput } from '../../components/date-input'
import { TextField } from '../../components/text-field'
import type { FindFields } from './find-form'

interface CallerFieldsProps {
  readonly fields: FindFields
  readonly errorOf: (id: string) => string | null
  readonly onChange: (part: Partial<FindFields>) => void
  readonly firstField: Ref<HTMLInputElement>
}

/** What the caller gives, field by field. */
export function CallerFields({ fields, errorOf, onChange, firstField }: CallerFieldsProps) {
  return (
    <fieldset className="govuk-fieldset find__details">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">What the caller gives</legend>
      <TextField id="name" label="Name" value={fields.name} onChange={(name) => onChange({ name })} error={errorOf('name')} inputRef={firstField} maxLength={120} />
      <div className="find__pair">
        <DateInput id="date-of-birth" legend="Date of birth" value={fields.dateOfBirth} onChange={(dateOfBirth) => onChange({ dateOfBirth })} error={errorOf('date-of-birth')} />
        <TextField id="postcode" label="Postcode" width={10} value={fields.postcode} onChange={(postcode) => onChange({ postcode })} error={errorOf('postcode')} maxLength={20} />
      </div>
      <div className="find__pair">
        <TextField id="niNumber" label="NI number" width={10} value={fields.niNumber} onChange={(niNumber) => onChange({ niNumber })} error={errorOf('niNumber')} maxLength={20} />
        <TextField id="phone" label="Phone" type="tel" width={20} value={fields.phone} onChange={(phone) => onChange({ phone })} error={errorOf('phone')} maxLength={30} />
      </div>
      <TextField id="accountNumber" label="Account number" hint="Council tax, rent, benefit claim, debtor or ASCH number: enough on its own" width={20} value={fields.accountNumber} onChange={(accountNumber) => onChange({ accountNumber })} error={errorOf('accountNumber')} maxLength={40} />
    </fieldset>
  )
}
