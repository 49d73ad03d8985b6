import type { ReactNode } from 'react'
import type { WorklistFilters } from '../../../shared/ipc/household-contract'
import { DISTRICTS, DOMAINS, DUTY_KINDS, RISK_BANDS, RISK_FACTORS } from '../../../shared/model/codes'
import { wardKey, wardOfKey, type Ward } from '../../../shared/model/ward-key'
import { ChoiceGroup } from '../../components/choice-group'
import { choicesOf } from '../../components/code-words'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { toggled } from './filter-chips'

const DUTY_WITHIN = [['0', 'Ends today or over'], ['7', 'Within 7 days'], ['14', 'Within 14 days'], ['28', 'Within 28 days']] as const
const DEBT_AT_LEAST = [['50000', '£500 or more'], ['100000', '£1,000 or more'], ['250000', '£2,500 or more'], ['500000', '£5,000 or more']] as const
const NO_CONTACT_FOR = [['30', '30 days or more'], ['90', '90 days or more'], ['180', '180 days or more']] as const

const numberOf = (value: string): number | null => (value === '' ? null : Number(value))
const fieldOf = <Value extends string>(options: ReadonlyArray<readonly [Value, string]>, value: number | null): Value | '' =>
  options.find(([option]) => Number(option) === value)?.[0] ?? ''

interface FilterPanelProps {
  readonly filters: WorklistFilters
  readonly wards: ReadonlyArray<Ward>
  readonly onChange: (filters: WorklistFilters) => void
}

/** One district, and of the wards chosen before only those in it: the others would leave nothing to show. */
function inDistrict({ ward }: WorklistFilters, district: Ward['district']): Partial<WorklistFilters> {
  const left = (ward ?? []).filter((key) => wardOfKey(key).district === district)
  return { district: [district], ward: left.length === 0 ? null : left }
}

/** The filters of the worklist; each takes effect at once, since the list is on this laptop. */
export function FilterPanel({ filters, wards, onChange }: FilterPanelProps) {
  const set = (part: Partial<WorklistFilters>) => onChange({ ...filters, ...part })
  const districts = [...new Set([...wards.map(({ district }) => district), ...(filters.district ?? [])])]
  return (
    <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()} autoComplete="off">
      <h2 className="filters__title">Filter</h2>
      <TextField id="filter-reference" label="Reference starts with" width={10} maxLength={20} value={filters.reference ?? ''} onChange={(typed) => set({ reference: typed.trim() === '' ? null : typed })} />
      <ChoiceGroup
        id="filter-due-today" kind="checkboxes" legend="Next action" isLegendHidden chosen={filters.isDueToday === true ? ['due'] : []}
        options={[{ value: 'due', words: 'Due today or overdue' }]} onToggle={() => set({ isDueToday: filters.isDueToday === true ? null : true })}
      />
      <ChoiceGroup
        id="filter-band" kind="checkboxes" legend="Risk band" chosen={filters.band ?? []}
        options={choicesOf(RISK_BANDS).toReversed().map(([value, words]) => ({ value, words }))} onToggle={(band) => set({ band: toggled(filters.band, band) })}
      />
      <SelectField id="filter-duty-within" label="Duty clock" empty="Any" options={DUTY_WITHIN} value={fieldOf(DUTY_WITHIN, filters.dutyWithinDays)} onChange={(value) => set({ dutyWithinDays: numberOf(value) })} />
      <SelectField id="filter-debt" label="Owes in all" empty="Any amount" options={DEBT_AT_LEAST} value={fieldOf(DEBT_AT_LEAST, filters.debtAtLeastPence)} onChange={(value) => set({ debtAtLeastPence: numberOf(value) })} />
      <SelectField id="filter-contact" label="No contact for" empty="Any time" options={NO_CONTACT_FOR} value={fieldOf(NO_CONTACT_FOR, filters.noContactForDays)} onChange={(value) => set({ noContactForDays: numberOf(value) })} />
      <SelectField
        id="filter-district" label="District" empty="Any district" options={districts.map((district) => [district, DISTRICTS[district]] as const)} value={filters.district?.[0] ?? ''}
        onChange={(district) => set(district === '' ? { district: null } : inDistrict(filters, district))}
      />
      <FilterGroup title="Duty" count={filters.duty?.length ?? 0}>
        <ChoiceGroup
          id="filter-duty" kind="checkboxes" legend="Homelessness duty" isLegendHidden chosen={filters.duty ?? []}
          options={choicesOf(DUTY_KINDS).map(([value, words]) => ({ value, words }))} onToggle={(duty) => set({ duty: toggled(filters.duty, duty) })}
        />
      </FilterGroup>
      <FilterGroup title="Factors" count={filters.factor?.length ?? 0}>
        <ChoiceGroup
          id="filter-factor" kind="checkboxes" legend="Contributing factors" isLegendHidden chosen={filters.factor ?? []}
          options={choicesOf(RISK_FACTORS).map(([value, words]) => ({ value, words }))} onToggle={(factor) => set({ factor: toggled(filters.factor, factor) })}
        />
      </FilterGroup>
      <FilterGroup title="Known to" count={filters.knownTo?.length ?? 0}>
        <ChoiceGroup
          id="filter-known-to" kind="checkboxes" legend="Known to" isLegendHidden chosen={filters.knownTo ?? []}
          // Open data is about wards: nobody is known to it.
          options={choicesOf(DOMAINS).filter(([value]) => value !== 'open-data').map(([value, words]) => ({ value, words }))} onToggle={(domain) => set({ knownTo: toggled(filters.knownTo, domain) })}
        />
      </FilterGroup>
      <FilterGroup title="Ward" count={filters.ward?.length ?? 0}>
        {wards.length === 0 ? <p className="govuk-hint">No wards yet.</p> : districts.filter((district) => filters.district?.includes(district) ?? true).map((district) => (
          <ChoiceGroup
            key={district} id={`filter-ward-${district}`} kind="checkboxes" legend={DISTRICTS[district]} chosen={filters.ward ?? []}
            options={wards.filter((ward) => ward.district === district).map((ward) => ({ value: wardKey(ward), words: ward.name }))} onToggle={(ward) => set({ ward: toggled(filters.ward, ward) })}
          />
        ))}
      </FilterGroup>
    </form>
  )
}

function FilterGroup({ title, count, children }: { readonly title: string; readonly count: number; readonly children: ReactNode }) {
  return (
    <details className="filters__group">
      <summary>{title}{count === 0 ? null : <span className="filters__count">{count} chosen</span>}</summary>
      {children}
    </details>
  )
}
