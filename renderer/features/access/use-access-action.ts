import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { isStopped } from '../../bridge/use-sign-in-again'

export interface AccessAction {
  readonly isBusy: boolean
  readonly problem: ShownProblem | null
  /** Runs a call that answers the new access state, and shows that state; at most one at a time. */
  readonly run: (call: () => Promise<AccessState>) => Promise<boolean>
}

/** One step between opening the app and working in it. */
export function useAccessAction(): AccessAction {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const run = async (call: () => Promise<AccessState>) => {
    if (isBusy) return false
    setBusy(true)
    setProblem(null)
    try {
      client.setQueryData(queryKeys.accessState, await call())
      return true
    } catch (error) {
      if (!isStopped(error)) setProblem(problemOf(error))
      await client.invalidateQueries({ queryKey: queryKeys.accessState })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, problem, run }
}
