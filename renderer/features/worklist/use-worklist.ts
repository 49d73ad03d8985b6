import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { WorklistFilters, WorklistSort, WorklistView } from '../../../shared/ipc/household-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'

export const PAGE_SIZE = 200
/** What is looked at first, after each key that is typed: enough for a tall screen and the rows kept ahead of it, and quickly read. */
export const FIRST_PAGE_SIZE = 80

/** The worklist page by page (key paging), from the encrypted cache of this laptop. */
export const useWorklist = (view: WorklistView, filters: WorklistFilters, sort: WorklistSort) =>
  useInfiniteQuery({
    queryKey: queryKeys.worklist(view, filters, sort),
    queryFn: ({ pageParam }) => casement.household.listWorklist({ view, filters, sort, after: pageParam, limit: pageParam === null ? FIRST_PAGE_SIZE : PAGE_SIZE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const useWards = () => useQuery({ queryKey: queryKeys.wards, queryFn: () => casement.household.listWards({}) })

/** How many households each view holds, and referrals that wait for the team's answer. */
export const useViewCounts = () => useQuery({ queryKey: queryKeys.viewCounts, queryFn: () => casement.caseload.countViews({}) })
