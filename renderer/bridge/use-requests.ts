import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** The officer's own access requests, as the hub says now or as last known. Kept fresh by `request:changed`. */
export const useRequests = () => useQuery({ queryKey: queryKeys.requests, queryFn: () => casement.request.list({}) })
