import type { ReactNode } from 'react'
import { Button } from '../../components/button'

/** Around every screen of practice: nobody can take it for the real thing, and nobody the real thing for it. */
export function PracticeFrame({ onLeave, children }: { readonly onLeave: () => void; readonly children: ReactNode }) {
  return (
    <div className="practice">
      <div className="practice__band" role="region" aria-label="Practice">
        <p className="practice__words"><strong>Practice</strong>: nothing here is real, nothing is logged or sent</p>
        <Button kind="inverse" isSmall onClick={onLeave}>Leave practice</Button>
      </div>
      <div className="practice__body">{children}</div>
    </div>
  )
}
