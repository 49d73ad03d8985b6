import { useRef, useState } from 'react'
import { problemOf, type ShownProblem } from './problem-of'

export interface Send {
  readonly isBusy: boolean
  /** Why the last one failed, until the next one is sent. */
  readonly problem: ShownProblem | null
  /** Does the act, unless one is being done. Never fails: see `problem`. */
  readonly send: (act: () => Promise<void>) => Promise<void>
  /** The officer has read why it failed. */
  readonly clear: () => void
}

/** One act of a form at a time: two presses before the screen is drawn again are one act, and what failed is said where it was asked for. */
export function useSend(): Send {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const isSending = useRef(false)
  const send = async (act: () => Promise<void>): Promise<void> => {
    if (isSending.current) return
    isSending.current = true
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      setProblem(problemOf(error))
    }
    isSending.current = false
    setBusy(false)
  }
  return { isBusy, problem, send, clear: () => setProblem(null) }
}
