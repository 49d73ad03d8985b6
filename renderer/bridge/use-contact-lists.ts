import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

const LAPTOP_STALE_MS = 15_000

/** The officer's own contact lists: as this laptop knows them (it is told of changes), or as the hub says now, each time a screen opens. */
export const useContactLists = (source: 'hub' | 'laptop' = 'laptop') =>
  useQuery({ queryKey: queryKeys.contactListsOf(source), queryFn: () => casement.contactList.list({ refresh: source === 'hub' }), staleTime: source === 'hub' ? 0 : LAPTOP_STALE_MS })
