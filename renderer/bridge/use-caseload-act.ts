import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseloadAct } from '../../shared/ipc/caseload-contract'
import type { HouseholdId } from '../../shared/model/ids'
import { casement } from './casement-client'
import { problemOf, type ShownProblem } from './problem-of'
import { queryKeys } from './query-keys'

/** Does one thing to a caseload: kept on this laptop before it answers, then shown everywhere at once. */
export function useCaseloadAct() {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  /** Answers whether it was done. */
  const act = async (householdId: HouseholdId, wanted: CaseloadAct): Promise<boolean> => {
    if (isBusy) return false
    setBusy(true)
    setProblem(null)
    try {
      await casement.caseload.act({ householdId, act: wanted })
      await Promise.all([queryKeys.household(householdId), queryKeys.worklists, queryKeys.caseload].map((queryKey) => client.invalidateQueries({ queryKey })))
      return true
    } catch (error) {
      setProblem(problemOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, isBusy, problem, clear: () => setProblem(null) }
}
