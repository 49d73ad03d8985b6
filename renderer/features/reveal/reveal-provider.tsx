import { createContext, useContext, type ReactNode } from 'react'
import { useReveal, type Reveal } from './use-reveal'

const RevealContext = createContext<Reveal | null>(null)

/** One reveal a window: it outlives a change of screen, so that "show again" still works after a look at the worklist. */
export function RevealProvider({ children }: { readonly children: ReactNode }) {
  return <RevealContext value={useReveal()}>{children}</RevealContext>
}

export function useWindowReveal(): Reveal {
  const reveal = useContext(RevealContext)
  if (reveal === null) throw new Error('RevealProvider is missing')
  return reveal
}
