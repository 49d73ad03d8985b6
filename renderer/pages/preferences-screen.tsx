import { filtersOf } from '../../shared/ipc/preference-contract'
import { usePreferences } from '../bridge/use-preferences'
import { filterChips } from '../features/worklist/filter-chips'
import { SORTS } from '../features/worklist/worklist-page'
import { PreferencesPage } from '../features/preferences/preferences-page'

/** Preferences, with the worklist's own words for what it opens with. */
export function PreferencesScreen() {
  const { filters, sort } = usePreferences().preferences.worklist
  const chips = filterChips(filtersOf(filters)).map(({ words }) => words)
  const order = SORTS.find(([code]) => code === sort)?.[1] ?? sort
  return <PreferencesPage worklistWords={[...(chips.length === 0 ? ['All households in your scope'] : chips), order]} isWorklistPlain={chips.length === 0 && sort === 'urgency'} />
}
