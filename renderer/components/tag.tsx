import type { ReactNode } from 'react'

export type TagTone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'reveal'

/** A short state in words. Colour repeats what the words say and never says it alone. */
export function Tag({ tone = 'neutral', children }: { readonly tone?: TagTone; readonly children: ReactNode }) {
  return <strong className={`tag tag--${tone}`}>{children}</strong>
}
