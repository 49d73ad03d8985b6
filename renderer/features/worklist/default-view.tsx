import { useState } from 'react'
import { filtersOf, keptFilters } from '../../../shared/ipc/preference-contract'
import { NO_FILTERS, type WorklistFilters, type WorklistSort } from '../../../shared/ipc/household-contract'
import { usePreferences } from '../../bridge/use-preferences'
import { Button } from '../../components/button'

interface View {
  readonly filters: WorklistFilters
  readonly sort: WorklistSort
}
interface DefaultViewProps extends View {
  readonly onUse: (view: View) => void
}

const PLAIN: View = { filters: NO_FILTERS, sort: 'urgency' }
const sorted = (values: unknown): unknown => (Array.isArray(values) ? values.toSorted() : values)

/** The same list of households, however the officer came to it. What is not kept does not count. */
export const isSameView = (a: View, b: View): boolean =>
  a.sort === b.sort && (Object.keys(NO_FILTERS) as (keyof WorklistFilters)[]).every((key) => key === 'ward' || key === 'reference' || JSON.stringify(sorted(a.filters[key])) === JSON.stringify(sorted(b.filters[key])))

/** Keeps the present filters as what the worklist opens with, and leads back to them. Silent where there is nothing to choose. */
export function DefaultView({ filters, sort, onUse }: DefaultViewProps) {
  const { preferences, change } = usePreferences()
  const [said, setSaid] = useState('')
  const kept: View = { filters: filtersOf(preferences.worklist.filters), sort: preferences.worklist.sort }
  const now: View = { filters, sort }
  const isKept = isSameView(now, kept)
  const save = async () => {
    const isSaved = await change({ worklist: { filters: keptFilters(filters), sort } })
    const wards = filters.ward === null ? '' : ' Wards are not kept.'
    setSaid(isSaved ? `Saved: your worklist opens like this from now on.${wards}` : 'Not saved. It holds until you close Casement: see Preferences.')
  }
  return (
    <div className="default-view">
      {isKept ? null : <Button kind="link" onClick={() => void save()}>{isSameView(now, PLAIN) ? 'Open without filters from now on' : 'Save current filters as my default'}</Button>}
      {isKept || isSameView(kept, PLAIN) ? null : <Button kind="link" onClick={() => { setSaid(''); onUse(kept) }}>Back to my default</Button>}
      <span role="status" className="default-view__said">{isKept ? said : ''}</span>
    </div>
  )
}
