import { useQuery } from '@tanstack/react-query'
import type { ConflictItem } from '../../shared/ipc/safety-contract'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

const NONE: ReadonlyArray<ConflictItem> = []

/** What is not settled on this laptop. */
export function useConflicts(): ReadonlyArray<ConflictItem> {
  return useQuery({ queryKey: queryKeys.conflicts, queryFn: () => casement.safety.listConflicts({}) }).data?.conflicts ?? NONE
}
