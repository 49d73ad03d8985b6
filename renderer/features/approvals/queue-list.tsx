import { useEffect, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { ToDecide } from '../../../shared/ipc/request-contract'
import { approvalsWords, waitWords } from '../../components/request-words'
import { capacityWords } from '../../components/waiting-words'
import { Tag } from '../../components/tag'

interface QueueListProps {
  readonly requests: ReadonlyArray<ToDecide>
  readonly selected: ToDecide
  readonly now: number
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onSelect: (requestId: string) => void
  readonly onOpen: () => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -1_000, End: 1_000 }

/** What waits: one tab stop, arrows or j and k move, Enter goes to the request. */
export function QueueList({ requests, selected, now, listRef, onSelect, onOpen }: QueueListProps) {
  useEffect(() => { listRef.current?.focus({ preventScroll: true }) }, [listRef])
  const at = requests.indexOf(selected)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.key === 'Enter') onOpen()
    else if (step !== undefined) onSelect(requests[Math.min(requests.length - 1, Math.max(0, at + step))]?.requestId ?? selected.requestId)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const requestId = (event.target as Element).closest('[data-request]')?.getAttribute('data-request')
    if (requestId !== null && requestId !== undefined) onSelect(requestId)
  }
  return (
    <div ref={listRef} className="queue" role="listbox" tabIndex={0} aria-label="Requests that wait for you" aria-activedescendant={`queued-${selected.requestId}`} onKeyDown={onKeyDown} onClick={onClick}>
      {requests.map((request) => (
        <div key={request.requestId} id={`queued-${request.requestId}`} data-request={request.requestId} role="option" tabIndex={-1} aria-selected={request === selected} className={request === selected ? 'queue__item queue__item--selected' : 'queue__item'}>
          <span className="queue__line"><span className="reference">{request.reference}</span><span className="queue__age">{waitWords(now - Date.parse(request.requestedAt))}</span></span>
          <span className="queue__line">{request.requester.name}</span>
          <span className="queue__line"><span className="queue__purpose">{request.purpose.title}</span>{request.isProtected ? <Tag tone="bad">Protected</Tag> : null}</span>
          {request.capacity === undefined || request.capacity === 'own' ? null : <span className="queue__line as-at">{capacityWords(request.capacity, request.standsFor ?? null)}</span>}
          {request.approvalsNeeded > 1 ? <span className="queue__line as-at">{approvalsWords(request)}</span> : null}
        </div>
      ))}
    </div>
  )
}
