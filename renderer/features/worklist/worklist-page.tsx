import { useCallback } from 'react'
import type { WorklistSort } from '../../../shared/ipc/household-contract'
import { problemOf } from '../../bridge/problem-of'
import { useSyncStatus } from '../../bridge/use-sync-status'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useKeySettings } from '../../components/key-settings'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { useHotkeys } from '../../components/use-hotkeys'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { WhatDoesThisMean } from '../../components/what-does-this-mean'
import { ActiveFilters } from './active-filters'
import { isFiltered, withoutFilters } from './filter-chips'
import { DefaultView } from './default-view'
import { FilterPanel } from './filter-panel'
import { useWards, useWorklist } from './use-worklist'
import { WorklistGrid } from './worklist-grid'
import { useWorklistSession } from './worklist-session'

export const SORTS: ReadonlyArray<readonly [WorklistSort, string]> = [
  ['urgency', 'Most urgent first'], ['risk', 'Highest risk first'], ['debt', 'Most owed first'], ['last-contact', 'Longest without contact first'],
]
const NUMBER = new Intl.NumberFormat('en-GB')

/** Home: the households in the officer's scope, most urgent first. */
export function WorklistPage({ onOpen }: { readonly onOpen: (householdId: string) => void }) {
  usePageTitle('Worklist')
  const today = useToday()
  const { filters, sort, setFilters, setSort, place } = useWorklistSession()
  const list = useWorklist(filters, sort)
  const wards = useWards()
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ '/': () => document.getElementById('filter-due-today')?.focus() }, areSingleKeysOn)

  const pages = list.data?.pages ?? []
  const first = pages[0]
  const rows = pages.flatMap((page) => page.rows)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const needMore = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage() }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <div className="worklist">
      <FilterPanel filters={filters} wards={wards.data?.wards ?? []} onChange={setFilters} />
      <section className="worklist__list" aria-labelledby="worklist-title">
        <div className="worklist__bar">
          <h1 className="govuk-heading-m" id="worklist-title">Worklist</h1>
          <p className="worklist__count" role="status">
            {first === undefined ? 'Counting…' : <><strong>{NUMBER.format(first.matching)}</strong> of {NUMBER.format(first.total)} households</>}
          </p>
          <WhatDoesThisMean about={['risk-band', 'duty-clock']} words="What do risk and duty clock mean?" />
          <SelectField id="sort" label="Sort by" options={SORTS} value={sort} onChange={(value) => setSort(value === '' ? 'urgency' : value)} />
        </div>
        <ActiveFilters filters={filters} onChange={setFilters} />
        <DefaultView filters={filters} sort={sort} onUse={(view) => { setFilters(view.filters); setSort(view.sort) }} />
        {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)} />}
        {first === undefined ? null : rows.length > 0
          ? <WorklistGrid rows={rows} matching={first.matching} today={today} place={place} hasMore={hasNextPage} onNeedMore={needMore} onOpen={(row) => onOpen(row.householdId)} listKey={JSON.stringify([filters, sort])} />
          : <NothingListed total={first.total} isFiltered={isFiltered(filters)} onClear={() => setFilters(withoutFilters)} />}
      </section>
    </div>
  )
}

function NothingListed({ total, isFiltered: hasFilters, onClear }: { readonly total: number; readonly isFiltered: boolean; readonly onClear: () => void }) {
  const sync = useSyncStatus()
  if (total > 0 && hasFilters) {
    return (
      <EmptyState title="No household matches these filters">
        <p>Take one away, or start over.</p>
        <Button onClick={onClear}>Clear all filters</Button>
      </EmptyState>
    )
  }
  if (sync.data?.phase === 'first-sync' || sync.data?.lastSyncedAt === null) {
    return <EmptyState title="Fetching your households"><p>The first ones appear here in a moment. You can start as soon as they do.</p></EmptyState>
  }
  return (
    <EmptyState title="No households are in your scope">
      <p>Your worklist holds households allocated to you or your team, and those at high risk in your district. If you expected some, ask your administrator which team you are in.</p>
      <p>You can still use Find when a resident is in contact.</p>
    </EmptyState>
  )
}
