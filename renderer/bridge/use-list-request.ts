import { useRef, useState } from 'react'
import { isCasementError } from '../../shared/errors/casement-error'
import { uuidV7 } from '../../shared/model/uuid-v7'
import { problemOf, type ShownProblem } from './problem-of'

/** After these the very same may be asked again: the entry may already be there. */
const LOST_ANSWERS: ReadonlyArray<string> = ['APPROVAL_OFFLINE', 'HUB_UNREACHABLE', 'HUB_RUBBISH']

interface ListRequest {
  readonly isBusy: boolean
  readonly problem: ShownProblem | null
  /** The household that the policy does not let in. */
  readonly refusedId: string | null
  /** True when it was asked. While no answer has come, the same wish goes under the same id. */
  ask(householdIds: ReadonlyArray<string>, wish: object, send: (requestId: string) => Promise<unknown>): Promise<boolean>
}

/** One request for several households: a contact list, a visit pack. */
export function useListRequest(): ListRequest {
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [refusedId, setRefusedId] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const asked = useRef<{ content: string; requestId: string } | null>(null)
  const ask: ListRequest['ask'] = async (householdIds, wish, send) => {
    setBusy(true)
    setProblem(null)
    const content = JSON.stringify(wish)
    if (asked.current?.content !== content) asked.current = { content, requestId: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) }
    try {
      await send(asked.current.requestId)
      return true
    } catch (error) {
      const shown = problemOf(error)
      const place = isCasementError(error) ? error.detail['item'] : undefined
      setRefusedId(typeof place === 'number' ? (householdIds[place] ?? null) : null)
      if (!LOST_ANSWERS.includes(shown.code)) asked.current = null
      setProblem(shown)
      setBusy(false)
      return false
    }
  }
  return { isBusy, problem, refusedId, ask }
}
