import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** How many of my requests wait, how much news there is, and what waits for me to decide. Kept fresh by `request:changed`. */
export const useRequestCounts = () => useQuery({ queryKey: queryKeys.requestCounts, queryFn: () => casement.request.getCounts({}), staleTime: Infinity })
