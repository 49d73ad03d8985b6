import type { RefObject } from 'react'
import { gate } from '../bridge/gate-client'
import { Button } from './button'

/** For whoever has closed the page of their browser: there is nothing left to wait for. @param back the button that began it has the keyboard again */
export function StopWaiting({ back }: { readonly back: RefObject<HTMLButtonElement | null> }) {
  const stop = (): void => {
    back.current?.focus()
    gate.access.stopSignIn({}).catch(() => undefined)
  }
  return <Button kind="link" onClick={stop}>Stop waiting</Button>
}
