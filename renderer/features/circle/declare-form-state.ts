import { hasEnoughCircleWords, type CircleKind, type CircleWords } from '../../../shared/model/circle'
import { isDateEmpty, NO_DATE, type DateFields } from '../../components/date-input'
import { parseDateFields } from '../../components/dates'
import type { FieldError } from '../../components/error-summary'

/** As typed: in this window only, and gone with the form. */
export interface DeclareForm {
  readonly kind: CircleKind | ''
  readonly name: string
  readonly dateOfBirth: DateFields
  readonly addressLine: string
  readonly postcode: string
}
export const EMPTY_DECLARATION: DeclareForm = { kind: '', name: '', dateOfBirth: NO_DATE, addressLine: '', postcode: '' }

export type ReadDeclaration = { readonly kind: CircleKind; readonly words: CircleWords } | { readonly errors: ReadonlyArray<FieldError> }

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i
const plain = (typed: string): string | null => {
  const text = typed.replaceAll(/\s+/g, ' ').trim()
  return text === '' ? null : text
}

/** What goes to the vault, or what is wrong with each field. */
export function readDeclaration(form: DeclareForm, today: string): ReadDeclaration {
  const errors: FieldError[] = []
  const wrong = (fieldId: string, message: string): null => {
    errors.push({ fieldId, message })
    return null
  }
  if (form.kind === '') wrong('circle-kind', 'Choose how you know them')
  const [name, addressLine, typedPostcode] = [plain(form.name), plain(form.addressLine), plain(form.postcode)]
  if (name !== null && name.length < 2) wrong('circle-name', 'Enter the whole name')
  const date = isDateEmpty(form.dateOfBirth) ? null : parseDateFields(form.dateOfBirth.day, form.dateOfBirth.month, form.dateOfBirth.year)
  if (!isDateEmpty(form.dateOfBirth) && date === null) wrong('circle-birth', 'Enter a real date of birth with a four-digit year, such as 27 3 1978')
  if (date !== null && date > today) wrong('circle-birth', 'The date of birth must be in the past')
  if (typedPostcode !== null && !POSTCODE.test(typedPostcode)) wrong('circle-postcode', 'Enter a full postcode, such as CT1 2AB')
  if (addressLine !== null && typedPostcode === null) wrong('circle-postcode', 'Enter the postcode of this address')
  const words: CircleWords = { name, dateOfBirth: date, addressLine, postcode: typedPostcode?.toUpperCase() ?? null }
  if (errors.length === 0 && !hasEnoughCircleWords(words)) wrong('circle-name', 'Enter a name with a date of birth or a postcode, or the first line of an address with its postcode')
  return errors.length > 0 || form.kind === '' ? { errors } : { kind: form.kind, words }
}
