import { useEffect, useRef, useState } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'

/** *Decided not to reveal*, by button or Alt+N: recorded, and the dialog closes. Not while something is asked. */
export function useDecideNot(householdId: HouseholdRecord['householdId'], isAsking: boolean, onDone: () => void) {
  const [isDeciding, setDeciding] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const decideNot = async () => {
    if (isDeciding || isAsking) return
    setDeciding(true)
    try {
      await casement.reveal.decideNot({ householdId })
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
      setDeciding(false)
    }
  }
  const latest = useRef(decideNot)
  useEffect(() => { latest.current = decideNot })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyN') return
      event.preventDefault()
      void latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return { decideNot, isDeciding, problem }
}
