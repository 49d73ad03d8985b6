import { useEffect, useState } from 'react'
import { dateOf } from './dates'

/** The wall clock (Unix ms), refreshed at the given interval. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Today's date in London, YYYY-MM-DD; changes at midnight while the window stays open. */
export const useToday = (): string => dateOf(useNow(30_000))
