import { useEffect } from 'react'
import { gate } from '../../bridge/gate-client'

const AT_MOST_EVERY_MS = 5_000
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the idle clock that the officer did something, at most every 5 s. */
export function useActivity(): void {
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY
    const note = () => {
      const now = performance.now()
      if (now - last < AT_MOST_EVERY_MS) return
      last = now
      gate.access.noteActivity({}).catch(() => undefined)
    }
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, note)
    }
  }, [])
}
