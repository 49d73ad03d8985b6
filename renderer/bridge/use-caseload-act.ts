import { useQueryClient } from '@tanstack/react-query'
import type { CaseloadAct } from '../../shared/ipc/caseload-contract'
import type { HouseholdId } from '../../shared/model/ids'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'
import { useSend } from './use-send'

/** Does one thing to a caseload: kept on this laptop before it answers, then shown everywhere at once. */
export function useCaseloadAct() {
  const client = useQueryClient()
  const { isBusy, problem, send, clear } = useSend()
  /** Answers whether it was done. */
  const act = async (householdId: HouseholdId, wanted: CaseloadAct): Promise<boolean> => {
    let isDone = false
    await send(async () => {
      await casement.caseload.act({ householdId, act: wanted })
      await Promise.all([queryKeys.household(householdId), queryKeys.worklists, queryKeys.caseload].map((queryKey) => client.invalidateQueries({ queryKey })))
      isDone = true
    })
    return isDone
  }
  return { act, isBusy, problem, clear }
}
