import type { WorklistFilters } from '../../../shared/ipc/household-contract'
import { Button } from '../../components/button'
import { filterChips, withoutFilters } from './filter-chips'

/** What is filtered now, each with its way out. */
export function ActiveFilters({ filters, onChange }: { readonly filters: WorklistFilters; readonly onChange: (filters: WorklistFilters) => void }) {
  const chips = filterChips(filters)
  if (chips.length === 0) return null
  return (
    <div className="chips">
      <ul className="chips__list" aria-label="Active filters">
        {chips.map((chip) => (
          <li key={chip.words}>
            <button type="button" className="chip" onClick={() => onChange(chip.without)}>
              {chip.words}<span className="chip__remove" aria-hidden="true">✕</span><span className="govuk-visually-hidden"> (remove filter)</span>
            </button>
          </li>
        ))}
      </ul>
      <Button kind="link" onClick={() => onChange(withoutFilters)}>Clear all</Button>
    </div>
  )
}
