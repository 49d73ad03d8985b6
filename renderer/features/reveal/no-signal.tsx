import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'

interface NoSignalProps {
  readonly problem: ShownProblem
  /** What was stated, to be kept; null where there is nothing to keep. */
  readonly need: Parameters<typeof casement.queuedNeed.keep>[0] | null
  /** Nothing more can be done here once it is kept. */
  readonly onKept?: (() => void) | undefined
}

/** Nothing opens without signal but what was sealed beforehand: whom to ring, and a way to keep what was stated until there is. */
export function NoSignal({ problem, need, onKept }: NoSignalProps) {
  const client = useQueryClient()
  const desk = useQuery({ queryKey: queryKeys.offlineEmergency, queryFn: () => casement.visitPack.emergencyStanding({}) }).data?.dutyDesk ?? null
  const [refused, setRefused] = useState<ShownProblem | null>(null)
  const [isKept, setKept] = useState(false)
  if (isKept) return <Kept onClose={onKept} />
  const keep = async () => {
    if (need === null) return
    try {
      await casement.queuedNeed.keep(need)
      await client.invalidateQueries({ queryKey: queryKeys.queuedNeeds })
      setKept(true)
    } catch (error) {
      setRefused(problemOf(error))
    }
  }
  return (
    <NotificationBanner tone="warn" live="alert">
      <strong>{problem.means} Nothing was shown.</strong> Without signal only what was sealed in an approved visit pack opens. If it cannot wait, ring the duty desk{desk === null ? '' : <> on <strong>{desk}</strong></>}: the supervisor on duty can look for you. Danger to life: ring 999 first.
      <span className="banner__code"> Code {problem.code}</span>
      {need === null ? null : <div className="banner__action"><Button isSmall onClick={() => void keep()}>Keep it until there is signal</Button></div>}
      {refused === null ? null : <ProblemNotice problem={refused} />}
    </NotificationBanner>
  )
}

function Kept({ onClose }: { readonly onClose: NoSignalProps['onKept'] }) {
  // The button that was pressed is gone: the keyboard goes on here.
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <NotificationBanner tone="good" live="status">
      <strong>Kept until there is signal.</strong> It stands under Requests and on this household with your words; go on with it there. Nothing is asked for without you.
      {onClose === undefined ? null : <div className="banner__action"><Button isSmall buttonRef={close} onClick={onClose}>Close</Button></div>}
    </NotificationBanner>
  )
}
