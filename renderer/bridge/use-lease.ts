import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

const LOOK_EVERY_MS = 60_000

/** How long this laptop may show details without a connection. It changes by time passing and by contact: looked at each minute, and after each change of the sync. */
export const useLease = () => useQuery({ queryKey: queryKeys.lease, queryFn: () => casement.lease.get({}), refetchInterval: LOOK_EVERY_MS })
