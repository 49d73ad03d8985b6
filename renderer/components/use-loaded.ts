import { startTransition, useEffect, useState } from 'react'

/**
 * What `load` brings; null until then. Not React's `lazy`: that holds back whatever follows a fallback for 300 ms. It is drawn as a transition,
 * in slices between which the window answers. @param load the same function each time
 */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<{ readonly it: T } | null>(null)
  useEffect(() => {
    let isWanted = true
    void load().then((it) => startTransition(() => { if (isWanted) setLoaded({ it }) }))
    return () => { isWanted = false }
  }, [load])
  return loaded?.it ?? null
}
