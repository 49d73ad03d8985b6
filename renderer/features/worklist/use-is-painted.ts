import { useDeferredValue, useState } from 'react'

/**
 * Whether the list of this key has been painted once: false in the first drawing of its rows, then true. Rows that only come anew (a sync)
 * stay as they are.
 * @param isWaiting what is shown meanwhile is the list before
 */
export function useIsPainted(listKey: string, isWaiting: boolean): boolean {
  const [shown, setShown] = useState(listKey)
  if (!isWaiting && shown !== listKey) setShown(listKey)
  return useDeferredValue(shown, '') === shown
}
