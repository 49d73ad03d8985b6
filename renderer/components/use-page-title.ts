import { useEffect } from 'react'

/** Names the window after the screen. Only the screen: window titles are seen in task bars and screen shares. */
export function usePageTitle(screen: string): void {
  useEffect(() => {
    document.title = `${screen} – Casement`
  }, [screen])
}
