import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { WorklistFilters, WorklistSort } from '../../../shared/ipc/household-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'

export const PAGE_SIZE = 200

/** The worklist page by page (key paging), from the encrypted cache of this laptop. */
export const useWorklist = (filters: WorklistFilters, sort: WorklistSort) =>
  useInfiniteQuery({
    queryKey: queryKeys.worklist(filters, sort),
    queryFn: ({ pageParam }) => casement.household.listWorklist({ filters, sort, after: pageParam, limit: PAGE_SIZE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const useWards = () => useQuery({ queryKey: queryKeys.wards, queryFn: () => casement.household.listWards({}) })
