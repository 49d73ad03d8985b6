import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isCasementError } from '../../../shared/errors/casement-error'
import { gate } from '../../bridge/gate-client'
import { queryKeys } from '../../bridge/query-keys'
import { Button } from '../../components/button'
import { formatTime } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { usePageTitle } from '../../components/use-page-title'
import { AccessFrame } from './access-frame'

const WORDS = {
  STORE_NOT_STARTED: {
    title: 'Casement could not start',
    means: 'Its store, the part that keeps records on this laptop, did not start.',
    lost: 'What you wrote is still on this laptop, encrypted, and work that was not sent yet goes up once Casement starts.',
  },
  STORE_KEEPS_ENDING: {
    title: 'Casement keeps stopping',
    means: 'Its store, the part that keeps records on this laptop, stopped three times within a minute. Casement does not start it again by itself.',
    lost: 'What you had saved is still on this laptop, encrypted, and work that was not sent yet goes up once Casement runs.',
  },
} as const
type StoppedCode = keyof typeof WORDS

/** The code, when the store process is given up: then there is nothing to show but that. */
export function storeStopped(error: unknown): StoppedCode | null {
  const code = isCasementError(error) ? error.code : null
  return code === 'STORE_NOT_STARTED' || code === 'STORE_KEEPS_ENDING' ? code : null
}

/** Nothing can be opened: what happened, that nothing is lost, another try, and what to tell the service desk. */
export function StoreStoppedPage({ code }: { readonly code: StoppedCode }) {
  const { title, means, lost } = WORDS[code]
  usePageTitle(title)
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [triedAt, setTriedAt] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const tryAgain = async () => {
    setBusy(true)
    setTriedAt(null)
    try {
      await gate.access.startStore({})
      client.setQueryData(queryKeys.accessState, await gate.access.getState({}))
    } catch {
      setTriedAt(new Date().toISOString())
    } finally {
      setBusy(false)
    }
  }
  return (
    <AccessFrame isTestRuntime={false}>
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="govuk-body">{means}</p>
      <p className="govuk-body"><strong>Nothing is lost.</strong> {lost}</p>
      {triedAt === null ? null : <NotificationBanner tone="bad" live="alert"><strong>It did not start.</strong> Tried at {formatTime(triedAt)}.</NotificationBanner>}
      <Button kind="primary" buttonRef={button} isBusy={isBusy} onClick={() => void tryAgain()}>{isBusy ? 'Starting…' : 'Try again'}</Button>
      <h2 className="govuk-heading-s access__next">If that does not help</h2>
      <ol className="govuk-list govuk-list--number">
        <li>Restart the laptop, and open Casement once more.</li>
        <li>Ring your service desk and read out the code <strong className="access__code">{code}</strong>. They can install Casement again over this one: what it keeps on this laptop stays.</li>
      </ol>
      <p className="govuk-body">If a resident cannot wait, ring the duty desk: a colleague can look for you.</p>
    </AccessFrame>
  )
}
