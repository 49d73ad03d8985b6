import { useQuery } from '@tanstack/react-query'
import { gate } from './gate-client'
import { queryKeys } from './query-keys'

/** Where the officer stands: signed out, enrolling, locked or working. Kept fresh by `access:state-changed`. A failure stays until somebody asks again: each new reader would. */
export const useAccessState = () =>
  useQuery({ queryKey: queryKeys.accessState, queryFn: () => gate.access.getState({}), staleTime: Infinity, gcTime: Infinity, retryOnMount: false })
