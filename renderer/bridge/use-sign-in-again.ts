import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isCasementError } from '../../shared/errors/casement-error'
import { gate } from './gate-client'
import { problemOf, type ShownProblem } from './problem-of'
import { queryKeys } from './query-keys'

/** Signs in through the browser again while everything stays as it is. */
export function useSignInAgain() {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const signIn = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      client.setQueryData(queryKeys.accessState, await gate.access.signIn({}))
      setDone(true)
    } catch (error) {
      if (!isStopped(error)) setProblem(problemOf(error))
    }
    setBusy(false)
  }
  return { isBusy, isDone, problem, signIn }
}

/** What somebody did themselves is no problem to tell them of. */
export const isStopped = (error: unknown): boolean => isCasementError(error) && error.code === 'ACCESS_SIGN_IN_STOPPED'
