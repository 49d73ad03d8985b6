import { useCallback, useEffect, useMemo } from 'react'
import type { WorklistSort } from '../../../shared/ipc/household-contract'
import { useAccessState } from '../../bridge/use-access-state'
import { useColleagues } from '../../bridge/use-colleagues'
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
import { ChosenBar } from './chosen-bar'
import { isFiltered, withoutFilters } from './filter-chips'
import { DefaultView } from './default-view'
import { FilterPanel } from './filter-panel'
import { useViewCounts, useWards, useWorklist } from './use-worklist'
import { WorklistGrid } from './worklist-grid'
import { EmptyView, VIEW_KEYS, WorklistViews } from './worklist-views'
import { useWorklistSession } from './worklist-session'

export const SORTS: ReadonlyArray<readonly [WorklistSort, string]> = [
  ['urgency', 'Most urgent first'], ['risk', 'Highest risk first'], ['debt', 'Most owed first'], ['last-contact', 'Longest without contact first'], ['unallocated', 'Unallocated first'],
]
const NUMBER = new Intl.NumberFormat('en-GB')

interface WorklistPageProps {
  readonly onOpen: (householdId: string) => void
  readonly onReferrals: () => void
  /** A contact list of what is chosen. */
  readonly onMakeList: () => void
  readonly onPlanVisits: () => void
}

/** Home: the households in the officer's scope, most urgent first. */
export function WorklistPage({ onOpen, onReferrals, onMakeList, onPlanVisits }: WorklistPageProps) {
  usePageTitle('Worklist')
  const today = useToday()
  const { filters, sort: chosenSort, view, setFilters, setSort, setView, place, chosen, setChosen } = useWorklistSession()
  const choose = (householdId: string) => setChosen(chosen.includes(householdId) ? chosen.filter((id) => id !== householdId) : [...chosen, householdId])
  const isSupervisor = useAccessState().data?.officer?.role === 'supervisor'
  const counts = useViewCounts().data
  const { nameOf } = useColleagues()
  // Asked for together with the counts that decide: where it is another view, this one is empty, and soon read.
  const viewName = view?.name ?? (isSupervisor ? 'team' : 'mine')
  const sort = chosenSort ?? (isSupervisor && viewName === 'team' ? 'unallocated' : 'urgency')
  const list = useWorklist(viewName, filters, sort)
  // Decided once there is something to decide by; not taken from under anybody's hands when more arrives.
  useEffect(() => {
    if (view === null && counts !== undefined && counts.all > 0) setView(isSupervisor || counts.mine === 0 ? 'team' : 'mine', false)
  }, [view, counts, isSupervisor, setView])
  const wards = useWards()
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({
    '/': () => document.getElementById('filter-due-today')?.focus(),
    ...Object.fromEntries(VIEW_KEYS.map((name, index) => [String(index + 1), () => setView(name, true)])),
  }, areSingleKeysOn)

  const pages = list.data?.pages
  // The list before stands in for one that is being read, but an empty one says nothing of it.
  const first = list.isPlaceholderData && pages?.[0]?.total === 0 ? undefined : pages?.[0]
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.rows), [pages])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const needMore = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage() }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <div className="worklist">
      <FilterPanel filters={filters} wards={wards.data?.wards ?? []} onChange={setFilters} />
      <section className="worklist__list" aria-labelledby="worklist-title">
        <WorklistViews view={view?.name ?? null} counts={counts} onChoose={(name) => setView(name, true)} onReferrals={onReferrals} />
        {view?.name === 'team' && !view.isChosen && !isSupervisor && counts?.mine === 0 ? (
          <p className="views__note">Nothing is in your caseload yet, so this is your team’s list. Open a household and choose <strong>Take into my caseload</strong>.</p>
        ) : null}
        <div className="worklist__bar">
          <h1 className="govuk-heading-m" id="worklist-title">Worklist</h1>
          <p className="worklist__count" role="status">
            {first === undefined || view === null ? (counts?.all === 0 ? 'No households' : 'Counting…') : <><strong>{NUMBER.format(first.matching)}</strong> of {NUMBER.format(first.total)} households</>}
          </p>
          <WhatDoesThisMean about={['risk-band', 'duty-clock']} words="What do risk and duty clock mean?" />
          <SelectField id="sort" label="Sort by" options={SORTS} value={sort} onChange={(value) => setSort(value === '' ? 'urgency' : value)} />
        </div>
        <ActiveFilters filters={filters} onChange={setFilters} />
        <DefaultView filters={filters} sort={chosenSort ?? 'urgency'} onUse={(view) => { setFilters(view.filters); setSort(view.sort) }} />
        <ChosenBar count={chosen.length} onMake={onMakeList} onPlan={onPlanVisits} onClear={() => setChosen([])} />
        {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)} />}
        {counts?.all === 0 ? <NothingListed total={0} isFiltered={false} onClear={() => setFilters(withoutFilters)} /> : first === undefined || view === null ? null : rows.length > 0
          ? <WorklistGrid rows={rows} matching={first.matching} today={today} place={place} hasMore={hasNextPage} onNeedMore={needMore} onOpen={(row) => onOpen(row.householdId)} listKey={JSON.stringify([view.name, filters, sort])} isWaiting={list.isPlaceholderData} nameOf={nameOf} chosen={chosen} onChoose={choose} />
          : first.total === 0 ? <EmptyView view={view.name} onTeam={() => setView('team', true)} /> : <NothingListed total={first.total} isFiltered={isFiltered(filters)} onClear={() => setFilters(withoutFilters)} />}
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
  const { phase, lastSyncedAt, isOnline, lastProblem } = sync.data ?? {}
  if (phase !== 'first-sync' && lastSyncedAt === null && (isOnline === false || lastProblem !== null)) {
    return <EmptyState title="No households are on this laptop"><p>They come as soon as it reaches the central service. What you wrote is kept, and sent then.</p></EmptyState>
  }
  if (phase === 'first-sync' || lastSyncedAt === null) {
    return <EmptyState title="Fetching your households"><p>The first ones appear here in a moment. You can start as soon as they do.</p></EmptyState>
  }
  return (
    <EmptyState title="No households are in your scope">
      <p>Your worklist holds households allocated to you or your team, and those at high risk in your district. If you expected some, ask your administrator which team you are in.</p>
      <p>You can still use Find when a resident is in contact.</p>
    </EmptyState>
  )
}
