import { NO_FILTERS, type WorklistFilters } from '../../../shared/ipc/household-contract'
import { DISTRICTS, DOMAINS, DUTY_KINDS, RISK_BANDS, RISK_FACTORS } from '../../../shared/model/codes'
import { referencePrefix } from '../../../shared/model/reference'
import { wardOfKey } from '../../../shared/model/ward-key'
import { formatPounds } from '../../components/money'

/** One active filter as the officer reads it, and the filters without it. */
export interface FilterChip {
  readonly words: string
  readonly without: WorklistFilters
}

const LISTS = { band: RISK_BANDS, factor: RISK_FACTORS, district: DISTRICTS, knownTo: DOMAINS, duty: DUTY_KINDS } as const
const PREFIX = { band: '', factor: '', district: '', knownTo: 'Known to ', duty: '' } as const

/** Adds a value to a filter of several, or takes it out; an empty filter is null. */
export function toggled<Value>(values: ReadonlyArray<Value> | null, value: Value): Value[] | null {
  const next = (values ?? []).includes(value) ? (values ?? []).filter((other) => other !== value) : [...(values ?? []), value]
  return next.length === 0 ? null : next
}

function listChips<Key extends keyof typeof LISTS>(filters: WorklistFilters, key: Key): FilterChip[] {
  const words = LISTS[key] as Readonly<Record<string, string>>
  const values: ReadonlyArray<string> = filters[key] ?? []
  return values.map((value) => ({
    words: `${PREFIX[key]}${words[value] ?? value}${key === 'band' ? ' risk' : ''}`,
    without: { ...filters, [key]: toggled(values, value) },
  }))
}

/** A ward with its district, since its name may not be the only one of the kind. */
function wardWords(key: string): string {
  const { district, name } = wardOfKey(key)
  return `${name}, ${(DISTRICTS as Readonly<Record<string, string>>)[district] ?? district}`
}

/** The active filters, each removable. */
export function filterChips(filters: WorklistFilters): FilterChip[] {
  const { dutyWithinDays, debtAtLeastPence, noContactForDays } = filters
  const single = (isOn: boolean, words: string, key: keyof WorklistFilters): FilterChip[] => (isOn ? [{ words, without: { ...filters, [key]: null } }] : [])
  return [
    ...single(filters.reference !== null, `Reference ${referencePrefix(filters.reference ?? '')}…`, 'reference'),
    ...single(filters.isDueToday === true, 'Due today or overdue', 'isDueToday'),
    ...single(dutyWithinDays !== null, dutyWithinDays === 0 ? 'Duty ends today or is over' : `Duty ends within ${dutyWithinDays ?? 0} days`, 'dutyWithinDays'),
    ...listChips(filters, 'duty'),
    ...listChips(filters, 'band'),
    ...single(debtAtLeastPence !== null, `Owes ${formatPounds(debtAtLeastPence ?? 0)} or more`, 'debtAtLeastPence'),
    ...single(noContactForDays !== null, `No contact for ${noContactForDays ?? 0} days`, 'noContactForDays'),
    ...listChips(filters, 'factor'),
    ...listChips(filters, 'knownTo'),
    ...(filters.ward ?? []).map((ward) => ({ words: wardWords(ward), without: { ...filters, ward: toggled(filters.ward, ward) } })),
    ...listChips(filters, 'district'),
  ]
}

export const isFiltered = (filters: WorklistFilters): boolean => Object.values(filters).some((value) => value !== null)
export const withoutFilters = NO_FILTERS
