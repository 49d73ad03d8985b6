import { useEffect, useState } from 'react'

/** What `load` brings; null until then. Not React's `lazy`: that holds back whatever follows a fallback for 300 ms. @param load the same function each time */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<{ readonly it: T } | null>(null)
  useEffect(() => {
    let isWanted = true
    void load().then((it) => { if (isWanted) setLoaded({ it }) })
    return () => { isWanted = false }
  }, [load])
  return loaded?.it ?? null
}
