import { useQuery } from '@tanstack/react-query'
import type { ConflictItem } from '../../shared/ipc/safety-contract'
import { casement } from './casement-client'
import { problemOf, type ShownProblem } from './problem-of'
import { queryKeys } from './query-keys'

const NONE: ReadonlyArray<ConflictItem> = []

/** What is not settled on this laptop; `isKnown` false while nobody can say. */
export function useConflicts(): { readonly conflicts: ReadonlyArray<ConflictItem>; readonly isKnown: boolean; readonly problem: ShownProblem | null } {
  const { data, error } = useQuery({ queryKey: queryKeys.conflicts, queryFn: () => casement.safety.listConflicts({}) })
  return { conflicts: data?.conflicts ?? NONE, isKnown: data !== undefined && error === null, problem: error === null ? null : problemOf(error) }
}
