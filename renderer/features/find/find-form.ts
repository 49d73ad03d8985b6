import { hasEnoughCriteria, LookupCriteriaSchema, type LookupCriteria } from '../../../shared/model/reveal'
import { EXAMPLE_REFERENCE, parseReference } from '../../../shared/model/reference'
import { isDateEmpty, NO_DATE, type DateFields } from '../../components/date-input'
import { parseDateFields } from '../../components/dates'
import type { FieldError } from '../../components/error-summary'

/** What the caller gave, as typed. */
export interface FindFields {
  readonly reference: string
  readonly name: string
  readonly dateOfBirth: DateFields
  readonly postcode: string
  readonly niNumber: string
  readonly phone: string
  readonly accountNumber: string
}
export const NO_FIELDS: FindFields = { reference: '', name: '', dateOfBirth: NO_DATE, postcode: '', niNumber: '', phone: '', accountNumber: '' }

export type FindQuestion =
  | { readonly kind: 'reference'; readonly reference: string }
  | { readonly kind: 'criteria'; readonly criteria: LookupCriteria }
  | { readonly kind: 'invalid'; readonly errors: ReadonlyArray<FieldError> }

const collapse = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\u0000-\u001f\u007f\u200b-\u200f\u2060\ufeff]/g, ' ').replaceAll(/\s+/g, ' ').trim()
const compact = (typed: string): string => collapse(typed).replaceAll(/[\s.,;:]/g, '').toUpperCase()

/** AB1 2CD from any spelling of it. */
export function cleanPostcode(typed: string): string {
  const plain = compact(typed).replaceAll('-', '')
  return plain.length < 5 ? plain : `${plain.slice(0, -3)} ${plain.slice(-3)}`
}
export const cleanNiNumber = (typed: string): string => compact(typed).replaceAll(/[-/]/g, '')
/** Digits and a leading plus; "tel:" and brackets are what a pasted number brings along. */
export const cleanPhone = (typed: string): string => collapse(typed).replace(/^tel:/i, '').replace(/(?<=\+\d[\d\s-]*)\(0\)/, '').replaceAll(/[^\d+]/g, '').replace(/(?!^)\+/g, '')

const SHAPES = {
  postcode: /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, niNumber: /^[A-Z]{2}\d{6}[A-D]?$/, phone: /^\+?\d{7,15}$/, accountNumber: /^[A-Z\d/-]{4,30}$/,
} as const

const WRONG = {
  postcode: 'Enter a full postcode, such as CT1 2AB', niNumber: 'Enter the NI number as two letters, six numbers and a letter',
  phone: 'Enter the whole phone number, with the area code', accountNumber: 'Enter the account number as on the letter: 4 or more letters and numbers',
} as const

/** Reads the form: a reference, two details, one account number, or what is wrong with each field. */
export function readFindForm(fields: FindFields, today: string): FindQuestion {
  const errors: FieldError[] = []
  const reference = collapse(fields.reference)
  if (reference !== '') {
    const parsed = parseReference(reference)
    return parsed === null
      ? { kind: 'invalid', errors: [{ fieldId: 'reference', message: `That is not a whole reference. It has seven letters and numbers, such as ${EXAMPLE_REFERENCE}: ask the caller to read it again` }] }
      : { kind: 'reference', reference: parsed }
  }
  const cleaned = {
    postcode: cleanPostcode(fields.postcode), niNumber: cleanNiNumber(fields.niNumber), phone: cleanPhone(fields.phone), accountNumber: compact(fields.accountNumber),
  }
  const criteria: Record<string, string> = {}
  const name = collapse(fields.name)
  if (name.length === 1) errors.push({ fieldId: 'name', message: 'Enter the name with at least two letters' })
  else if (name !== '') criteria['name'] = name
  if (!isDateEmpty(fields.dateOfBirth)) {
    const date = parseDateFields(fields.dateOfBirth.day, fields.dateOfBirth.month, fields.dateOfBirth.year)
    if (date === null) errors.push({ fieldId: 'date-of-birth', message: 'Enter a real date of birth with a four-digit year, such as 27 3 1978' })
    else if (date > today) errors.push({ fieldId: 'date-of-birth', message: 'The date of birth must be in the past' })
    else criteria['dateOfBirth'] = date
  }
  for (const key of ['postcode', 'niNumber', 'phone', 'accountNumber'] as const) {
    const value = cleaned[key]
    if (value === '') continue
    if (SHAPES[key].test(value)) criteria[key] = value
    else errors.push({ fieldId: key, message: WRONG[key] })
  }
  if (errors.length > 0) return { kind: 'invalid', errors }
  const parsed = LookupCriteriaSchema.parse(criteria)
  return hasEnoughCriteria(parsed)
    ? { kind: 'criteria', criteria: parsed }
    : { kind: 'invalid', errors: [{ fieldId: 'name', message: 'Enter two details, or one account number, or the household reference' }] }
}

const ASKABLE: ReadonlyArray<readonly [key: keyof LookupCriteria, words: string]> = [
  ['dateOfBirth', 'their date of birth'], ['postcode', 'their postcode'], ['name', 'their full name'], ['niNumber', 'their NI number'], ['phone', 'a phone number we may hold'],
]

/** What to ask for next: the details not given yet, likeliest to help first. */
export const askFor = (criteria: LookupCriteria): string[] => ASKABLE.filter(([key]) => criteria[key] === undefined).map(([, words]) => words)
