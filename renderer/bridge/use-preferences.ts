import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { CasementError } from '../../shared/errors/casement-error'
import { DEFAULT_PREFERENCES, type PreferenceChange, type Preferences, type PreferenceState } from '../../shared/ipc/preference-contract'
import { gate } from './gate-client'
import { problemOf, type ShownProblem } from './problem-of'
import { queryKeys } from './query-keys'

export interface PreferenceDesk {
  readonly preferences: Preferences
  /** False until the file was read once; nothing is drawn before, so that nobody sees it jump. */
  readonly isReady: boolean
  readonly problem: ShownProblem | null
  /** Applies and keeps; true when it is kept for good. */
  readonly change: (change: PreferenceChange) => Promise<boolean>
  readonly reset: () => Promise<boolean>
}

/** How the officer likes Casement on this laptop. Kept by the main process, also while locked. */
export function usePreferences(): PreferenceDesk {
  const client = useQueryClient()
  const { data, isFetched } = useQuery({ queryKey: queryKeys.preferences, queryFn: () => gate.preference.get({}), staleTime: Infinity, gcTime: Infinity, retryOnMount: false })
  const [failed, setFailed] = useState<ShownProblem | null>(null)
  const run = useCallback(async (call: () => Promise<PreferenceState>) => {
    try {
      const state = await call()
      client.setQueryData(queryKeys.preferences, state)
      setFailed(null)
      return state.problem === null
    } catch (thrown) {
      setFailed(problemOf(thrown))
      return false
    }
  }, [client])
  const change = useCallback((wanted: PreferenceChange) => run(() => gate.preference.set(wanted)), [run])
  const reset = useCallback(() => run(() => gate.preference.reset({})), [run])
  const kept = data?.problem ?? null
  return {
    preferences: data?.preferences ?? DEFAULT_PREFERENCES, isReady: isFetched, change, reset,
    problem: failed ?? (kept === null ? null : problemOf(new CasementError(kept))),
  }
}
