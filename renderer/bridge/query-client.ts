import { QueryClient } from '@tanstack/react-query'

const FIVE_MINUTES_MS = 300_000

/**
 * The query cache of one unlocked window: masked data only, in memory only, gone at lock. `networkMode: 'always'` because
 * calls go to the store process and not to a network: without it reads would stop offline.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 15_000, gcTime: FIVE_MINUTES_MS },
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  })
