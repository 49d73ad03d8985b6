import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** Last synced, waiting to send, online or not. Kept fresh by `sync:status-changed`. */
export const useSyncStatus = () =>
  useQuery({ queryKey: queryKeys.syncStatus, queryFn: () => casement.sync.getStatus({}), staleTime: Infinity, gcTime: Infinity })
