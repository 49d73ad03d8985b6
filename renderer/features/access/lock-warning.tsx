import { useEffect, useState } from 'react'
import { gate } from '../../bridge/gate-client'
import { subscribe } from '../../bridge/subscribe'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'

/** 30 s before an idle lock: stay, or let it lock. What has a draft is saved either way; what has none is said to have none. */
export function LockWarning() {
  const [lockAt, setLockAt] = useState<number | null>(null)
  const [now, setNow] = useState(0)
  useEffect(
    () => subscribe('access:lock-announced', ({ inSeconds }) => {
      setNow(performance.now())
      setLockAt(inSeconds === null ? null : performance.now() + inSeconds * 1_000)
    }),
    [],
  )
  useEffect(() => {
    if (lockAt === null) return undefined
    const timer = setInterval(() => setNow(performance.now()), 500)
    return () => clearInterval(timer)
  }, [lockAt])
  const stay = () => {
    setLockAt(null)
    gate.access.noteActivity({}).catch(() => undefined)
  }
  const seconds = lockAt === null ? 0 : Math.max(0, Math.ceil((lockAt - now) / 1_000))
  return (
    <Dialog title="Are you still there?" role="alertdialog" isOpen={lockAt !== null} onClose={stay}>
      <p className="govuk-body">
        Casement locks in <strong className="tabular" aria-hidden="true">{seconds} {seconds === 1 ? 'second' : 'seconds'}</strong>
        <span className="govuk-visually-hidden">half a minute</span>. Contact outcomes, contact lists, visit plans and the words of decisions and reviews are saved as you type them. Anything else that you have not sent, such as the reason for a reveal or new contact details, has to be typed again.
      </p>
      <div className="dialog__actions">
        <Button kind="primary" onClick={stay}>Stay</Button>
        <Button onClick={() => void gate.access.lock({}).catch(() => undefined)}>Lock now</Button>
      </div>
    </Dialog>
  )
}
