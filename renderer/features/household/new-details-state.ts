import { checkDetailValue } from '../../../shared/model/detail-value'
import type { PersonId } from '../../../shared/model/ids'
import type { Detail, DetailKind, DetailOrigin, DetailSafety } from '../../../shared/model/new-details'
import type { FieldError } from '../../components/error-summary'

/** The form as typed. It is kept nowhere: there is no draft of it. */
export interface DetailsForm {
  readonly personId: PersonId | ''
  readonly kind: DetailKind | ''
  readonly value: string
  readonly safety: DetailSafety | ''
  readonly origin: DetailOrigin | ''
}

export const VALUE_LABELS: Readonly<Record<DetailKind, string>> = {
  mobile: 'Mobile number', landline: 'Landline number', email: 'E-mail address', address: 'Address, with the postcode if you know it', name: 'Name, and who they are', other: 'How they can be reached',
}
/** Of several lines. */
export const isLong = (kind: DetailKind | ''): boolean => kind === 'address' || kind === 'other'

/** Checks the form as a whole: everything that is missing, at once. */
export function readDetails({ personId, kind, value, safety, origin }: DetailsForm): { readonly errors: ReadonlyArray<FieldError>; readonly detail: (Detail & { readonly personId: PersonId }) | null } {
  const errors: FieldError[] = []
  if (personId === '') errors.push({ fieldId: 'details-person', message: 'Choose whose details these are' })
  if (kind === '') errors.push({ fieldId: 'details-kind', message: 'Choose what you were given' })
  const checked = kind === '' ? null : checkDetailValue(kind, value)
  if (checked !== null && checked.problem !== null) errors.push({ fieldId: 'details-value', message: checked.problem })
  if (safety === '') errors.push({ fieldId: 'details-safety', message: 'Say whether it is safe to use, or that you do not know' })
  if (origin === '') errors.push({ fieldId: 'details-origin', message: 'Choose who gave it to you' })
  if (errors.length > 0 || personId === '' || kind === '' || safety === '' || origin === '' || checked === null) return { errors, detail: null }
  return { errors, detail: { personId, kind, value: checked.value, safety, origin } }
}
