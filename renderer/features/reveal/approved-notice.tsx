import type { MyRequest } from '../../../shared/ipc/request-contract'
import { Button } from '../../components/button'
import { formatTime } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { approvalsWords, groupWords } from '../../components/request-words'
import { waitingWithWords } from '../../components/waiting-words'

interface ApprovedNoticeProps {
  /** The officer's own requests about this household. */
  readonly requests: ReadonlyArray<MyRequest>
  readonly onOpen: (request: MyRequest) => void
}

/** On the household itself: what was approved and can be opened, and what still waits. */
export function ApprovedNotice({ requests, onOpen }: ApprovedNoticeProps) {
  return (
    <>
      {requests.map((request) => {
        const { requestId, state, approved, decisions } = request
        if (state === 'approved' && approved !== null) {
          return (
            <NotificationBanner key={requestId} tone="good" live="none">
              <strong>Approved by {decisions.map(({ by }) => by).join(' and ')}:</strong> {groupWords(approved.fieldGroups)}. It can be opened once, before {formatTime(approved.openUntil)}.
              <div className="banner__action"><Button kind="reveal" isSmall onClick={() => onOpen(request)}>Open…</Button></div>
            </NotificationBanner>
          )
        }
        return state === 'waiting' ? <NotificationBanner key={requestId} tone="info" live="none">Your request for {groupWords(request.fieldGroups)} waits with {waitingWithWords(request.waitingWith)}: {approvalsWords(request)} so far.</NotificationBanner> : null
      })}
    </>
  )
}
