import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** The contact lists that wait for this supervisor, and those they decided. Kept fresh by `request:changed`. */
export const useListQueue = () => useQuery({ queryKey: queryKeys.listQueue, queryFn: () => casement.contactList.listQueue({}), staleTime: 0 })
