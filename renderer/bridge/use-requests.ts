import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

const LAPTOP_STALE_MS = 15_000

/** The officer's own access requests: as this laptop knows them (it is told of changes), or as the hub says now, each time a screen opens. Kept fresh by `request:changed`. */
export const useRequests = (source: 'hub' | 'laptop' = 'laptop') =>
  useQuery({ queryKey: queryKeys.requestsOf(source), queryFn: () => casement.request.list({ refresh: source === 'hub' }), staleTime: source === 'hub' ? 0 : LAPTOP_STALE_MS })
