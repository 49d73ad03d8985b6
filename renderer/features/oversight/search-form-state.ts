import type { SearchQuery } from '../../../shared/api/oversight-api'
import { isDateEmpty, NO_DATE, type DateFields } from '../../components/date-input'
import { parseDateFields } from '../../components/dates'
import type { FieldError } from '../../components/error-summary'

export type LedgerFilter = Omit<SearchQuery, 'after' | 'limit'>

export interface SearchFields {
  readonly officerId: string
  readonly purpose: string
  readonly kind: NonNullable<SearchQuery['kind']> | ''
  readonly outcome: NonNullable<SearchQuery['outcome']> | ''
  readonly district: NonNullable<SearchQuery['district']> | ''
  readonly from: DateFields
  readonly to: DateFields
}
export const NO_SEARCH: SearchFields = { officerId: '', purpose: '', kind: '', outcome: '', district: '', from: NO_DATE, to: NO_DATE }

const orNull = <Value extends string>(value: Value | ''): Value | null => (value === '' ? null : value)

/** The filter of the form, or what is wrong with its dates. One date alone: from then on, or up to then. */
export function readSearch(fields: SearchFields, today: string): { readonly filter: LedgerFilter } | { readonly errors: ReadonlyArray<FieldError> } {
  const errors: FieldError[] = []
  const read = (field: DateFields, fieldId: string, words: string): string | null => {
    if (isDateEmpty(field)) return null
    const date = parseDateFields(field.day, field.month, field.year)
    if (date === null) errors.push({ fieldId, message: `Enter a real date ${words}, such as 27 3 2026` })
    return date
  }
  const [from, to] = [read(fields.from, 'search-from', 'to search from'), read(fields.to, 'search-to', 'to search up to')]
  if (errors.length === 0 && from !== null && from > (to ?? today)) errors.push({ fieldId: 'search-from', message: 'The first day must not be after the last' })
  if (errors.length > 0) return { errors }
  const { officerId, purpose, kind, outcome, district } = fields
  return {
    filter: {
      officerId: orNull(officerId), purpose: orNull(purpose), kind: orNull(kind), outcome: orNull(outcome), district: orNull(district),
      period: from === null && to === null ? null : { from: from ?? '2020-01-01', to: to ?? today },
    },
  }
}
